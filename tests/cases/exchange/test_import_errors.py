"""Each line that does not hold to the contract is named with its key and what was expected, and nothing is written."""

from __future__ import annotations

import hashlib
import io
import json
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command

from cases.models import CasePage
from tests.factories import case_record, png, write_lines

pytestmark = pytest.mark.django_db


def complaints(path, *options):
    """Import a file that has errors; return the lines of complaint."""
    err = io.StringIO()
    with pytest.raises(CommandError):
        call_command("import_cases", str(path), *options, stdout=io.StringIO(), stderr=err)
    return err.getvalue().splitlines()


def without(key):
    record = case_record()
    del record[key]
    return record


def test_ten_kinds_of_error_give_ten_clear_lines_and_nothing_is_written(tmp_path):
    twin = case_record()
    path = write_lines(
        tmp_path,
        "{not json",
        case_record(colour="red"),
        case_record(themes=["no_such_theme"]),
        case_record(thickness="4"),
        without("title"),
        case_record(solution="<p onclick='x()'>a</p><script>b</script>"),
        case_record(municipalities=["1507"]),
        case_record(started="2020-13"),
        twin,
        twin,
        case_record(summary="a" * 401),
    )
    lines = complaints(path)
    assert len(lines) == 10
    keys = ["", "colour", "themes", "thickness", "title", "solution", "municipalities", "started", "id", "summary"]
    for line, number, key in zip(lines, [1, 2, 3, 4, 5, 6, 7, 8, 10, 11], keys, strict=True):
        assert f"Linje {number}" in line
        assert key in line
    assert "1508 Ålesund" in lines[6]
    assert "1580 Haram" in lines[6]
    assert CasePage.objects.count() == 0


@pytest.mark.parametrize(
    ("key", "changes"),
    [
        ("format", {"format": "samskaping-case/2"}),
        ("id", {"id": "not-a-uuid"}),
        ("id", {"id": 7}),
        ("locale", {"locale": "sv"}),
        ("slug", {"slug": "Ikke En Slug"}),
        ("title", {"title": "   "}),
        ("summary", {"summary": None}),
        ("municipalities", {"municipalities": ["9999"]}),
        ("municipalities", {"municipalities": [301]}),
        ("municipalities", {"country": "SE", "municipalities": ["0301"]}),
        ("municipalities", {"country": "DK", "municipalities": ["0301"]}),
        ("counties", {"counties": ["99"]}),
        ("country", {"country": "XX"}),
        ("phase", {"phase": "done"}),
        ("values", {"values": [{"code": "openness", "how": ""}, {"code": "openness", "how": ""}]}),
        ("values.1.code", {"values": [{"code": "wisdom", "how": ""}]}),
        ("fields.1.why", {"fields": [{"code": "equality", "how": "", "why": ""}]}),
        ("thickness", {"thickness": 6}),
        ("thickness", {"thickness": True}),
        ("partners.1.url", {"partners": [{"name": "A", "sector": "nav", "url": "javascript:alert(1)"}]}),
        ("ended", {"started": "2020", "ended": "2019"}),
        ("challenge", {"challenge": '<p><a href="javascript:alert(1)">x</a></p>'}),
        ("challenge", {"challenge": '<p><a href="data:text/html,x">x</a></p>'}),
        ("challenge", {"challenge": f'<p><a href="case:{uuid4()}">nobody</a></p>'}),
        ("challenge", {"challenge": "<p>a\x00b</p>"}),
        ("title", {"title": "\ud800"}),
        ("body.1", {"body": [{"type": "video", "value": "x"}]}),
        ("body.1.value", {"body": [{"type": "heading", "value": ""}]}),
        ("contact.consent_at", {"contact": {"name": "K", "role": "", "email": "k@example.org", "consent_at": None}}),
        ("first_published_at", {"first_published_at": "yesterday"}),
        ("licence", {"licence": "CC-BY-NC"}),
        ("image.file", {"image": {"file": "../../etc/passwd", "alt": "a"}}),
        ("image.file", {"image": {"file": "a" * 40 + ".png", "alt": "a"}}),
        ("image.alt", {"image": {"file": "a" * 40 + ".png", "alt": ""}}),
    ],
)
def test_each_wrong_value_is_named_by_its_key(tmp_path, key, changes):
    record = json.dumps(case_record(**changes))
    lines = complaints(write_lines(tmp_path, record))
    assert any(f"Linje 1, {key}" in line for line in lines), lines
    assert CasePage.objects.count() == 0


@pytest.mark.parametrize(
    "raw",
    [
        b"\xff\xfe\x00",
        b"[]",
        b"null",
        b"NaN",
        b'"text"',
        b"{" * 100_000,
        b'{"a": NaN}',
        b"[" * 200_000,
        b"x" * 3_000_000,
    ],
)
def test_a_line_that_is_no_object_is_said_to_be_none(tmp_path, raw):
    path = tmp_path / "cases.jsonl"
    path.write_bytes(raw + b"\n")
    assert "Linje 1" in complaints(path)[0]


@pytest.mark.parametrize("content", [b"not a picture", b"<svg xmlns='http://www.w3.org/2000/svg'/>", png()[:40]])
def test_a_file_that_is_no_picture_is_refused_whatever_its_name_says(tmp_path, content):
    name = f"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}.png"
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / name).write_bytes(content)
    lines = complaints(write_lines(tmp_path, case_record(image={"file": name, "alt": "x"})))
    assert "image.file" in lines[0]


def test_a_picture_whose_content_is_another_than_its_name_says_is_refused(tmp_path):
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / ("b" * 40 + ".png")).write_bytes(png())
    lines = complaints(write_lines(tmp_path, case_record(image={"file": "b" * 40 + ".png", "alt": "x"})))
    assert "SHA-1" in lines[0]


def test_a_translation_that_contradicts_the_facts_is_an_error_in_the_file_and_against_the_site(tmp_path):
    bokmaal = case_record()
    nynorsk = {**bokmaal, "locale": "nn", "slug": "sak-nn", "phase": "ended"}
    assert "phase" in complaints(write_lines(tmp_path, bokmaal, nynorsk))[0]
    call_command("import_cases", str(write_lines(tmp_path, bokmaal)), stdout=io.StringIO())
    assert "phase" in complaints(write_lines(tmp_path, nynorsk))[0]
    call_command(
        "import_cases", str(write_lines(tmp_path, {**nynorsk, "phase": bokmaal["phase"]})), stdout=io.StringIO()
    )
    assert CasePage.objects.filter(translation_key=bokmaal["id"]).count() == 2


def test_a_slug_belongs_to_one_case_of_a_language(tmp_path):
    lines = complaints(write_lines(tmp_path, case_record(slug="lik"), case_record(slug="lik")))
    assert lines[0].startswith("Linje 2, slug")


def test_skip_invalid_writes_the_lines_that_hold(tmp_path):
    path = write_lines(tmp_path, case_record(title="God"), case_record(themes=["x"]), "{")
    out = io.StringIO()
    call_command("import_cases", str(path), "--skip-invalid", stdout=out, stderr=io.StringIO())
    assert [page.title for page in CasePage.objects.all()] == ["God"]


def test_a_byte_order_mark_and_empty_lines_are_no_errors(tmp_path):
    path = write_lines(tmp_path, case_record(), "", "   ")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    call_command("import_cases", str(path), stdout=io.StringIO())
    assert CasePage.objects.count() == 1
