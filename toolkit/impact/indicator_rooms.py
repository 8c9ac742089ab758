"""The rooms of steps 5 to 8: the indicators, how they are measured, what they are to reach, and where they start."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest

from toolkit.impact.codes import Kind, Level
from toolkit.impact.indicator_facts import Facts, facts_in_words, facts_of, told_of
from toolkit.impact.indicator_forms import BaselineReasonForm, IndicatorForm, MethodForm, NewIndicatorForm
from toolkit.impact.indicator_rules import (
    Missing,
    Told,
    missing_in_baseline,
    missing_in_indicator,
    missing_in_method,
    missing_in_targets,
)
from toolkit.impact.measured_words import measured_in_words
from toolkit.impact.part_fields import parts_of
from toolkit.impact.part_forms import PartForm
from toolkit.impact.rooms import Room
from toolkit.impact.target_forms import TargetForm
from toolkit.models import Indicator, Measurement, Plan, TargetGroup

_PAGES = "pages/impact/plan/steps"
_STYLES = ("css/indicators.css",)


@dataclass(frozen=True)
class Line:
    """An indicator in one of the rooms: what it is, what is missing here, and the forms to say it in."""

    indicator: Indicator
    facts: str
    missing: Missing
    form: PartForm | None = None
    forms: Sequence[PartForm] = field(default_factory=list)
    new: PartForm | None = None
    start: str = ""
    baseline: Measurement | None = None


@dataclass(frozen=True)
class Group:
    """The indicators of one level."""

    level: Level
    lines: Sequence[Line]


def indicators_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 5: the indicators by level, and one to add."""
    has_groups = bool(parts_of(plan, TargetGroup))

    def line(indicator: Indicator, facts: Facts, told: Told) -> Line:
        form = IndicatorForm(plan=plan, part=indicator)
        words = facts_in_words(indicator, with_level=False)
        return Line(indicator, words, missing_in_indicator(told, has_groups=has_groups), form)

    lines = _lines(plan, line)
    # Whoever has just added one wants to say more of it.
    newest = max((one.indicator.pk for one in lines), default=0) if request.GET.get("done") == "added" else 0
    groups = [Group(level, [one for one in lines if one.indicator.level == level]) for level in Level]
    context = {"groups": groups, "newest": newest, "new": NewIndicatorForm(plan=plan)}
    return Room(f"{_PAGES}/indicators.html", context, _STYLES)


def methods_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 6: how, how often and by whom each is measured."""

    def line(indicator: Indicator, facts: Facts, told: Told) -> Line:
        form = MethodForm(plan=plan, part=indicator)
        return Line(indicator, facts_in_words(indicator), missing_in_method(told), form)

    return _room("methods", plan, line)


def targets_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 7: the target figures of each."""

    def line(indicator: Indicator, facts: Facts, told: Told) -> Line:
        forms = [TargetForm(plan=plan, part=_whole(target, plan, indicator), of=indicator) for target in facts.targets]
        new = None if indicator.kind == Kind.QUOTATION else TargetForm(plan=plan, of=indicator)
        start = measured_in_words(indicator, facts.baseline) if facts.baseline else ""
        words = facts_in_words(indicator)
        return Line(indicator, words, missing_in_targets(told), forms=forms, new=new, start=start)

    return _room("targets", plan, line)


def baseline_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 8: where each starts, or why nobody knows."""

    def line(indicator: Indicator, facts: Facts, told: Told) -> Line:
        start = measured_in_words(indicator, facts.baseline) if facts.baseline else ""
        words, missing = facts_in_words(indicator), missing_in_baseline(told)
        form = BaselineReasonForm(plan=plan, part=indicator)
        return Line(indicator, words, missing, form, start=start, baseline=facts.baseline)

    return _room("baseline", plan, line)


def indicators_of(plan: Plan) -> list[Indicator]:
    """Return the plan's standing indicators, from results to impacts."""
    ranks = {str(level): rank for rank, level in enumerate(Level)}
    standing = Indicator.objects.standing().filter(plan=plan).select_related("reminded", "element")
    found: list[Indicator] = sorted(standing, key=lambda one: ranks.get(one.level, 0))
    for indicator in found:
        indicator.plan = plan
    return found


def _room(name: str, plan: Plan, line: Callable[[Indicator, Facts, Told], Line]) -> Room:
    lines = _lines(plan, line)
    # The first that lacks something stands open: that is where one goes on.
    first = next((one.indicator.pk for one in lines if one.missing), None)
    return Room(f"{_PAGES}/{name}.html", {"lines": lines, "first": first}, _STYLES)


def _lines(plan: Plan, line: Callable[[Indicator, Facts, Told], Line]) -> list[Line]:
    found = []
    for indicator in indicators_of(plan):
        facts = facts_of(plan, indicator)
        found.append(line(indicator, facts, told_of(indicator, facts)))
    return found


def _whole(target: Any, plan: Plan, indicator: Indicator) -> Any:
    """Return a target that knows its plan and indicator, so that nobody asks for them again."""
    target.plan, target.indicator = plan, indicator
    return target
