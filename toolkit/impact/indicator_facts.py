"""What is known of a plan's indicators beside themselves: target figures, baselines, whether they are measured."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Exists, OuterRef

from toolkit.impact.indicator_rules import DIRECTED, Aim, Told
from toolkit.models import Indicator, Measurement, Plan, Target

_IN_HAND = "_facts_in_hand"


@dataclass
class Facts:
    """What stands beside one indicator."""

    is_measured: bool = False
    baseline: Measurement | None = None
    targets: list[Target] = field(default_factory=list)


def facts_of(plan: Plan, indicator: Indicator) -> Facts:
    """Return what stands beside an indicator; asked for once for a plan that is in hand, as a page has many."""
    known: Mapping[int, Facts] | None = vars(plan).get(_IN_HAND)
    if known is None:
        known = vars(plan)[_IN_HAND] = _facts_of(plan)
    return known.get(indicator.pk) or Facts()


def fresh_facts_of(indicator: Indicator) -> Facts:
    """Return what stands beside an indicator now, when something has been changed."""
    vars(indicator.plan).pop(_IN_HAND, None)
    return facts_of(indicator.plan, indicator)


def told_of(indicator: Indicator, facts: Facts) -> Told:
    """Return what an indicator says of itself, as plain values."""
    return Told(
        kind=indicator.kind,
        numerator=indicator.numerator,
        denominator=indicator.denominator,
        scale_from=indicator.scale_from,
        scale_to=indicator.scale_to,
        grades=indicator.grades,
        unit=indicator.unit,
        groups=indicator.groups,
        method=indicator.method,
        source=indicator.source,
        frequency=indicator.frequency,
        first_due=indicator.first_due,
        has_someone=bool(indicator.responsible or indicator.reminded_id),
        aims=[Aim(target.value, target.by_date) for target in facts.targets],
        has_baseline=facts.baseline is not None,
        no_baseline_because=indicator.no_baseline_because,
    )


def facts_in_words(indicator: Indicator, *, with_level: bool = True) -> str:
    """Return what an indicator is, in one line: level, kind, whose value, which way is better, how important."""
    words = [indicator.get_level_display()] if with_level else []
    words += [indicator.get_kind_display(), indicator.get_for_whom_display()]
    if indicator.kind in DIRECTED:
        words.append(indicator.get_direction_display())
    return " · ".join([*words, indicator.get_priority_display()])


def _facts_of(plan: Plan) -> dict[int, Facts]:
    """Return the facts of all indicators of a plan, in three queries whatever its size."""
    measured = Measurement.objects.standing().filter(indicator=OuterRef("pk"))
    indicators = Indicator.objects.filter(plan=plan).filter(Exists(measured))
    found = {pk: Facts(is_measured=True) for pk in indicators.values_list("pk", flat=True)}
    for target in Target.objects.standing().filter(plan=plan):
        found.setdefault(target.indicator_id, Facts()).targets.append(target)
    for baseline in Measurement.objects.standing().filter(plan=plan, is_baseline=True):
        found.setdefault(baseline.indicator_id, Facts()).baseline = baseline
    return found
