"""A result as a report to print and to read aloud: PDF/UA-1, with a table beside each drawing."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from cases.detail.cover import COLOURS
from cases.exports.pdf import CONTENT_TYPE, set_as_pdf
from toolkit.assessment.ladder_chart import LadderChart
from toolkit.assessment.report.told import Told
from toolkit.assessment.result_charts import ConceptChart, Profile
from toolkit.assessment.result_words import gap_in_words
from toolkit.assessment.talking import Topic
from toolkit.charts.cloth import HEIGHT, WIDTH, Piece
from toolkit.charts.stack import Bar, Stack

__all__ = ["CONTENT_TYPE", "result_as_pdf"]

TEMPLATE = Path(__file__).with_name("report.typ")
_HATCH = (
    '<pattern id="h" width="6" height="6" patternUnits="userSpaceOnUse"><rect width="6" height="6" fill="#ebe2d2"/>'
    '<path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke="#12416b" stroke-width="1.3"/></pattern>'
)


def result_as_pdf(told: Told) -> bytes:
    """Return the report; NotMadeError when it takes too long or fails."""
    return set_as_pdf(document_of(told), TEMPLATE)


def document_of(told: Told) -> dict[str, Any]:
    """Return what the template shows, as plain values."""
    first = told.topics[0] if told.topics else None
    shown = told.round.shown_on or timezone.localdate()
    return {
        "title": told.round.name,
        "kicker": _("Self-assessment"),
        "team": told.team,
        "description": _("Result of a self-assessment"),
        "date": formats.date_format(shown, "DATE_FORMAT"),
        "address": told.address,
        "language": get_language() or "nb",
        "words": _words(told),
        "first": [first.concept.term.name, first.why] if first else [],
        "groups": [
            [str(g.group.number), g.group.name, " · ".join(filter(None, (g.people, g.note)))] for g in told.groups
        ],
        "topics": [_topic(topic) for topic in told.topics],
        "legend": _legend(told.concepts[0].chart) if told.concepts else [],
        "concepts": [_concept(chart) for chart in told.concepts],
        "profile": _profile(told.profile) if told.profile else None,
        "ladder": _ladder(told.ladder) if told.ladder else None,
        "thickness": {**_stack(told.thickness), "legend": _legend(told.thickness)} if told.thickness else None,
        "question": told.round.questionnaire.open_question,
        "texts": [{"heading": one.heading, "texts": list(one.texts)} for one in told.texts],
    }


def _words(told: Told) -> dict[str, str]:
    return {
        "page": _("Page"),
        "of": _("of"),
        "first": _("Talk about this first"),
        "questions": _("Questions to talk about"),
        "advice": _("Try this"),
        "cases": _("Cases to learn from"),
        "who": _("Who has answered"),
        "rule": _("A group is shown by itself when at least %(minimum)s in it have answered.")
        % {"minimum": told.round.minimum},
        "concepts": _("All the values and fields, the most different first"),
        "group": _("Group"),
        "statements": _("The statements and the numbers"),
        "turned": _("Turned around: whoever agrees, says that it does not go well."),
        "profile": _("The profile"),
        "concept": _("Value or field"),
        "well": pgettext("how it goes", "Goes well"),
        "half": _("The middle half of the answers"),
        "answers": _("Answers"),
        "ladder": _("Where are you on the ladder?"),
        "several": _("Each could choose several steps."),
        "answered": _("Have answered"),
        "thickness": _("Thin or thick co-creation?"),
        "own": _("In your own words"),
        "all": _("All"),
    }


def _topic(topic: Topic) -> dict[str, Any]:
    return {
        "name": topic.concept.term.name,
        "why": topic.why,
        "numbers": topic.numbers,
        "questions": list(topic.questions),
        "advice": topic.advice,
        "cases": [{"title": one.title, "how": one.how, "language": one.language} for one in topic.cases],
    }


def _concept(chart: ConceptChart) -> dict[str, Any]:
    return {
        "name": chart.concept.term.name,
        "short": chart.concept.term.short,
        "summary": " ".join(filter(None, (gap_in_words(chart.concept), chart.summary))),
        **_stack(chart.chart),
        "statements": [
            {"text": own.statement.text, "turned": own.statement.is_reversed, **_stack(own.table)}
            for own in chart.statements
        ],
    }


def _stack(chart: Stack) -> dict[str, Any]:
    return {
        "bars": [_bar(bar) for bar in chart.drawn],
        "hidden": [f"{labels}: {why_not}" for why_not, labels in chart.not_drawn],
        "head": list(chart.head),
        "rows": [[bar.label, *bar.cells] for bar in chart.bars if bar.cells],
    }


def _bar(bar: Bar) -> dict[str, Any]:
    number = "" if bar.number is None else str(bar.number)
    parts = [{"look": part.look, "width": part.width, "shown": part.shown} for part in bar.parts]
    return {"label": bar.label, "number": number, "people": bar.people, "parts": parts}


def _legend(chart: Stack) -> list[list[str]]:
    return [[level.look, level.name] for level in chart.levels]


def _profile(profile: Profile) -> dict[str, Any]:
    told = ", ".join(f"{thread.term.name} {thread.shown}" for thread in profile.threads if thread.n)
    rows = [[t.term.name, t.shown, t.middle, str(t.n)] for t in profile.threads if t.n]
    names = [[t.term.name, t.shown] for t in profile.columns], [[t.term.name, t.shown] for t in profile.rows]
    alt = _("The model as a cloth, woven in as far as you say that it goes well: %(told)s") % {"told": told}
    return {"svg": _svg(profile.pieces), "alt": alt, "columns": names[0], "fields": names[1], "rows": rows}


def _svg(pieces: Sequence[Piece]) -> str:
    paths = "".join(f'<path fill="{_colour(piece.look)}" d="{piece.path}"/>' for piece in pieces)
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH:g} {HEIGHT:g}">{_HATCH}{paths}</svg>'


def _colour(look: str) -> str:
    if look == "ground":
        return "#ffffff"
    if "between" in look:
        return "url(#h)"
    if "undyed" in look:
        return COLOURS["warp undyed"]
    return COLOURS.get(look) or COLOURS[look.split()[-1]]


def _ladder(ladder: LadderChart) -> dict[str, Any]:
    steps = [{"name": step.name, "percent": float(step.percent), "shown": step.shown} for step in ladder.steps]
    rows = [[row.label, *row.cells] for row in ladder.rows if row.cells]
    hidden = [f"{row.label}: {row.why_not}" for row in ladder.rows if not row.cells]
    head = [step.name for step in ladder.steps]
    sentences = list(ladder.sentences)
    return {"steps": steps, "people": ladder.people, "head": head, "rows": rows, "hidden": hidden, "told": sentences}
