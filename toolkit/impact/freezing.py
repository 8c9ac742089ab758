"""Writing down what of a plan is to be published, as it is now: what was chosen, less what may never be shown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from toolkit.impact.codes import Kind, Step
from toolkit.impact.figures import amount
from toolkit.impact.published import (
    Aim,
    Content,
    Group,
    Measured,
    PublishedEvaluation,
    PublishedIndicator,
    PublishedText,
    Share,
)
from toolkit.impact.small_numbers import protected, rows_of
from toolkit.impact.theory import rests_on_research
from toolkit.models import Evaluation, Indicator, Measurement, Plan, Target, TargetGroup

# What of a plan's texts can be shown; the evaluations are told apart, each with its day.
TEXTS: Final = (Step.PROBLEM, Step.GOALS, Step.THEORY)
_AS_THEY_ARE: Final = (
    *("name", "level", "for_whom", "kind", "direction", "unit", "numerator", "denominator", "scale_from", "scale_to"),
    *("method", "source", "frequency", "no_baseline_because", "origin_title"),
)
_Of = TypeVar("_Of", Target, Measurement)


@dataclass(frozen=True)
class Choice:
    """What a team wants to show: indicators by their keys, with all their measurements, and texts by their steps."""

    indicators: frozenset[str] = frozenset()
    steps: frozenset[str] = frozenset()


def choice_in(content: Content) -> Choice:
    """Return what had been chosen when something was written down."""
    steps = {text.step for text in content.texts} | ({Step.EVALUATION.value} if content.evaluations else set())
    return Choice(frozenset(one.key for one in content.indicators), frozenset(steps))


def content_of(plan: Plan, choice: Choice) -> Content:
    """Return what is chosen of a plan, as it is now; the number of queries is the same whatever its size."""
    chosen = [
        one
        for one in Indicator.objects.standing().filter(plan=plan).order_by("position", "pk")
        if str(one.key) in choice.indicators
    ]
    evaluations = Evaluation.objects.standing().filter(plan=plan) if Step.EVALUATION in choice.steps else ()
    return Content(
        plan=str(plan.key),
        name=plan.name,
        language=plan.language,
        is_example=plan.is_example,
        texts=tuple(_texts(plan, choice)),
        indicators=tuple(_indicators(plan, chosen)),
        evaluations=tuple(_evaluation(one) for one in evaluations),
    )


def may_be_read(measured: Measurement, kind: str) -> bool:
    """Say whether the words of a measurement may be shown: somebody's own never without consent.

    What goes with a step and is told by the team itself is nobody's; a quotation always is somebody's.
    """
    is_the_team_s = kind == Kind.GRADED and measured.grade is not None and not measured.said_by
    return measured.has_consent or is_the_team_s


def _texts(plan: Plan, choice: Choice) -> Iterable[PublishedText]:
    goals = (goal.text for goal in plan.goals.standing()) if Step.GOALS in choice.steps else ()
    said = {Step.PROBLEM: plan.problem, Step.GOALS: "\n\n".join(filter(None, goals)), Step.THEORY: plan.theory}
    return [PublishedText(str(step), said[step]) for step in TEXTS if step in choice.steps and said[step].strip()]


def _evaluation(one: Evaluation) -> PublishedEvaluation:
    """Return an evaluation; who did it is told where that is someone outside."""
    return PublishedEvaluation(one.on, one.learnt, one.is_external, one.evaluator if one.is_external else "", one.url)


def _indicators(plan: Plan, chosen: list[Indicator]) -> Iterable[PublishedIndicator]:
    groups = {one.key: one for one in plan.groups.standing()}
    targets = _by_indicator(Target.objects.standing().filter(indicator__in=chosen))
    measured = _by_indicator(Measurement.objects.standing().filter(indicator__in=chosen))
    links = plan.links.standing().filter(cause__deleted_at=None, effect__deleted_at=None)
    proved = {link.effect_id for link in links if rests_on_research(link)}
    for one in chosen:
        yield _indicator(one, groups, targets[one.pk], measured[one.pk], is_proved=one.element_id in proved)


def _by_indicator(parts: Iterable[_Of]) -> Mapping[int, list[_Of]]:
    found: dict[int, list[_Of]] = defaultdict(list)
    for part in parts:
        found[part.indicator_id].append(part)
    return found


def _indicator(
    one: Indicator,
    groups: Mapping[Any, TargetGroup],
    targets: Iterable[Target],
    measured: Iterable[Measurement],
    *,
    is_proved: bool,
) -> PublishedIndicator:
    shown = [
        (part, _measured(part, one)) for part in measured if one.kind != Kind.QUOTATION or may_be_read(part, one.kind)
    ]
    return PublishedIndicator(
        key=str(one.key),
        origin=str(one.origin) if one.origin else None,
        **{name: getattr(one, name) for name in _AS_THEY_ARE},
        grades=tuple(one.grades),
        breakdown=tuple(one.breakdown),
        groups=tuple(Group(groups[key].name, groups[key].code) for key in one.groups if key in groups),
        rests_on_research=is_proved,
        baseline=next((kept for part, kept in shown if part.is_baseline), None),
        targets=tuple(Aim(part.value, part.by_date) for part in targets if part.value is not None),
        measurements=tuple(kept for part, kept in shown if not part.is_baseline),
    )


def _measured(part: Measurement, of: Indicator) -> Measured:
    is_graded, is_share = of.kind == Kind.GRADED, of.kind == Kind.SHARE
    has_words = (is_graded or of.kind == Kind.QUOTATION) and may_be_read(part, of.kind)
    parts = protected(rows_of(part.breakdown), part, kind=of.kind, for_whom=of.for_whom)
    return Measured(
        key=str(part.key),
        on=part.on,
        amount=amount(part),
        numerator=part.numerator if is_share else None,
        denominator=part.denominator if is_share else None,
        grade=part.grade if is_graded else None,
        text=part.text if has_words else "",
        said_by=part.said_by if has_words else "",
        source=part.source,
        breakdown=tuple(Share(row.name, row.amount, row.is_hidden) for row in parts),
    )
