"""Indicators with all that is told of them, on their pages and in files: with the same few queries however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import get_language

from toolkit.charts.timeline import Happening
from toolkit.impact.codes import Kind, What
from toolkit.impact.corrections import CORRECTED
from toolkit.impact.followed import followed_of, happenings_of
from toolkit.impact.measuring import Told, told_of
from toolkit.impact.target_history import TargetChange, history_of, marks_of, target_changes
from toolkit.impact.trend_chart import TrendChart, say_of, trend_chart
from toolkit.impact.trends import Aim, Say, aim_in_words
from toolkit.models import Change, Evaluation, Indicator, Measurement, Plan, Target

_Part = TypeVar("_Part", Measurement, Target)


@dataclass(frozen=True)
class IndicatorTold:
    """An indicator: drawn over time, its measurements oldest first, its target figures, and how those were changed."""

    indicator: Indicator
    chart: TrendChart
    measured: Sequence[Told]
    targets: Sequence[Target]
    target_history: Sequence[TargetChange]
    say: Say

    @property
    def newest_first(self) -> list[Told]:
        """Return the measurements as a list on a page has them."""
        return list(reversed(self.measured))

    @property
    def is_quoted(self) -> bool:
        """Say whether it is measured by what people say."""
        return self.indicator.kind == Kind.QUOTATION

    @property
    def targets_in_words(self) -> list[tuple[str, str]]:
        """Return the target figures with their notes."""
        return [
            (aim_in_words(Aim(one.value, one.by_date), self.say), one.note)
            for one in self.targets
            if one.value is not None
        ]


def indicators_told(plan: Plan, indicators: Sequence[Indicator], today: date | None = None) -> list[IndicatorTold]:
    """Return what is told of some of a plan's indicators."""
    today = today or timezone.localdate()
    numbers = [one.pk for one in indicators]
    kept = _Kept(
        _by_indicator(
            Measurement.objects.standing().filter(indicator__in=numbers).select_related("made_by").order_by("on", "pk")
        ),
        _by_indicator(Target.objects.filter(indicator__in=numbers)),
        _corrections(plan, numbers),
        happenings_of(list(Evaluation.objects.standing().filter(plan=plan))),
    )
    changes = target_changes(plan, [target for own in kept.targets.values() for target in own])
    return [_told(one, kept, changes, today) for one in indicators]


@dataclass(frozen=True)
class _Kept:
    """What the database has of some indicators."""

    measured: Mapping[int, Sequence[Measurement]]
    targets: Mapping[int, Sequence[Target]]
    corrections: Mapping[UUID, Sequence[Change]]
    evaluated: Sequence[Happening]


def _told(indicator: Indicator, kept: _Kept, changes: Mapping[UUID, Sequence[Change]], today: date) -> IndicatorTold:
    language = get_language() or "nb"
    measured = kept.measured.get(indicator.pk, [])
    targets = kept.targets.get(indicator.pk, [])
    standing = [one for one in targets if one.deleted_at is None]
    followed = followed_of(indicator, measured, standing)
    say = say_of(followed, language)
    history = history_of([change for one in targets for change in changes.get(one.key, ())], say)
    followed = replace(followed, happenings=[*kept.evaluated, *marks_of(history)])
    told = [told_of(one, indicator, kept.corrections.get(one.key, ())) for one in measured]
    return IndicatorTold(indicator, trend_chart(followed, language, today), told, standing, history, say)


def _corrections(plan: Plan, indicators: Sequence[int]) -> Mapping[UUID, list[Change]]:
    """Return what was corrected in the measurements of some indicators, by the measurement's key."""
    found: defaultdict[UUID, list[Change]] = defaultdict(list)
    own = Measurement.objects.filter(indicator__in=indicators).values("key")
    changes = Change.objects.filter(plan=plan, kind=Measurement.KIND, what=What.CHANGED, field__in=list(CORRECTED))
    for change in changes.filter(key__in=own).select_related("by").order_by("at", "pk"):
        found[change.key].append(change)
    return found


def _by_indicator(parts: Iterable[_Part]) -> defaultdict[int, list[_Part]]:
    found: defaultdict[int, list[_Part]] = defaultdict(list)
    for part in parts:
        found[part.indicator_id].append(part)
    return found
