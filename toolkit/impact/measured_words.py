"""Measurements and target figures as they are read: with a unit, a share with what it is of, steps in words."""

from __future__ import annotations

from decimal import Decimal

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toolkit.impact.codes import Kind
from toolkit.impact.figures import amount, say
from toolkit.models import Indicator, Measurement, Target


def measured_in_words(indicator: Indicator, measured: Measurement) -> str:
    """Return what was measured: `349 people`, `42 % (21 of 50)`, `Most take part`, or the quotation."""
    if indicator.kind == Kind.QUOTATION:
        return _("“%(text)s”") % {"text": measured.text} if measured.text else _("No words")
    found = amount(measured)
    numbers = (measured.numerator, measured.denominator)
    if indicator.kind == Kind.SHARE and None not in numbers:
        among = _("%(some)s of %(all)s") % {"some": _bare(measured.numerator), "all": _bare(measured.denominator)}
        return among if found is None else f"{figure_in_words(indicator, found)} ({among})"
    if found is None:
        return measured.text or _("No figure")
    return figure_in_words(indicator, found)


def target_in_words(indicator: Indicator, target: Target) -> str:
    """Return what is to be reached; empty where only the day is set."""
    return "" if target.value is None else figure_in_words(indicator, target.value)


def figure_in_words(indicator: Indicator, value: Decimal) -> str:
    """Return a figure of an indicator with its unit, or what the step is called."""
    if indicator.kind == Kind.GRADED:
        place = int(value)
        return indicator.grades[place - 1] if 0 < place <= len(indicator.grades) else str(place)
    return say(value, get_language() or "nb", indicator.kind, indicator.unit)


def _bare(value: Decimal | None) -> str:
    return "" if value is None else say(value, get_language() or "nb")
