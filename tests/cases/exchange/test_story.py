"""The blocks of the free story in the record: what is refused, told by its place, and what a draft leaves out."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import Any

import pytest
from wagtail.documents import get_document_model

from cases.exchange.exporter import export_cases
from cases.exchange.importer import import_cases
from cases.exchange.maker import RecordMaker
from cases.uploads.documents import ENDINGS
from tests.factories import case_record, make_case, write_lines
from tests.factories.files import SECRET, document
from tests.factories.stories import as_body, every_block, make_document, make_image

pytestmark = pytest.mark.django_db

FIGURE = {"figure": "48", "what": "kontrakter", "note": ""}
EVENT = {"when": "2022", "title": "Ideen", "text": ""}
VIDEO = {"title": "En dag", "url": "https://vimeo.com/123456", "text": "De ler.", "poster": None}
QUESTION = {"question": "Hvem mangler?", "hint": "", "concept": None}
DOCUMENT = {"file": "a" * 40 + ".pdf", "title": "Rapport", "description": ""}
REFUSED: dict[str, tuple[str, dict[str, Any], str]] = {
    "a script for an address": ("video", {**VIDEO, "url": "javascript:alert(1)"}, "body.1.value.url"),
    "an address without encryption": ("video", {**VIDEO, "url": "http://vimeo.com/123456"}, "body.1.value.url"),
    "no transcript": ("video", {**VIDEO, "text": " "}, "body.1.value.text"),
    "a poster that is no picture": ("video", {**VIDEO, "poster": {"file": "x.png"}}, "body.1.value.poster.file"),
    "no figures": ("key_figures", {"figures": []}, "body.1.value.figures"),
    "seven figures": ("key_figures", {"figures": [FIGURE] * 7}, "body.1.value.figures"),
    "an empty figure": (
        "key_figures",
        {"figures": [FIGURE, {**FIGURE, "figure": ""}]},
        "body.1.value.figures.2.figure",
    ),
    "too many events": ("timeline", {"events": [EVENT] * 21}, "body.1.value.events"),
    "too long an event": ("timeline", {"events": [{**EVENT, "title": "x" * 121}]}, "body.1.value.events.1.title"),
    "an unknown code": ("question", {**QUESTION, "concept": "curious"}, "body.1.value.concept"),
    "an unknown key": ("question", {**QUESTION, "answer": "42"}, "body.1.value.answer"),
    "a document that did not travel": ("document", DOCUMENT, "body.1.value.file"),
    "a document of an unknown kind": ("document", {**DOCUMENT, "file": "a" * 40 + ".exe"}, "body.1.value.file"),
    "a picture for a document": ("document", {**DOCUMENT, "file": "a" * 40 + ".png"}, "body.1.value.file"),
    "no pictures": ("gallery", {"images": [], "caption": ""}, "body.1.value.images"),
}


def _read_in(path: Path, **options: Any) -> Any:
    with path.open("rb") as lines:
        return import_cases(lines, files=path.parent / "files", **options)


def _brought_in(folder: Path, kind: str, value: Any) -> Any:
    record = case_record(body=[{"type": kind, "value": value}])
    return _read_in(write_lines(folder, record))


@pytest.mark.parametrize("what", REFUSED)
def test_what_the_contract_does_not_allow_is_told_at_its_place(tmp_path: Path, what: str) -> None:
    kind, value, key = REFUSED[what]
    result = _brought_in(tmp_path, kind, value)
    assert [problem.key for problem in result.problems] == [key]
    assert not result.written


def test_a_document_with_another_content_than_its_name_says_is_refused(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / DOCUMENT["file"]).write_bytes(b"%PDF-1.7\n")
    assert [problem.key for problem in _brought_in(tmp_path, "document", DOCUMENT).problems] == ["body.1.value.file"]
    assert get_document_model().objects.count() == 0


def test_a_draft_with_unfinished_blocks_has_a_record_of_what_is_finished() -> None:
    empty = {
        "heading": "",
        "paragraph": "",
        "quote": {"text": "", "attribution": ""},
        "image": {"image": None},
        "gallery": {"images": [{"image": None}], "caption": ""},
        "video": {"title": "", "url": "javascript:alert(1)", "text": "", "poster": {"image": None}},
        "document": {"document": None, "title": "Rapport"},
        "key_figures": {"figures": [FIGURE, {"figure": "3", "what": ""}]},
        "timeline": {"events": []},
        "question": {"question": "", "hint": "x"},
    }
    page = make_case(live=False, body=as_body([{"type": kind, "value": value} for kind, value in empty.items()]))
    record = RecordMaker([page], drafts=True).record(page)
    assert record["body"] == [{"type": "key_figures", "value": {"figures": [FIGURE]}}]


def test_files_that_were_deleted_are_not_in_the_record() -> None:
    image, report = make_image(), make_document()
    page = make_case(body=as_body(every_block(image, report)))
    image.delete()
    report.delete()
    page.refresh_from_db()
    body = RecordMaker([page]).record(page)["body"]
    assert {block["type"] for block in body}.isdisjoint({"image", "gallery", "document"})
    assert [block["value"]["poster"] for block in body if block["type"] == "video"] == [None, None]
    assert "file" not in json.dumps(body)


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_document_is_cleaned_once_and_then_travels_as_it_is(tmp_path: Path, ending: str) -> None:
    content = document(ending)
    (tmp_path / "files").mkdir()
    arrived = f"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}.{ending}"
    (tmp_path / "files" / arrived).write_bytes(content)
    body = [{"type": "document", "value": {**DOCUMENT, "file": arrived}}]
    there, again = tmp_path / "cases.jsonl", tmp_path / "out" / "cases.jsonl"
    write_lines(tmp_path, case_record(body=body))
    assert _read_in(there).created
    assert _read_in(there).unchanged
    again.parent.mkdir()
    with again.open("w") as out:
        export_cases(out, files=again.parent / "files")
    assert _read_in(again).unchanged
    get_document_model().objects.all().delete()
    assert _read_in(again, overwrite=True).problems == []
    with io.StringIO() as out:
        export_cases(out)
        assert out.getvalue() == again.read_text()
    (stored,) = (tmp_path / "out" / "files").iterdir()
    assert SECRET.encode() not in stored.read_bytes()
    assert get_document_model().objects.count() == 1
