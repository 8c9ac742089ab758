"""What presentations are made of: a slide with its title, and boxes of text that shrink to fit."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Emu, Inches, Pt

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
WIDTH, HEIGHT, MARGIN = Inches(13.333), Inches(7.5), Inches(0.7)
INK, PENCIL = RGBColor(0x1B, 0x24, 0x30), RGBColor(0x42, 0x4A, 0x55)
_TITLE_ALONE = 5  # the layout of the default template that has a title and nothing else
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)
# How wide a letter is on average, in parts of its size.
_LETTER = 0.55
_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en-GB"}
# What XML cannot hold.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class Line:
    """A paragraph of a box; `size` in points is what it has where there is room."""

    text: str
    language: str
    size: int
    colour: RGBColor = INK
    to: str = ""


def new_deck(name: str) -> Any:
    """Return an empty presentation in 16:9, in the reader's language."""
    show = Presentation()
    show.slide_width, show.slide_height = WIDTH, HEIGHT
    show.core_properties.title, show.core_properties.author = plain(name)[:255], "Samskapingsportalen"
    show.core_properties.language = language_of(get_language() or "nb")
    return show


def saved(show: Any) -> bytes:
    """Return a presentation as a file."""
    buffer = io.BytesIO()
    show.save(buffer)
    return buffer.getvalue()


def add_slide(show: Any, title: str, language: str, *, top: int, height: int, width: int, size: int) -> Any:
    """Return a new slide with its title."""
    slide = show.slides.add_slide(show.slide_layouts[_TITLE_ALONE])
    shape = slide.shapes.title
    shape.left, shape.top, shape.width, shape.height = MARGIN, top, width, height
    frame = shape.text_frame
    frame.word_wrap, frame.vertical_anchor, frame.auto_size = True, MSO_ANCHOR.BOTTOM, MSO_AUTO_SIZE.TEXT_TO_FIT_SHAPE
    _write(frame.paragraphs[0], title, language, size=_title_size(title, size), bold=True)
    return slide


def _title_size(title: str, size: int) -> int:
    return next((int(size * part) for most, part in ((60, 1.0), (120, 0.8)) if len(title) < most), int(size * 0.6))


def fill(slide: Any, lines: Sequence[Line], top: int, width: int, height: int, left: int = MARGIN) -> None:
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


def _height_of(lines: Sequence[Line], width: int, scale: float) -> int:
    """Return about how high paragraphs get in a box of a width, in EMU."""
    points = 0.0
    for line in lines:
        size = int(line.size * scale)
        letters = max(1, int(Emu(width).pt / (size * _LETTER)))
        points += -(-len(line.text) // letters) * size * 1.2 + size / 2
    return Pt(points)


def _write(
    paragraph: Any, text: str, language: str, *, size: int, bold: bool = False, colour: RGBColor = INK, to: str = ""
) -> None:
    paragraph.alignment = PP_ALIGN.LEFT
    run = paragraph.add_run()
    run.text = plain(text).replace("\n", " ")
    run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, colour
    run.font.name = "Inter"
    run._r.get_or_add_rPr().set("lang", language_of(language))
    if to:
        run.hyperlink.address = to


def plain(text: str) -> str:
    """Return a text without what a file cannot hold."""
    return _IMPOSSIBLE.sub("", text)


def language_of(code: str) -> str:
    """Return a language as presentations name it."""
    return _LANGUAGES.get(code, _LANGUAGES["nb"])
