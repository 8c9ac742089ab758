"""Measurements with all that is told of them: their parts, who made them, and what they were corrected from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cases.teams.history import name_of
from toolkit.impact.codes import What
from toolkit.impact.figures import say
from toolkit.impact.measured_words import figure_in_words, measured_in_words
from toolkit.impact.small_numbers import Row, rows_of
from toolkit.impact.trends import written
from toolkit.models import Change, Indicator, Measurement, Plan

# What a field is called where a correction is told; others are not told of.
_CORRECTED: Final[Mapping[str, Any]] = {
    "on": gettext_lazy("the date"),
    "value": gettext_lazy("the figure"),
    "numerator": gettext_lazy("how many"),
    "denominator": gettext_lazy("out of how many"),
    "grade": gettext_lazy("the step"),
    "text": gettext_lazy("the text"),
    "breakdown": gettext_lazy("the parts"),
}


@dataclass(frozen=True)
class Told:
    """One measurement, in words."""

    measurement: Measurement
    text: str
    parts: Sequence[str]
    who: str
    corrections: Sequence[str]


def told_of(measurement: Measurement, indicator: Indicator, changes: Iterable[Change] = ()) -> Told:
    """Return a measurement in words, with what it was corrected from, oldest correction first."""
    return Told(
        measurement,
        measured_in_words(indicator, measurement),
        [f"{row.name}: {_part_in_words(row, indicator)}" for row in rows_of(measurement.breakdown)],
        name_of(measurement.made_by) if measurement.made_by_id else "",
        [_correction(change, indicator) for change in changes],
    )


def corrections_in(plan: Plan, indicators: Sequence[int]) -> Mapping[UUID, list[Change]]:
    """Return what was corrected in the measurements of some indicators, by the measurement's key, in one query."""
    found: defaultdict[UUID, list[Change]] = defaultdict(list)
    own = Measurement.objects.filter(indicator__in=indicators).values("key")
    changes = Change.objects.filter(plan=plan, kind=Measurement.KIND, what=What.CHANGED, field__in=list(_CORRECTED))
    for change in changes.filter(key__in=own).select_related("by").order_by("at", "pk"):
        found[change.key].append(change)
    return found


def _correction(change: Change, indicator: Indicator) -> str:
    words = {
        "what": _CORRECTED[change.field],
        "before": _before_in_words(change.field, change.before, indicator),
        "day": written(timezone.localtime(change.at).date()),
        "who": name_of(change.by),
    }
    return _("Corrected %(day)s by %(who)s: %(what)s was %(before)s.") % words


def _before_in_words(field: str, before: Any, indicator: Indicator) -> str:
    """Return what stood in a field before, from the history's plain value."""
    if before in (None, "", []):
        return _("nothing")
    if field == "on":
        day = parse_date(str(before))
        return written(day) if day else str(before)
    if field in ("value", "grade"):
        return figure_in_words(indicator, Decimal(before))
    if field == "breakdown":
        return ", ".join(f"{row.name} {_part_in_words(row, indicator)}" for row in rows_of(before))
    return _figure(Decimal(before)) if field in ("numerator", "denominator") else _("“%(text)s”") % {"text": before}


def _part_in_words(row: Row, indicator: Indicator) -> str:
    """Return `42 % (21 of 50)`, the figure alone, or a dash where there is none."""
    among = ""
    if row.numerator is not None and row.denominator is not None:
        among = _("%(some)s of %(all)s") % {"some": _figure(row.numerator), "all": _figure(row.denominator)}
    if row.amount is None:
        return among or "–"
    said = figure_in_words(indicator, row.amount)
    return f"{said} ({among})" if among else said


def _figure(value: Decimal) -> str:
    return say(value, get_language() or "nb")
