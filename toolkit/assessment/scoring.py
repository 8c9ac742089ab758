"""From counted answers to what they say: where people stand, where they differ. Pure; nothing is ever NaN.

What matters is spread, first between groups, then within (handbook, p. 28, "sprikende oppfatninger").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from math import log2

from toolkit.assessment.codes import AGREEMENT, UNSURE
from toolkit.assessment.privacy import ANSWERED, Cell

_POINTS = tuple(int(value) for value in AGREEMENT)
_LENGTH = _POINTS[-1] - _POINTS[0]
# Below the middle more say that it does not go well than that it does.
LOW = 3.0
# A whole step between two groups' means, or answers that lie more like two camps than like one view.
WIDE_GAP = 1.0
DIVIDED = 0.5
# Of fewer answers than this no mean is compared with another, whatever is shown: the rest said that they do not know.
_FEWEST = 3
# What a reader sees as the same number is the same number.
_DECIMALS = 1


@dataclass(frozen=True)
class Distribution:
    """How many gave each answer from 1 to 5, where 5 is always that it goes well, and how many do not know."""

    counts: tuple[int, ...] = (0,) * len(_POINTS)
    unsure: int = 0

    @property
    def n(self) -> int:
        """Return how many took a stand."""
        return sum(self.counts)

    @property
    def answered(self) -> int:
        """Return how many answered, those included who do not know."""
        return self.n + self.unsure

    @property
    def mean(self) -> float | None:
        """Return the middle position, from 1 to 5; None when nobody took a stand."""
        return sum(p * c for p, c in zip(_POINTS, self.counts, strict=True)) / self.n if self.n else None

    @property
    def median(self) -> float | None:
        """Return the position that half are at or below; None when nobody took a stand."""
        if not self.n:
            return None
        upto = list(accumulate(self.counts))
        lower = next(p for p, u in zip(_POINTS, upto, strict=True) if 2 * u >= self.n)
        upper = next(p for p, u in zip(_POINTS, upto, strict=True) if 2 * u > self.n)
        return (lower + upper) / 2

    @property
    def quartiles(self) -> tuple[int, int] | None:
        """Return between which positions the middle half lies; None when nobody took a stand."""
        if not self.n:
            return None
        upto = list(accumulate(self.counts))
        return (
            next(p for p, u in zip(_POINTS, upto, strict=True) if 4 * u >= self.n),
            next(p for p, u in zip(_POINTS, upto, strict=True) if 4 * u >= 3 * self.n),
        )

    @property
    def disagreement(self) -> float | None:
        """Return from 0, all alike, to 1, half at each end; None when nobody took a stand.

        One minus the consensus of Tastle and Wierman ("Consensus and dissention: A measure of ordinal dispersion",
        International Journal of Approximate Reasoning 45, 2007), made for scales of agreement like this.
        """
        mean = self.mean
        if mean is None:
            return None
        apart = -sum(
            count / self.n * log2(1 - abs(point - mean) / _LENGTH)
            for point, count in zip(_POINTS, self.counts, strict=True)
            if count
        )
        return min(1.0, max(0.0, apart))

    @property
    def shares(self) -> tuple[float, ...]:
        """Return which part of those who answered gave each answer, "don't know" last; zeros when nobody answered."""
        return tuple(count / self.answered if self.answered else 0.0 for count in (*self.counts, self.unsure))


@dataclass(frozen=True)
class Gap:
    """The largest difference between two groups' means, in steps."""

    size: float
    higher: str
    lower: str


@dataclass(frozen=True)
class Steps:
    """How many chose each step of the ladder, of all who chose any; one can choose several."""

    counts: Mapping[str, int]
    answered: int = 0


def distribution(cell: Cell | None, *, is_reversed: bool = False) -> Distribution:
    """Return what a statement's or the thickness' cell says; nothing for one that is not shown."""
    cell = cell or {}
    counts = tuple(cell.get(value, 0) for value in AGREEMENT)
    return Distribution(counts[::-1] if is_reversed else counts, cell.get(UNSURE, 0))


def total(parts: Iterable[Distribution]) -> Distribution:
    """Return all answers together: a concept's of its statements', or all people's of the batches'."""
    them = list(parts)
    counts = tuple(sum(one.counts[place] for one in them) for place in range(len(_POINTS)))
    return Distribution(counts, sum(one.unsure for one in them))


def steps(cells: Iterable[Cell | None]) -> Steps:
    """Return what the ladder's cells say together."""
    counts: dict[str, int] = {}
    for cell in cells:
        for step, count in (cell or {}).items():
            counts[step] = counts.get(step, 0) + count
    return Steps(counts, counts.pop(ANSWERED, 0))


def gap_between(groups: Mapping[str, Distribution]) -> Gap | None:
    """Return between which groups the difference is largest; None when there are no two to compare."""
    means = [(one.mean, code) for code, one in groups.items() if one.mean is not None and one.n >= _FEWEST]
    if len(means) < 2:
        return None
    (low, lower), (high, higher) = min(means), max(means)
    return Gap(round(high - low, _DECIMALS), higher, lower)


def is_low(one: Distribution) -> bool:
    """Say whether it does not go well, as they see it."""
    return one.mean is not None and one.mean < LOW


def is_divided(one: Distribution, gap: Gap | None) -> bool:
    """Say whether views differ: between groups, or among all."""
    within = one.disagreement
    return (gap is not None and gap.size >= WIDE_GAP) or (within is not None and within >= DIVIDED)


def order_of(one: Distribution, gap: Gap | None) -> tuple[float, float, float]:
    """Return by what concepts are sorted: most disagreement first, between groups, then within, then the lowest."""
    within = one.disagreement or 0.0
    return (-(gap.size if gap else 0.0), -round(within, _DECIMALS), one.mean if one.mean is not None else _LENGTH + 2.0)
