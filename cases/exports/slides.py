"""A list of cases as slides: a title, then one case on each. Every picture has its text, every slide its title."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import resvg_py
from django.utils import formats, timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from pptx.util import Emu, Inches

from cases.detail.cover import cloth_svg
from cases.exports.contents import CaseSheet
from cases.exports.deck import MARGIN, PENCIL, WIDTH, Line, add_slide, fill, new_deck, plain, saved
from cases.exports.pdf import cloth_in_words

_COVER_WIDTH = Inches(4.6)
_KEY_FACTS = ("period", "groups", "themes", "roles", "step", "thickness")
# A slide is no page: so many characters of a fact.
_MOST = 120


def list_as_slides(name: str, address: str, cases: Sequence[CaseSheet]) -> bytes:
    """Return the list as a presentation in 16:9."""
    show = new_deck(name)
    _title_slide(show, name, address, len(cases))
    for case in cases:
        _case_slide(show, case)
    return saved(show)


def _title_slide(show: Any, name: str, address: str, count: int) -> None:
    language = get_language() or "nb"
    slide = add_slide(show, name, language, top=Inches(2.2), height=Inches(2), width=WIDTH - 2 * MARGIN, size=40)
    texts = [
        ngettext("%(n)s case", "%(n)s cases", count) % {"n": count},
        formats.date_format(timezone.localdate(), "DATE_FORMAT"),
        address,
        "Samskapingsportalen",
    ]
    lines = [Line(text, language, 18, PENCIL) for text in texts if text]
    fill(slide, lines, Inches(4.3), WIDTH - 2 * MARGIN, Inches(2))


def _case_slide(show: Any, case: CaseSheet) -> None:
    text_width = Emu(WIDTH - 3 * MARGIN - _COVER_WIDTH)
    slide = add_slide(show, case.title, case.language, top=Inches(0.6), height=Inches(1.3), width=text_width, size=28)
    reader = get_language() or "nb"
    story = [Line(case.where_and_when, case.language, 16, PENCIL)] if case.where_and_when else []
    story.append(Line(case.summary, case.language, 20))
    if case.note:
        story.append(Line(f"{_('Note')}: {case.note}", reader, 16))
    fill(slide, story, Inches(1.95), text_width, Inches(4.6))
    names = {_("Values"): [v.name for v in case.values], _("Action fields"): [f.name for f in case.fields]}
    names |= {told.label: told.names for told in case.facts if told.key in _KEY_FACTS}
    facts = [Line(f"{label}: {_short(', '.join(own))}", reader, 14) for label, own in names.items() if own]
    fill(slide, facts, Inches(3.5), _COVER_WIDTH, Inches(3), left=Emu(WIDTH - MARGIN - _COVER_WIDTH))
    _cover(slide, case)
    source = [Line(f"{case.url} · {case.licence}", reader, 12, PENCIL, to=case.url)]
    fill(slide, source, Inches(6.75), Emu(WIDTH - 2 * MARGIN), Inches(0.4))
    slide.notes_slide.notes_text_frame.text = plain("\n".join([case.summary, case.note, case.url]).strip())


def _cover(slide: Any, case: CaseSheet) -> None:
    png = bytes(resvg_py.svg_to_bytes(svg_string=cloth_svg(case.strips), width=800, skip_system_fonts=True))
    left = Emu(WIDTH - MARGIN - _COVER_WIDTH)
    picture = slide.shapes.add_picture(io.BytesIO(png), left, Inches(0.7), width=_COVER_WIDTH)
    # python-pptx has no name for it: the text of a picture is this attribute.
    picture._element.nvPicPr.cNvPr.set("descr", plain(cloth_in_words(case)))


def _short(text: str) -> str:
    return text if len(text) <= _MOST else f"{text[: _MOST - 1].rstrip()}…"
