"""When an indicator is to be measured again, and which ones wait for it now."""

from __future__ import annotations

import calendar
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from django.db.models import Max, Q, QuerySet
from django.utils import timezone

from toolkit.impact.codes import Frequency
from toolkit.models import Indicator, Plan

MONTHS: Final[dict[str, int]] = {
    Frequency.MONTHLY: 1,
    Frequency.QUARTERLY: 3,
    Frequency.HALF_YEARLY: 6,
    Frequency.YEARLY: 12,
}
# A measurement so long before its day counts for that day: a quarter of the time between two, and a month at the most.
_EARLY_DAYS_A_MONTH, _EARLY_MOST = 7, 30
# Gaps further back than this are history.
_MOST_LOOKED_AT = 240


@dataclass(frozen=True)
class Due:
    """An indicator, the day it is to be measured, and when it was measured last."""

    indicator: Indicator
    on: date
    last_on: date | None
    today: date

    @property
    def is_due(self) -> bool:
        """Say whether the day has come."""
        return self.on <= self.today

    @property
    def is_snoozed(self) -> bool:
        """Say whether the team has asked to be left in peace with it for a while."""
        return self.indicator.snoozed_until is not None and self.indicator.snoozed_until > self.today


def next_due(frequency: str, first_due: date | None, last_on: date | None, today: date) -> date | None:
    """Return the day of the next measurement. Pure.

    It is the newest planned day that has come and is not measured, else the next one to come. Days that were missed
    before are not asked for again: a gap is a gap. Without a first day, time is counted from the last measurement. None
    where nothing is planned, or all is done.
    """
    months = MONTHS.get(frequency, 0)
    start = first_due or (last_on if months else None)
    if start is None:
        return None
    early = _early(months)
    steps = _steps_until(start, today, months)
    for step in (steps, steps + 1, steps + 2) if months else (0,):
        day = add_months(start, months * step)
        # Taken apart, never moved: before the calendar's first day there is none.
        if last_on is None or day - last_on > early:
            return day
    return None


def newest_planned(frequency: str, first_due: date | None, last_on: date | None, today: date) -> date | None:
    """Return the newest planned day that has come, measured or not. Pure."""
    months = MONTHS.get(frequency, 0)
    start = first_due or (last_on if months else None)
    if start is None or start > today:
        return None
    return add_months(start, months * _steps_until(start, today, months))


def missed(frequency: str, first_due: date | None, measured: Sequence[date], today: date) -> list[date]:
    """Return the planned days that went by without a measurement; the newest one can still be measured. Pure."""
    months = MONTHS.get(frequency, 0)
    start = first_due or (min(measured) if measured else None)
    if start is None or not months:
        return []
    early = _early(months)
    last = _steps_until(start, today, months)
    days = [add_months(start, months * step) for step in range(max(0, last - _MOST_LOOKED_AT), last + 1)]
    return [
        day
        for day, following in pairwise(days)
        if not any(day - one <= early and following - one > early for one in measured)
    ]


def add_months(day: date, months: int) -> date:
    """Return the same day of another month, or that month's last: a month after 31 January is the end of February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if year > date.max.year:
        return date.max
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def with_last(indicators: QuerySet[Indicator]) -> QuerySet[Indicator]:
    """Return indicators with the day of their last measurement as `last_on`; the baseline is one."""
    return indicators.annotate(last_on=Max("measurements__on", filter=Q(measurements__deleted_at=None)))


def due_of(plan: Plan, today: date | None = None) -> list[Due]:
    """Return what of a plan is to be measured now, what has waited longest first; without what is snoozed."""
    return [one for one in planned_of(plan, today) if one.is_due and not one.is_snoozed]


def planned_of(plan: Plan, today: date | None = None) -> list[Due]:
    """Return all of a plan that has a day for its next measurement, the nearest first."""
    today = today or timezone.localdate()
    indicators = with_last(Indicator.objects.standing().filter(plan=plan))
    found = [(one, last_of(one), next_due(one.frequency, one.first_due, last_of(one), today)) for one in indicators]
    dues = [Due(one, day, last_on, today) for one, last_on, day in found if day is not None]
    return sorted(dues, key=lambda due: (due.on, due.indicator.position, due.indicator.pk))


def _early(months: int) -> timedelta:
    return timedelta(days=min(_EARLY_DAYS_A_MONTH * months or _EARLY_MOST, _EARLY_MOST))


def last_of(indicator: Indicator) -> date | None:
    """Return the day of the last measurement of what `with_last` returned."""
    last_on: date | None = getattr(indicator, "last_on", None)
    return last_on


def _steps_until(start: date, today: date, months: int) -> int:
    """Return how many times the time between two measurements has gone by from one day to another."""
    if not months or today < start:
        return 0
    steps = ((today.year - start.year) * 12 + today.month - start.month) // months
    return steps if add_months(start, months * steps) <= today else steps - 1
