"""A list of cases as slides: a title, then one case on each. Every picture has its text, every slide its title."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import resvg_py
from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Emu, Inches, Pt

from cases.detail.cover import cloth_svg
from cases.exports.contents import CaseSheet
from cases.exports.pdf import cloth_in_words

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
_WIDTH, _HEIGHT, _MARGIN = Inches(13.333), Inches(7.5), Inches(0.7)
_COVER_WIDTH = Inches(4.6)
_TITLE_ALONE = 5  # the layout of the default template that has a title and nothing else
_INK, _PENCIL = RGBColor(0x1B, 0x24, 0x30), RGBColor(0x42, 0x4A, 0x55)
_KEY_FACTS = ("period", "groups", "themes", "roles", "step", "thickness")
# A slide is no page: so many characters of a fact.
_MOST = 120
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
# How wide a letter is on average, in parts of its size.
_LETTER = 0.55
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
# What XML cannot hold.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def list_as_slides(name: str, address: str, cases: Sequence[CaseSheet]) -> bytes:
    """Return the list as a presentation in 16:9."""
    show = Presentation()
    show.slide_width, show.slide_height = _WIDTH, _HEIGHT
    show.core_properties.title, show.core_properties.author = _plain(name)[:255], "Samskapingsportalen"
    show.core_properties.language = _language(get_language() or "nb")
    _title_slide(show, name, address, len(cases))
    for case in cases:
        _case_slide(show, case)
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


@dataclass(frozen=True)
class _Line:
    """A paragraph of a box; `size` in points is what it has where there is room."""

    text: str
    language: str
    size: int
    colour: RGBColor = _INK
    to: str = ""


def _title_slide(show: Any, name: str, address: str, count: int) -> None:
    language = get_language() or "nb"
    slide = _slide(show, name, language, top=Inches(2.2), height=Inches(2), width=_WIDTH - 2 * _MARGIN, size=40)
    texts = [
        ngettext("%(n)s case", "%(n)s cases", count) % {"n": count},
        formats.date_format(timezone.localdate(), "DATE_FORMAT"),
        address,
        "Samskapingsportalen",
    ]
    lines = [_Line(text, language, 18, _PENCIL) for text in texts if text]
    _fill(slide, lines, Inches(4.3), _WIDTH - 2 * _MARGIN, Inches(2))


def _case_slide(show: Any, case: CaseSheet) -> None:
    text_width = Emu(_WIDTH - 3 * _MARGIN - _COVER_WIDTH)
    slide = _slide(show, case.title, case.language, top=Inches(0.6), height=Inches(1.3), width=text_width, size=28)
    reader = get_language() or "nb"
    story = [_Line(case.where_and_when, case.language, 16, _PENCIL)] if case.where_and_when else []
    story.append(_Line(case.summary, case.language, 20))
    if case.note:
        story.append(_Line(f"{_('Note')}: {case.note}", reader, 16))
    _fill(slide, story, Inches(1.95), text_width, Inches(4.6))
    names = {_("Values"): [v.name for v in case.values], _("Action fields"): [f.name for f in case.fields]}
    names |= {told.label: told.names for told in case.facts if told.key in _KEY_FACTS}
    facts = [_Line(f"{label}: {_short(', '.join(own))}", reader, 14) for label, own in names.items() if own]
    _fill(slide, facts, Inches(3.5), _COVER_WIDTH, Inches(3), left=Emu(_WIDTH - _MARGIN - _COVER_WIDTH))
    _cover(slide, case)
    source = [_Line(f"{case.url} · {case.licence}", reader, 12, _PENCIL, to=case.url)]
    _fill(slide, source, Inches(6.75), Emu(_WIDTH - 2 * _MARGIN), Inches(0.4))
    slide.notes_slide.notes_text_frame.text = _plain("\n".join([case.summary, case.note, case.url]).strip())


def _cover(slide: Any, case: CaseSheet) -> None:
    png = bytes(resvg_py.svg_to_bytes(svg_string=cloth_svg(case.strips), width=800, skip_system_fonts=True))
    left = Emu(_WIDTH - _MARGIN - _COVER_WIDTH)
    picture = slide.shapes.add_picture(io.BytesIO(png), left, Inches(0.7), width=_COVER_WIDTH)
    # python-pptx has no name for it: the text of a picture is this attribute.
    picture._element.nvPicPr.cNvPr.set("descr", _plain(cloth_in_words(case)))


def _slide(show: Any, title: str, language: str, *, top: int, height: int, width: int, size: int) -> Any:
    slide = show.slides.add_slide(show.slide_layouts[_TITLE_ALONE])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = _MARGIN, top, width, height
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor, frame.auto_size = True, MSO_ANCHOR.BOTTOM, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    _write(frame.paragraphs[0], title, language, size=_title_size(title, size), bold=True)
    return slide


def _title_size(title: str, size: int) -> int:
    return next((int(size * part) for most, part in ((60, 1.0), (120, 0.8)) if len(title) < most), int(size * 0.6))


def _fill(slide: Any, lines: Sequence[_Line], top: int, width: int, height: int, left: int = _MARGIN) -> None:
    """Write paragraphs into a box of their own, smaller where there are many: programs shrink text only when edited."""
    frame = slide.shapes.add_textbox(left, top, width, height).text_frame
    frame.word_wrap, frame.auto_size = True, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    frame.margin_left = frame.margin_right = 0
    scale = next((scale for scale in _SCALES if _height_of(lines, width, scale) <= height), _SCALES[-1])
    for number, line in enumerate(lines):
        paragraph = frame.add_paragraph() if number else frame.paragraphs[0]
        size = int(line.size * scale)
        paragraph.space_after = Pt(size / 2)
        _write(paragraph, line.text, line.language, size=size, colour=line.colour, to=line.to)


def _height_of(lines: Sequence[_Line], width: int, scale: float) -> int:
    """Return about how high paragraphs get in a box of a width, in EMU."""
    points = 0.0
    for line in lines:
        size = int(line.size * scale)
        letters = max(1, int(Emu(width).pt / (size * _LETTER)))
        points += -(-len(line.text) // letters) * size * 1.2 + size / 2
    return Pt(points)


def _write(
    paragraph: Any, text: str, language: str, *, size: int, bold: bool = False, colour: RGBColor = _INK, to: str = ""
) -> None:
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = _plain(text).replace("\n", " ")
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
    run.font.name = "Inter"
    run._r.get_or_add_rPr().set("lang", _language(language))
    if to:
        run.hyperlink.address = to


def _plain(text: str) -> str:
    return _IMPOSSIBLE.sub("", text)


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"


def _language(code: str) -> str:
    return _LANGUAGES.get(code, _LANGUAGES["nb"])
