"""Axes of a drawing over time: round figures up the side, and days as they lie along the foot. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import formats
from django.utils.translation import pgettext

# Where the first and the last day lie, in per cent of the width; marks on them stay within the drawing.
FIRST, LAST = 4.0, 94.0
# So many words fit beneath the drawing at 320 px.
_MOST_DAYS = 4
_MONTHS = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 6000, 36000)
_DAYS = (1, 2, 7, 14)
# Where the figures differ by less than this part of the largest, the axis does not begin at nothing.
_FLAT = Decimal("0.2")
_YEARS = 12


@dataclass(frozen=True)
class Figures:
    """The axis up the side: from and to, and the round figures on it."""

    low: Decimal
    high: Decimal
    ticks: Sequence[Decimal]
    is_cut: bool = False

    def share(self, figure: Decimal) -> float:
        """Return how far up a figure is, from 0 to 1."""
        return float((figure - self.low) / (self.high - self.low))


@dataclass(frozen=True)
class Days:
    """The axis along the foot: from and to, and the days named on it."""

    first: date
    last: date
    ticks: Sequence[tuple[date, str]]

    def place(self, day: date) -> float:
        """Return where a day lies, in per cent of the width."""
        whole = (self.last - self.first).days
        return round(FIRST + (LAST - FIRST) * (day - self.first).days / whole, 2)


def figures_axis(figures: Sequence[Decimal], least: int | None = None, most: int | None = None) -> Figures:
    """Return an axis that holds all figures: from nothing, unless they all lie close together far from it.

    Where `least` and `most` are given and hold them all, a scale's ends say, it reaches from one to the other.
    """
    if least is not None and most is not None and least < most and all(least <= one <= most for one in figures):
        whole = range(least, most + 1, max(1, -(-(most - least) // 5)))
        return Figures(Decimal(least), Decimal(most), [Decimal(one) for one in whole])
    low, high = min(figures), max(figures)
    is_cut = low != high and max(abs(low), abs(high)) * _FLAT > high - low and low * high > 0
    if not is_cut:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        high = low + 1
    step = _round_step((high - low) / 4)
    bottom, top = low // step * step, -(-high // step) * step
    if bottom > low:  # Decimal's // goes towards nothing
        bottom -= step
    if top < high:
        top += step
    ticks = [bottom + step * place for place in range(int((top - bottom) / step) + 1)]
    return Figures(bottom, top, ticks, is_cut)


def days_axis(days: Sequence[date]) -> Days:
    """Return an axis that holds all days, with at most four of them named: years, months, or days of a short time."""
    first, last = min(days), max(days)
    if first == last:
        first, last = _moved(first, -15), _moved(last, 15)
    ticks = _months_between(first, last) if (last - first).days > 62 else _days_between(first, last)
    return Days(first, last, ticks)


def _moved(day: date, by: int) -> date:
    """Return a day so many days from another, within what a calendar holds."""
    return date.fromordinal(min(max(day.toordinal() + by, 1), date.max.toordinal()))


def _round_step(least: Decimal) -> Decimal:
    """Return the smallest of 1, 2, 2,5 and 5 times a power of ten that is no less."""
    power = Decimal(1).scaleb(least.adjusted())
    return next(step for times in ("1", "2", "2.5", "5", "10") if (step := Decimal(times) * power) >= least)


def _months_between(first: date, last: date) -> list[tuple[date, str]]:
    """Return firsts of months, evenly: of years where the time is long."""
    start, end = first.year * 12 + first.month - 1, last.year * 12 + last.month - 1
    named: list[date] = []
    for step in _MONTHS:
        numbers = range(-(-start // step) * step, end + 1, step)
        named = [day for number in numbers if number >= 12 and (day := _first_of(number)) >= first]
        if len(named) <= _MOST_DAYS:
            break
    return [(day, _month(day, is_year=step % _YEARS == 0)) for day in named]


def _first_of(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)


def _month(day: date, *, is_year: bool) -> str:
    return str(day.year) if is_year else formats.date_format(day, pgettext("date format on an axis", "b Y"))


def _days_between(first: date, last: date) -> list[tuple[date, str]]:
    step = next((step for step in _DAYS if (last - first).days // step < _MOST_DAYS), 21)
    written = pgettext("date format on an axis", "j b")
    days = [date.fromordinal(day) for day in range(first.toordinal(), last.toordinal() + 1, step)]
    return [(day, formats.date_format(day, written)) for day in days]
