"""Which municipalities are about as large and about as central as one. A pure core: no database."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from cases.places.atlas import Spot

MOST_TIMES = 2
"""From half to double as many inhabitants is "about as large"."""
MOST_CLASSES = 1
"""The same class of centrality or the next is "about as central"."""
_NEAREST = 4


@dataclass(frozen=True)
class Likes:
    """The municipalities that are most like one, the likest first.

    `alike` says that they are about as large and about as central. Where none is, they are those of the nearest size.
    """

    spots: tuple[Spot, ...]
    alike: bool


def likes_of(own: Spot, others: Iterable[Spot]) -> Likes:
    """Return who is like a municipality; nobody where its figures are not known, or where nobody else's are.

    Those of the same class of centrality come first, then those of the nearest size, then the lower number.
    """
    sized = [spot for spot in others if spot.number != own.number and spot.population]
    if not own.population:
        return Likes((), alike=False)
    if found := [spot for spot in sized if is_alike(own, spot)]:
        return Likes(tuple(sorted(found, key=lambda spot: (_classes(own, spot), *_size(own, spot)))), alike=True)
    return Likes(tuple(sorted(sized, key=lambda spot: _size(own, spot))[:_NEAREST]), alike=False)


def is_alike(own: Spot, other: Spot) -> bool:
    """Say whether two municipalities are about as large and about as central; not where a figure is missing."""
    if not (own.population and other.population and own.centrality and other.centrality):
        return False
    small, large = sorted((own.population, other.population))
    return large <= small * MOST_TIMES and _classes(own, other) <= MOST_CLASSES


def _classes(own: Spot, other: Spot) -> int:
    return abs((own.centrality or 0) - (other.centrality or 0))


def _size(own: Spot, other: Spot) -> tuple[float, str]:
    """Return how far apart two are in size, as many times as much up or down, and what settles a tie."""
    return round(abs(math.log((other.population or 1) / (own.population or 1))), 9), other.number
