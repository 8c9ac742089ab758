"""What may be published of a breakdown of people: no part of a few, and none that can be worked out. Pure.

A part of fewer than five is hidden. What is hidden must not be what is left of the total: at least two parts are hidden
together, and they are of at least five. Which one is hidden beside a small one is decided by its place alone: were it
the next smallest, whoever knows the rule could work back from it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from toolkit.impact.codes import ForWhom, Kind
from toolkit.impact.figures import Figured, decimal_of, share

FEWEST: Final = 5
_TOGETHER: Final = 2


@dataclass(frozen=True)
class Row:
    """One part of a breakdown, as it is measured."""

    name: str
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @property
    def amount(self) -> Decimal | None:
        """Return what it comes to: a share in per cent, else the figure."""
        if self.numerator is not None and self.denominator is not None:
            return share(self.numerator, self.denominator)
        return self.value


@dataclass(frozen=True)
class Part:
    """One part of a breakdown, as it may be published: `amount` is None where it is hidden, and where there is none."""

    name: str
    amount: Decimal | None
    is_hidden: bool = False


def rows_of(breakdown: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return the rows of `Measurement.breakdown`."""
    figures = ("value", "numerator", "denominator")
    return [Row(row["name"], *(decimal_of(row.get(name)) for name in figures)) for row in breakdown]


def protected(rows: Sequence[Row], whole: Figured, *, kind: str, for_whom: str = ForWhom.INDIVIDUAL) -> list[Part]:
    """Return the parts of a measurement as they may be published; `whole` is the measurement.

    Numbers and shares always count as being of people. Sums of money and means do where they are about people, and are
    shown where it is known that enough are behind (`denominator`). A share in per cent alone, from a register that
    gives no more, is shown where that is what the whole is too.
    """
    if kind in (Kind.MONEY, Kind.SCALE) and for_whom != ForWhom.INDIVIDUAL:
        return [Part(row.name, row.amount) for row in rows]
    if kind == Kind.SHARE and whole.numerator is None and all(row.numerator is None for row in rows):
        return [Part(row.name, row.amount) for row in rows]
    filled = [place for place, row in enumerate(rows) if row.amount is not None or row.value is not None]
    filled += [place for place, row in enumerate(rows) if place not in filled and row.numerator is not None]
    # Of how many people a part is, and the whole: of a share, a mean and a sum those that they are among.
    counted = [row.value if kind == Kind.NUMBER else row.denominator for row in rows]
    total = whole.value if kind == Kind.NUMBER else whole.denominator
    hidden: set[int] = set()
    for run in _runs([(place, counted[place]) for place in sorted(filled)], total):
        hidden |= _hidden(run, [_sizes(rows[place], kind) for place in run])
    return [
        Part(row.name, None if place in hidden else row.amount, is_hidden=place in hidden)
        for place, row in enumerate(rows)
    ]


def _sizes(row: Row, kind: str) -> tuple[Decimal, ...]:
    """Return of how many people a part tells: of a share, those who are counted and those who are not."""
    nobody = Decimal(0)
    if kind == Kind.NUMBER:
        return (row.value or nobody,)
    if kind == Kind.SHARE:
        if row.numerator is None or row.denominator is None:
            return nobody, nobody
        return row.numerator, row.denominator - row.numerator
    return (row.denominator or nobody,)


def _runs(filled: Sequence[tuple[int, Decimal | None]], total: Decimal | None) -> list[list[int]]:
    """Return the places parted where a run adds up to the total: a breakdown by sex, say, followed by one by age.

    Nobody, between two of them, could be in either, and is in both.
    """
    runs: list[list[int]] = [[]]
    so_far, is_full = Decimal(0), False
    for place, value in filled:
        if is_full and not value:
            runs[-2].append(place)
        is_full = is_full and not value
        runs[-1].append(place)
        so_far += value or 0
        if total and so_far == total:
            runs.append([])
            so_far, is_full = Decimal(0), True
    # What is left may be nobody at all, who are in the run before already.
    return runs if len(runs) == 1 or so_far else runs[:-1]


def _hidden(run: Sequence[int], sizes: Sequence[tuple[Decimal, ...]]) -> set[int]:
    """Return the places of a run that are hidden: the small ones, and those after them until enough are."""
    hidden = [at for at, size in enumerate(sizes) if min(size) < FEWEST]
    for at in _after(hidden, len(run)):
        together = [sum(column) for column in zip(*(sizes[one] for one in hidden), strict=True)]
        if len(hidden) >= _TOGETHER and min(together) >= FEWEST:
            break
        hidden.append(at)
    return {run[at] for at in hidden}


def _after(hidden: Sequence[int], count: int) -> list[int]:
    """Return the places that are not hidden, from the first hidden one on and around."""
    if not hidden:
        return []
    around = [(hidden[0] + step) % count for step in range(1, count)]
    return [at for at in around if at not in hidden]
