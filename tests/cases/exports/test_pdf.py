"""Files of a list: a PDF that screen readers can read, slides with texts for pictures, and no text taken as markup."""

from __future__ import annotations

import io
import json
import unicodedata
from dataclasses import replace

import pikepdf
import pytest
from django.conf import settings
from django.utils import translation
from pptx import Presentation

from cases.exports import pdf
from cases.exports.contents import sheets_of
from cases.exports.fonts import font_folder, letters_in
from cases.exports.pdf import NotMadeError, document_of, list_as_pdf
from cases.exports.rich_parts import parts_of
from cases.exports.slides import list_as_slides
from cases.exports.typesetting import pdf_of, showable
from cases.short_ids import short_id
from tests.factories import make_case

MARKUP = r"#panic() *fet* _kursiv_ $x^2$ \u{41} `kode` @her <merke> [x] // bort /* bort */ = Tittel"
SITE = "https://samskaping.example"


@pytest.fixture
def sheets(db, rf):
    """Two cases, one of them in English alone, as files tell of them in bokmål."""
    with translation.override("nb"):
        cases = [
            make_case(
                title=MARKUP,
                values=["openness"],
                fields=["anchoring"],
                municipalities=["3203"],
                partners=[("NAV", "nav")],
                challenge='<p>Først <b>mat</b>, <a href="/caser/x/">så</a> møte</p><ul><li>én</li></ul><h3>Mer</h3>',
                results=f"<p>{MARKUP}</p>",
            ),
            make_case("en", title="In English", summary="Short."),
        ]
        request = rf.get("/", headers={"host": "testserver"})
        found = sheets_of([short_id(case.translation_key) for case in cases], request)
        return [replace(found[0], note=f"{MARKUP}\nlinje to 🎉 \u05e9 \x0b"), found[1]]


def test_the_pdf_says_that_it_is_ua_and_has_title_language_headings_and_texts_for_pictures(sheets):
    with translation.override("nb"):
        content = list_as_pdf(f"Liste {MARKUP}", "https://samskaping.example/min-liste/x/", sheets, SITE)
    with pikepdf.open(io.BytesIO(content)) as document:
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert str(document.docinfo.Title) == f"Liste {MARKUP}"
        assert str(document.Root.Lang).startswith("nb")
        assert document.Root.ViewerPreferences.DisplayDocTitle
        elements = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        kinds = [str(one.S) for one in elements]
        assert kinds.count("/H1") >= 2
        assert kinds.count("/H2") >= 3
        figures = [one for one in elements if one.S == "/Figure"]
        assert len(figures) == 2
        assert "Åpenhet" in "".join(str(one.get("/Alt", "")) for one in figures)
        assert "en" in {str(one.get("/Lang", "")) for one in elements}


def test_what_people_wrote_is_data_never_markup(sheets):
    with translation.override("nb"):
        document = document_of(MARKUP, "", sheets, SITE)
    assert document["title"] == MARKUP
    assert document["cases"][0]["title"] == MARKUP
    # Markup that was obeyed would have ended the setting, or a missing letter would have.
    fonts = font_folder(settings.FONT_SOURCE, settings.DATA_DIR)
    assert pdf_of(json.loads(json.dumps(document)), fonts).startswith(b"%PDF")


def test_letters_that_no_font_has_are_left_out_or_marked():
    letters = letters_in(font_folder(settings.FONT_SOURCE, settings.DATA_DIR))
    assert showable("Bodø čáŋđŧž Київ «–»", letters) == "Bodø čáŋđŧž Київ «–»"
    assert showable(unicodedata.normalize("NFD", "blåbær"), letters) == "blåbær"
    assert showable("a🎉b\u05e9c\td\x00", letters) == "ab?c d"


def test_a_long_story_is_cut_and_says_so(sheets):
    long = replace(sheets[1], chapters=[replace(sheets[0].chapters[0], html="<p>" + "ord " * 3000 + "</p>")] * 3)
    with translation.override("nb"):
        case = document_of("x", "", [long], SITE)["cases"][0]
    assert case["cut"]
    assert len(case["chapters"]) == 1


def test_a_setting_that_fails_or_takes_too_long_is_told(sheets, monkeypatch):
    monkeypatch.setattr(pdf, "_PATIENCE", 0.001)
    with translation.override("nb"), pytest.raises(NotMadeError):
        list_as_pdf("x", "", sheets, SITE)


def test_a_chapter_becomes_parts_with_whole_addresses():
    html = (
        '<p>A <b>b <i>c</i></b></p><ol><li>x <a href="/y/">z</a></li></ol><p><a href="javascript:x">n</a></p><p> </p>'
    )
    text, numbers, link = parts_of(html, SITE)
    assert [(run["text"], run["bold"], run["italic"]) for run in text["runs"]] == [
        ("A ", False, False),
        ("b ", True, False),
        ("c", True, True),
    ]
    assert numbers["kind"] == "numbers"
    assert numbers["items"][0][1]["to"] == f"{SITE}/y/"
    assert link["runs"][0]["to"] == ""


def test_each_case_is_a_slide_with_a_title_and_a_text_for_its_picture(sheets):
    with translation.override("nb"):
        content = list_as_slides("Vår liste \x0b", "https://samskaping.example/min-liste/x/", sheets)
    show = Presentation(io.BytesIO(content))
    slides = list(show.slides)
    assert [slide.shapes.title.text for slide in slides] == ["Vår liste ", MARKUP, "In English"]
    assert show.core_properties.title == "Vår liste "
    pictures = [[shape for shape in slide.shapes if shape.shape_type == 13] for slide in slides]
    assert [len(lot) for lot in pictures] == [0, 1, 1]
    assert all(lot[0]._element.nvPicPr.cNvPr.get("descr") for lot in pictures[1:])
    said = " ".join(shape.text_frame.text for shape in slides[1].shapes if shape.has_text_frame)
    assert all(
        text in said for text in ("Asker", "En kort oppsummering.", "Åpenhet", "Forankring", "http://testserver/")
    )
    height = show.slide_height
    assert all(shape.top + shape.height <= height for slide in slides for shape in slide.shapes)


def test_much_text_is_set_smaller_so_that_it_stays_on_the_slide(sheets):
    much = replace(sheets[1], summary="Lange setninger om det de gjorde. " * 12, note="Husk å spørre om dette. " * 20)
    with translation.override("nb"):
        show = Presentation(io.BytesIO(list_as_slides("Vår liste", "", [sheets[1], much])))
    sizes = [
        [
            run.font.size
            for shape in slide.shapes
            if shape.has_text_frame
            for p in shape.text_frame.paragraphs
            for run in p.runs
        ]
        for slide in show.slides
    ]
    little, much_text = sizes[1:]
    assert max(little) == max(much_text)  # the title
    assert little[1] > much_text[1]
    assert all(size.pt >= 9 for size in much_text)
