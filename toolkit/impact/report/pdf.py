"""A plan as a report to print and to read aloud: PDF/UA-1, with a table beside each drawing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.exports.pdf import CONTENT_TYPE, set_as_pdf
from toolkit.charts.timeline_svg import paper_svg
from toolkit.impact.indicator_page import facts_of, kicker_of
from toolkit.impact.indicator_told import IndicatorTold
from toolkit.impact.report.told import PlanTold, plan_told
from toolkit.impact.trends import written
from toolkit.models import Evaluation, Plan

__all__ = ["CONTENT_TYPE", "plan_as_pdf"]

TEMPLATE = Path(__file__).with_name("plan.typ")


def plan_as_pdf(plan: Plan, request: HttpRequest) -> bytes:
    """Return a plan as a report; NotMadeError when it takes too long or fails."""
    return set_as_pdf(document_of(plan_told(plan, request)), TEMPLATE)


def document_of(told: PlanTold) -> dict[str, Any]:
    """Return what the template shows, as plain values."""
    contents = told.contents
    return {
        "title": told.name,
        "kicker": _("Impact plan"),
        "team": told.team,
        "description": _("Impact plan with all that has been measured"),
        "date": written(timezone.localdate()),
        "address": told.address,
        "language": get_language() or "nb",
        "own": told.plan.language,
        "example": _("This is an invented example, to show what a plan may look like.") if told.plan.is_example else "",
        "words": _words(),
        "problem": _paragraphs(told.plan.problem),
        "sources": [[one.title, one.url] for one in contents.sources],
        "goals": [one.text for one in contents.goals],
        "groups": [[one.name, one.needs, "" if one.number is None else str(one.number)] for one in contents.groups],
        "theory": _paragraphs(told.plan.theory),
        "ranks": [
            {"head": rank.head, "texts": [knot.text for knot in rank.knots]}
            for rank in contents.theory.ranks
            if rank.knots
        ],
        "links": _links(told),
        "levels": [
            {"name": str(level.label), "indicators": [_indicator(one) for one in own]} for level, own in told.by_level
        ],
        "evaluations": [_evaluation(one) for one in contents.evaluations],
    }


def _words() -> dict[str, str]:
    return {
        "page": _("Page"),
        "of": _("of"),
        "problem": _("The problem"),
        "sources": _("Sources"),
        "goals": _("Goals"),
        "groups": _("Target groups"),
        "theory": _("Theory of change"),
        "links": _("Why we think so"),
        "indicators": _("Indicators"),
        "caution": _("The figures show what has changed, not why. Other things may have changed at the same time."),
        "date": _("Date"),
        "measured": _("Measured"),
        "target": _("Target figure"),
        "why": _("Why:"),
        "how": _("How we measure"),
        "evaluations": _("Evaluations"),
        "learnt": _("What we learnt"),
        "adjusted": _("What we change"),
    }


def _links(told: PlanTold) -> list[list[str]]:
    theory = told.contents.theory
    texts = {knot.key: knot.text for knot in theory.knots}
    return [
        [
            _("“%(cause)s” leads to “%(effect)s”") % {"cause": texts[one.cause], "effect": one.to},
            one.because,
            " ".join(filter(None, (one.research, one.research_url))),
        ]
        for one in theory.leads
        if one.because or one.number
    ]


def _indicator(told: IndicatorTold) -> dict[str, Any]:
    drawing = told.chart.drawing
    return {
        "name": told.indicator.name,
        "kicker": kicker_of(told.indicator),
        "told": [] if told.is_quoted else list(told.chart.told),
        "svg": paper_svg(drawing) if drawing else "",
        "alt": drawing.words if drawing else "",
        "signs": [
            sign.text if sign.number is None else f"{sign.number} {sign.text}"
            for sign in told.chart.signs
            if sign.look != "point"
        ],
        "notes": [*told.chart.notes, *told.chart.steps],
        "rows": [_row(one) for one in told.measured],
        "history": [[one.day, one.text, one.reason] for one in told.target_history],
        "facts": [[fact.label, fact.text] for fact in facts_of(told.indicator)],
    }


def _row(one: Any) -> list[str]:
    measured = one.measurement
    day = f"{written(measured.on)} ({_('Baseline')})" if measured.is_baseline else written(measured.on)
    words = measured.text if measured.grade is not None else measured.said_by
    source = f"{_('Source:')} {measured.source}" if measured.source else ""
    return [day, "\n".join(filter(None, (one.text, *one.parts, words, measured.note, source, *one.corrections)))]


def _evaluation(one: Evaluation) -> dict[str, Any]:
    who = _("By someone outside") if one.is_external else ""
    return {
        "head": " · ".join(filter(None, (written(one.on), who, one.evaluator))),
        "learnt": _paragraphs(one.learnt),
        "adjusted": _paragraphs(one.adjustments),
        "url": one.url,
    }


def _paragraphs(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]
