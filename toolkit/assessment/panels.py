"""What the page of a case shows of its team's self-assessment, and the way to do one's own beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.detail.onward import NextStep
from cases.detail.panels import CasePanel
from cases.models import CasePage
from cases.search.memory import library
from cases.short_ids import short_id
from toolkit.assessment.changes import Change, changes_between
from toolkit.assessment.result_charts import ConceptChart, Profile, concept_chart, profile_of, well_levels
from toolkit.assessment.results import Group, Result, Standing, result_of
from toolkit.assessment.shown_rounds import Show, ShownRound, rounds_shown_with
from toolkit.charts.stack import Level

STYLES = ("css/results.css",)
# So many concepts are spread out at once; the others are a tap away.
_MOST_AT_ONCE = 4
# Anchors of the parts on the page.
RESULT, OWN = "self-assessment", "own-assessment"


@dataclass(frozen=True)
class PublicResult:
    """A round as everybody sees it: `people` are those in the numbers, whoever else may have answered."""

    result: Result
    shown: list[Group]
    hidden: list[Group]
    profile: Profile | None
    concepts: Sequence[ConceptChart]
    """Those that are seen most differently."""
    others: Sequence[ConceptChart]
    levels: Sequence[Level]
    changes: Sequence[Change]
    before: Result | None


def public_result(shown: ShownRound, earlier: ShownRound | None = None) -> PublicResult | None:
    """Return what everybody sees of a round, beside an earlier one; None where nothing of it may be shown."""
    vocabulary = library().around.vocabulary(get_language() or "nb")
    result = result_of(shown.round, vocabulary, shown.answered)
    if result is None or not result.by_disagreement:
        return None
    is_same = earlier is not None and _asked(earlier) == _asked(shown)
    before = result_of(earlier.round, vocabulary, earlier.answered) if earlier and is_same else None
    is_spread = shown.show == Show.SPREAD
    charts = [concept_chart(concept, result.groups) for concept in result.by_disagreement] if is_spread else []
    return PublicResult(
        result=result,
        shown=[group for group in result.groups if group.standing == Standing.SHOWN],
        hidden=[group for group in result.groups if group.standing == Standing.HIDDEN],
        profile=None if is_spread else profile_of(result),
        concepts=charts[:_MOST_AT_ONCE],
        others=charts[_MOST_AT_ONCE:],
        levels=well_levels() if is_spread else [],
        changes=changes_between(before, result) if before else [],
        before=before,
    )


def _asked(shown: ShownRound) -> tuple[int, str]:
    return shown.round.questionnaire_id, shown.round.form


def result_panel(page: CasePage, request: HttpRequest) -> CasePanel | None:
    """Return the newest round that a case shows, beside the one before it."""
    rounds = rounds_on(page, request)
    told = public_result(rounds[0], rounds[1] if len(rounds) > 1 else None) if rounds else None
    if told is None:
        return None
    return CasePanel(
        RESULT, _("How they see their own collaboration"), "components/assessment/public.html", {"told": told}, STYLES
    )


def facts_panel(page: CasePage, request: HttpRequest) -> CasePanel | None:
    """Return the line beside the story that leads to the result."""
    rounds = rounds_on(page, request)
    if not rounds:
        return None
    context = {"round": rounds[0].round, "anchor": RESULT}
    return CasePanel("self-assessment-fact", _("Self-assessment"), "components/assessment/fact.html", context)


def own_panel(page: CasePage, request: HttpRequest) -> CasePanel | None:
    """Return the way to answer the same questions about one's own collaboration."""
    context = {"case": short_id(page.translation_key), "has_result": bool(rounds_on(page, request))}
    heading, template = _("How well do you work together?"), "components/assessment/own_entry.html"
    return CasePanel(OWN, heading, template, context, is_listed=False)


def own_step(page: CasePage) -> NextStep:
    """Return what a reader can do now: assess her own collaboration."""
    return NextStep(
        _("Assess our collaboration"),
        _("Answer the same questions about how you work together, alone or with all your partners."),
        f"{reverse('own_assessment')}?case={short_id(page.translation_key)}",
    )


def rounds_on(page: CasePage, request: HttpRequest) -> list[ShownRound]:
    """Return the rounds that a page shows, asked for once for all its parts."""
    known: dict[Any, list[ShownRound]] = vars(request).setdefault("_rounds_shown", {})
    key = (page.pk, str(page.shown_with))
    if key not in known:
        known[key] = rounds_shown_with(page, whole=True)
    return known[key]
