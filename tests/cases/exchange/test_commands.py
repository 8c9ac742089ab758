"""What the commands say, how they end, and that a file is whole or not there."""

from __future__ import annotations

import io
import os
import sys

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from cases.exchange import exporter
from tests.factories import case_record, make_case, make_cases, write_lines

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_english():
    with translation.override("en"):
        yield


def run(*arguments: str) -> tuple[str, str]:
    """Run a command; return what it said on both streams."""
    out, err = io.StringIO(), io.StringIO()
    call_command(*arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_an_import_says_how_far_it_is_and_what_it_did(tmp_path):
    path = write_lines(tmp_path, *(case_record() for _n in range(20)))
    out, _err = run("import_cases", str(path))
    assert "10/20" in out
    assert "20 new, 0 updated, 0 unchanged, 0 left alone." in out
    assert "0 new, 0 updated, 20 unchanged, 0 left alone." in run("import_cases", str(path))[0]


def test_errors_go_to_the_error_stream_and_end_the_command_with_one(tmp_path):
    path = write_lines(tmp_path, case_record(themes=["x"]), case_record(phase="x"))
    err = io.StringIO()
    with pytest.raises(CommandError) as error:
        call_command("import_cases", str(path), stdout=io.StringIO(), stderr=err)
    assert [line.split(":")[0] for line in err.getvalue().splitlines()] == ["Line 1, themes.1", "Line 2, phase"]
    assert error.value.returncode == 1
    assert str(error.value) == "2 errors. Nothing was written."


def test_lines_left_out_are_counted(tmp_path):
    out, err = run("import_cases", str(write_lines(tmp_path, case_record(), "{")), "--skip-invalid")
    assert "1 new" in out
    assert "1 errors; those lines were left out." in out
    assert err.startswith("Line 2")


def test_an_empty_file_is_no_error(tmp_path):
    (tmp_path / "empty.jsonl").write_bytes(b"")
    assert "0 new" in run("import_cases", str(tmp_path / "empty.jsonl"))[0]


@pytest.mark.parametrize("name", ["missing.jsonl", "", "missing/cases.jsonl"])
def test_a_place_that_cannot_be_read_is_named(tmp_path, name):
    with pytest.raises(CommandError, match=str(tmp_path)):
        run("import_cases", str(tmp_path / name))


@pytest.mark.parametrize("name", ["", "missing/cases.jsonl"])
def test_a_place_that_cannot_be_written_to_is_named(tmp_path, name):
    with pytest.raises(CommandError, match=str(tmp_path)):
        run("export_cases", str(tmp_path / name))
    assert list(tmp_path.iterdir()) == []


def test_an_export_goes_to_the_standard_output_unless_told_otherwise():
    make_case(title="Åpen dør")
    out, err = run("export_cases")
    assert '"title": "Åpen dør"' in out
    assert out.count("\n") == 1
    assert err == ""


def test_an_export_whose_reader_has_had_enough_ends_in_silence(monkeypatch):
    make_case()
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        call_command("export_cases")
        monkeypatch.undo()


def test_an_export_replaces_a_file_at_once_and_leaves_nothing_beside_it(tmp_path):
    target = tmp_path / "cases.jsonl"
    target.write_text("before")
    make_cases(3)
    _out, err = run("export_cases", str(target))
    assert "3 lines written" in err
    assert len(target.read_text().splitlines()) == 3
    assert [path.name for path in tmp_path.iterdir()] == ["cases.jsonl"]


def test_an_export_that_fails_leaves_the_file_as_it_was(tmp_path, monkeypatch):
    def fails(*args: object, **kwargs: object) -> None:
        raise OSError(28, "No space left on device", "cases.jsonl")

    target = tmp_path / "cases.jsonl"
    target.write_text("before")
    make_case()
    monkeypatch.setattr(exporter, "copy_files", fails)
    with pytest.raises(CommandError, match="No space left on device"):
        run("export_cases", str(target))
    assert target.read_text() == "before"
    assert [path.name for path in tmp_path.iterdir()] == ["cases.jsonl"]
