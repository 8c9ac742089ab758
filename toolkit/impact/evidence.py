"""How well a case's impact is known: worked out from what the case shows, never chosen (handbook pp. 47-51). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from django.utils.translation import gettext as _

from toolkit.impact.codes import Evidence
from toolkit.impact.published import Content, PublishedEvaluation, PublishedIndicator

ORDER: Final = tuple(Evidence)


def evidence_of(contents: Iterable[Content], *, has_assessment: bool) -> Evidence:
    """Return the best that is shown of how well a case's impact is known; what is invented counts for nothing."""
    shown = [content for content in contents if not content.is_example]
    indicators = [one for content in shown for one in content.indicators]
    if any(is_by_others(one) for content in shown for one in content.evaluations):
        return Evidence.EVALUATED
    if any(is_measured_over_time(one) for one in indicators):
        return Evidence.MEASURED
    if any(has_baseline(one) for one in indicators):
        return Evidence.BASELINE
    return Evidence.SELF_ASSESSED if has_assessment else Evidence.TOLD


def is_by_others(evaluation: PublishedEvaluation) -> bool:
    """Say whether someone outside evaluated, and readers can see who, or read what they found."""
    return evaluation.is_external and bool(evaluation.evaluator.strip() or evaluation.url)


def has_baseline(indicator: PublishedIndicator) -> bool:
    """Say whether an indicator is shown with a figure of where it began."""
    return indicator.baseline is not None and indicator.baseline.amount is not None


def has_figures(indicator: PublishedIndicator) -> bool:
    """Say whether anything has been measured of an indicator: its baseline, a figure later, or words."""
    return any(one.amount is not None or one.text.strip() for one in indicator.all_measured)


def is_measured_over_time(indicator: PublishedIndicator) -> bool:
    """Say whether an indicator has a baseline, and has been measured on another day."""
    start = indicator.baseline
    if start is None or start.amount is None:
        return False
    return any(one.amount is not None and one.on != start.on for one in indicator.measurements)


def meaning(evidence: Evidence) -> str:
    """Return what the label says, and what it does not, in a sentence."""
    return {
        Evidence.TOLD: _("Those who did it tell what came of the work. There is no baseline to compare with."),
        Evidence.SELF_ASSESSED: _(
            "Those who work together have assessed how they do it. That tells of the process, not of what came of it."
        ),
        Evidence.BASELINE: _("It has been measured how things were at the start, so that a change can be seen later."),
        Evidence.MEASURED: _(
            "The same has been measured at the start and later. That shows a change, not by itself what caused it."
        ),
        Evidence.EVALUATED: _("Someone outside the collaboration has looked at the work and what came of it."),
    }[evidence]


def what_next(evidence: Evidence) -> str:
    """Return what would take a case further; empty where it has come as far as it gets."""
    return {
        Evidence.TOLD: _("Next: assess the collaboration together, or set a baseline for one indicator."),
        Evidence.SELF_ASSESSED: _("Next: set a baseline for one indicator."),
        Evidence.BASELINE: _("Next: measure the same again."),
        Evidence.MEASURED: _("Next: let someone outside evaluate it."),
        Evidence.EVALUATED: "",
    }[evidence]


def step_number(evidence: Evidence) -> int:
    """Return where the label stands among the five, from 1."""
    return ORDER.index(evidence) + 1
