"""Shares of a whole, and how a reader's language writes them. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.formats import number_format
from django.utils.translation import pgettext


def whole_percents(counts: Sequence[int]) -> list[int]:
    """Return counts as whole per cent that add up to 100: the largest remainders are rounded up; zeros for nothing."""
    total = sum(counts)
    if not total:
        return [0] * len(counts)
    percents = [100 * count // total for count in counts]
    by_remainder = sorted(range(len(counts)), key=lambda place: (-(100 * counts[place] % total), place))
    for place in by_remainder[: 100 - sum(percents)]:
        percents[place] += 1
    return percents


def percent_in_words(percent: int) -> str:
    """Return `12 %` as the reader's language writes it."""
    return pgettext("a share in per cent", "%(percent)s%%") % {"percent": percent}


def decimal_in_words(number: float) -> str:
    """Return a number with one decimal as the reader's language writes it; never minus nothing."""
    return number_format(round(number, 1) + 0.0, 1)


def change_in_words(change: float) -> str:
    """Return a change with its sign: `+0,4`, `−0,4` or `0,0`."""
    rounded = round(change, 1)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return f"{sign}{decimal_in_words(abs(rounded))}"
