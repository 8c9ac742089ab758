"""What goes with a measurement in words: the parts it is broken down in, and what it was corrected from."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.teams.history import name_of
from toolkit.impact.figures import say
from toolkit.impact.measured_words import figure_in_words
from toolkit.impact.measurement_fields import reader_language
from toolkit.impact.small_numbers import Row, rows_of
from toolkit.models import Change, Indicator, Measurement

# What a field is called where a correction is told; others are not told of.
CORRECTED: Mapping[str, Any] = {
    "on": gettext_lazy("the date"),
    "value": gettext_lazy("the figure"),
    "numerator": gettext_lazy("how many"),
    "denominator": gettext_lazy("out of how many"),
    "grade": gettext_lazy("the step"),
    "text": gettext_lazy("the text"),
    "breakdown": gettext_lazy("the parts"),
}


def parts_in_words(measurement: Measurement, indicator: Indicator) -> list[str]:
    """Return the parts of a breakdown: `women: 12 % (3 of 25)`."""
    return [f"{row.name}: {_row_in_words(row, indicator)}" for row in rows_of(measurement.breakdown)]


def correction_in_words(change: Change, indicator: Indicator) -> str:
    """Return when and by whom a measurement was corrected, and what stood there."""
    words: dict[str, Any] = {
        "what": CORRECTED[change.field],
        "before": _before(change.field, change.before, indicator),
        "day": date_format(timezone.localtime(change.at)),
        "who": name_of(change.by),
    }
    return _("Corrected %(day)s by %(who)s: %(what)s was %(before)s.") % words


def _before(field: str, before: Any, indicator: Indicator) -> str:
    """Return what stood in a field, from the history's plain value."""
    if before in (None, "", []):
        return _("nothing")
    if field == "on":
        return date_format(parse_date(str(before)) or str(before))
    if field == "breakdown":
        return ", ".join(f"{row.name} {_row_in_words(row, indicator)}" for row in rows_of(before))
    if field in ("value", "grade"):
        return figure_in_words(indicator, Decimal(before))
    return say(Decimal(before), reader_language()) if field in ("numerator", "denominator") else f"“{before}”"


def _row_in_words(row: Row, indicator: Indicator) -> str:
    value = row.amount
    if row.numerator is None or row.denominator is None:
        return _("No figure") if value is None else figure_in_words(indicator, value)
    words = {"some": say(row.numerator, reader_language()), "all": say(row.denominator, reader_language())}
    among = _("%(some)s of %(all)s") % words
    return among if value is None else f"{figure_in_words(indicator, value)} ({among})"
