"""A document is what its name says and tells nothing of who wrote it; else it is refused in words."""

from __future__ import annotations

import io
import zipfile
import zlib

import openpyxl
import pikepdf
import pytest
from django.utils import translation

from cases.uploads.bounds import MAX_FILE_BYTES, RefusedUploadError
from cases.uploads.documents import ENDINGS, clean_document
from tests.factories import files


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_document_comes_in_without_names_and_a_second_time_as_it_is(ending):
    cleaned = clean_document(files.document(ending), ending)
    assert clean_document(cleaned, ending) == cleaned
    unpacked = [cleaned]
    if cleaned.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(cleaned)) as archive:
            assert archive.testzip() is None
            unpacked += [archive.read(name) for name in archive.namelist()]
            assert any("Sørøya".encode() in part for part in unpacked)
            assert any(b"https://example.org/" in part for part in unpacked) or ending == "odt"
    assert not any(files.SECRET.encode() in part for part in unpacked)


def test_a_pdf_keeps_its_pages_title_and_pictures_and_loses_what_runs_or_hides():
    with pikepdf.open(io.BytesIO(clean_document(files.pdf(), "pdf"))) as cleaned:
        assert len(cleaned.pages) == 1
        assert str(cleaned.docinfo["/Title"]) == "Veileder i samskaping"
        assert set(cleaned.docinfo.keys()) == {"/Title"}
        assert b"Veileder i samskaping" in cleaned.Root.Metadata.read_bytes()
        assert not cleaned.attachments
        assert [str(note.Subtype) for note in cleaned.pages[0].Annots] == ["/Link", "/Text"]
        told = b"".join(thing.unparse() for thing in cleaned.objects)
        photo = cleaned.pages[0].Resources.XObject.Im0
        assert pikepdf.PdfImage(photo).as_pil_image().size == (80, 60)
    assert not any(word in told for word in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/EF"))


def test_a_workbook_is_as_readable_as_before():
    book = openpyxl.Workbook()
    book.properties.creator = files.SECRET
    book.active["A1"], book.active["A2"] = "Sørøya", 4
    book.active["A1"].comment = openpyxl.comments.Comment("Flott", files.SECRET)
    buffer = io.BytesIO()
    book.save(buffer)
    cleaned = openpyxl.load_workbook(io.BytesIO(clean_document(buffer.getvalue(), "xlsx")))
    assert (cleaned.active["A1"].value, cleaned.active["A2"].value) == ("Sørøya", 4)
    assert cleaned.active["A1"].comment.text == "Flott"
    assert files.SECRET not in (cleaned.active["A1"].comment.author, cleaned.properties.creator)


def test_a_text_from_an_old_windows_program_is_stored_as_utf_8():
    assert clean_document("Sørøya – «møte»".encode("cp1252"), "txt").decode() == "Sørøya – «møte»"
    with_mark = "navn\nSørøya\n".encode("utf-8-sig")
    assert clean_document(with_mark, "csv") == with_mark


def _bomb(size: int) -> bytes:
    return files.package({**files.office_parts("docx"), "word/huge.xml": b"<a>" + b" " * size + b"</a>"})


def _pdf_bomb() -> bytes:
    """Return a PDF whose list of objects unpacks to a gigabyte."""
    packer = zlib.compressobj(9)
    listed = packer.compress(b"1 0 <</Type/Catalog/Pages 2 0 R>>")
    listed += b"".join(packer.compress(b" " * (1 << 20)) for _ in range(1024)) + packer.flush()
    parts = [
        b"2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n",
        b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n",
        b"4 0 obj<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>stream\n" % len(listed) + listed,
    ]
    out, rows = b"%PDF-1.5\n", [b"\0" * 6, b"\2" + (4).to_bytes(4, "big") + b"\0"]
    for part in parts:
        rows.append(b"\1" + len(out).to_bytes(4, "big") + b"\0")
        out += part
    out += b"\nendstream endobj\n"
    start = len(out)
    rows.append(b"\1" + start.to_bytes(4, "big") + b"\0")
    head = b"5 0 obj<</Type/XRef/W[1 4 1]/Size 6/Root 1 0 R/Length 36>>stream\n"
    return out + head + b"".join(rows) + b"\nendstream endobj\nstartxref\n%d\n%%%%EOF" % start


def _locked_pdf() -> bytes:
    buffer = io.BytesIO()
    with pikepdf.open(io.BytesIO(files.pdf())) as document:
        document.save(buffer, encryption=pikepdf.Encryption(user="x", owner="y"))
    return buffer.getvalue()


def _office(**parts: str) -> bytes:
    named = {name.replace("__", "/"): content for name, content in parts.items()}
    return files.package({**files.office_parts("docx"), **named})


_TYPES = files.office_parts("docx")["[Content_Types].xml"]
_LINK = '<Relationships><Relationship Id="r" Type="x/%s" TargetMode="External" Target="https://x.example/"/></Relationships>'
REFUSED = {
    "nothing": lambda: (b"", "pdf", "empty"),
    "too many bytes": lambda: (b"a" * (MAX_FILE_BYTES + 1), "txt", "too large"),
    "a program": lambda: (b"MZ", "exe", "kind"),
    "a page as PDF": lambda: (b"<html><script>x()</script>", "pdf", "not a PDF"),
    "a PDF that was cut off": lambda: (files.pdf()[:-200], "pdf", "damaged"),
    "a PDF head only": lambda: (b"%PDF-1.7\n", "pdf", "damaged"),
    "a PDF with a password": lambda: (_locked_pdf(), "pdf", "password"),
    "a PDF that unpacks to a gigabyte": lambda: (_pdf_bomb(), "pdf", "damaged"),
    "a PDF as docx": lambda: (files.pdf(), "docx", "whole document"),
    "another office document": lambda: (files.document("xlsx"), "docx", "whole document"),
    "an archive": lambda: (files.package({"a.txt": "a"}), "docx", "whole document"),
    "an old or locked document": lambda: (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 99, "docx", "password"),
    "a docx that was cut off": lambda: (files.document("docx")[:-60], "docx", "whole document"),
    "macros by name": lambda: (_office(word__vbaProject="x"), "docx", "macros"),
    "macros by kind": lambda: (
        files.package({**files.office_parts("docx"), "[Content_Types].xml": f"{_TYPES} <!-- macroEnabled -->"}),
        "docx",
        "macros",
    ),
    "another program inside": lambda: (_office(**{"word__a.EXE": "MZ"}), "docx", "macros"),
    "macros in odt": lambda: (files.package({**files.odt_parts(), "Basic/Standard/a.xml": "<a/>"}), "odt", "macros"),
    "a part that unpacks to very much": lambda: (_bomb(40_000_000), "docx", "unpacks"),
    "too many parts": lambda: (
        files.package({**files.office_parts("docx"), **{f"word/{n}.txt": "" for n in range(4_100)}}),
        "docx",
        "unpacks",
    ),
    "words that unfold": lambda: (
        _office(**{"word__a.xml": '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'}),
        "docx",
        "whole document",
    ),
    "broken XML": lambda: (_office(**{"word__a.xml": "<a>"}), "docx", "whole document"),
    "a way out of its folder": lambda: (_office(**{"..__..__etc": "x"}), "docx", "whole document"),
    "a picture from elsewhere": lambda: (_office(**{"word___rels__a.rels": _LINK % "image"}), "docx", "elsewhere"),
    "another kind of odt": lambda: (
        files.package({**files.odt_parts(), "mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
        "odt",
        "whole document",
    ),
    "a text with NUL": lambda: (b"a\0b", "txt", "plain text"),
    "a picture as text": lambda: (files.camera_picture(), "csv", "plain text"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_document_that_is_none_or_does_harm_is_refused_in_words(what):
    content, ending, words = REFUSED[what]()
    with translation.override("en"), pytest.raises(RefusedUploadError, match=words):
        clean_document(content, ending)


def test_every_beginning_of_a_document_is_refused_or_whole():
    for ending in ("pdf", "docx", "odt"):
        whole = files.document(ending)
        for place in range(0, len(whole) - 1, max(1, len(whole) // 40)):
            with pytest.raises(RefusedUploadError):
                clean_document(whole[:place], ending)
