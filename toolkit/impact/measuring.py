"""What the pages about measuring show: the room of step 9, and what waits to be measured."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.teams.history import name_of
from toolkit.impact.codes import QUALITATIVE, What
from toolkit.impact.corrections import CORRECTED, correction_in_words, parts_in_words
from toolkit.impact.due import Due, due_of, missed, planned_of
from toolkit.impact.measured_words import measured_in_words
from toolkit.impact.rooms import Room
from toolkit.models import Change, Indicator, Measurement, Plan

STYLES = ("css/measuring.css",)
# So many gaps are named; of more it is said how many.
_MOST_NAMED = 3
# So many of the newest measurements stand open.
_NEWEST = 6


@dataclass(frozen=True)
class Told:
    """One measurement, in words."""

    measurement: Measurement
    text: str
    parts: Sequence[str]
    who: str
    corrections: Sequence[str]


@dataclass(frozen=True)
class Line:
    """One indicator: what has been measured, newest first, when next, and what was never measured."""

    indicator: Indicator
    told: Sequence[Told]
    due: Due | None
    due_words: str
    gaps: str
    is_words: bool = field(default=False)

    @property
    def newest(self) -> Sequence[Told]:
        """Return those that stand open."""
        return self.told[:_NEWEST]

    @property
    def older(self) -> Sequence[Told]:
        """Return the others."""
        return self.told[_NEWEST:]


def measurements_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 9: each indicator with its measurements; what is due comes first."""
    lines = lines_of(plan)
    waiting = [line for line in lines if line.due and line.due.is_due and not line.due.is_snoozed]
    return Room("pages/impact/plan/steps/measurements.html", {"lines": lines, "waiting": waiting}, STYLES)


def due_notice(plan: Plan, request: HttpRequest) -> Room | None:
    """Return what the plan's first page says of what is due now."""
    waiting = [(due, due_in_words(due)) for due in due_of(plan)]
    return Room("components/impact/due_notice.html", {"waiting": waiting}, STYLES) if waiting else None


def lines_of(plan: Plan, today: date | None = None) -> list[Line]:
    """Return the plan's indicators with their measurements; three queries, whatever the size."""
    today = today or timezone.localdate()
    indicators = list(Indicator.objects.standing().filter(plan=plan))
    dues = {due.indicator.pk: due for due in planned_of(plan, today)}
    measured: dict[int, list[Measurement]] = {}
    standing = Measurement.objects.standing().filter(plan=plan).select_related("made_by").order_by("-on", "-pk")
    for one in standing:
        measured.setdefault(one.indicator_id, []).append(one)
    changes = _changes(plan)
    return [_line(one, measured.get(one.pk, []), dues.get(one.pk), changes, today) for one in indicators]


def told_of(measurement: Measurement, indicator: Indicator, changes: Iterable[Change] = ()) -> Told:
    """Return a measurement in words, with what it was corrected from."""
    return Told(
        measurement,
        measured_in_words(indicator, measurement),
        parts_in_words(measurement, indicator),
        name_of(measurement.made_by) if measurement.made_by_id else "",
        [correction_in_words(change, indicator) for change in changes],
    )


def due_in_words(due: Due) -> str:
    """Return when it is to be measured."""
    if due.is_snoozed and due.indicator.snoozed_until:
        return _("Put off until %(day)s.") % {"day": date_format(due.indicator.snoozed_until)}
    words = {"day": date_format(due.on)}
    if due.on == due.today:
        return _("To be measured today.")
    return (_("Should be measured: was due on %(day)s.") if due.is_due else _("Next on %(day)s.")) % words


def gaps_in_words(days: Sequence[date]) -> str:
    """Return which planned days went by without a measurement."""
    if not days:
        return ""
    if len(days) > _MOST_NAMED:
        words = {"n": len(days), "last": date_format(days[-1])}
        return _("%(n)s planned measurements were not made, the last of them on %(last)s.") % words
    names = ", ".join(date_format(day) for day in days)
    template = ngettext("Was not measured on %(days)s.", "Was not measured on these days: %(days)s.", len(days))
    return template % {"days": names}


def _line(
    indicator: Indicator,
    measured: Sequence[Measurement],
    due: Due | None,
    changes: Mapping[UUID, Sequence[Change]],
    today: date,
) -> Line:
    gaps = missed(indicator.frequency, indicator.first_due, [one.on for one in measured], today)
    return Line(
        indicator,
        [told_of(one, indicator, changes.get(one.key, ())) for one in measured],
        due,
        due_in_words(due) if due else "",
        gaps_in_words(gaps),
        indicator.kind in QUALITATIVE,
    )


def _changes(plan: Plan) -> dict[UUID, list[Change]]:
    found: dict[UUID, list[Change]] = {}
    corrected = Change.objects.filter(plan=plan, kind=Measurement.KIND, what=What.CHANGED, field__in=list(CORRECTED))
    for change in corrected.select_related("by").order_by("at", "pk"):
        found.setdefault(change.key, []).append(change)
    return found
