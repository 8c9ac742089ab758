"""Norway drawn as its municipalities, a point for each, some of them lit. A pure core: no database.

Points from Kartverket (CC BY 4.0), one on land in each municipality; no map tiles, so no request leaves the site.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cases.places.atlas import Spot

WIDTH, HEIGHT = 320, 392
# The sphere laid over a cylinder along the meridian 15° E, through the middle of the country: shapes are kept, and the
# north is not drawn out as it is on maps of the world. Radians of the left and upper edge, and units for each radian.
_MERIDIAN, _LEFT, _TOP, _SCALE = 15.0, -0.1, -1.2555, 1590.0
# Half the breadth of a lozenge where few are lit, and where many are.
_FEW, _LARGE, _SMALL = 6, 11, 5


@dataclass(frozen=True)
class Mark:
    """A lit municipality: its lozenge as the data of an SVG path."""

    number: str
    name: str
    path: str


@dataclass(frozen=True)
class PlaceMap:
    """What the drawing shows: every municipality as a dot, all in one SVG path, and marks on those that are lit.

    `words` say the same as a text. Without marks the words stand alone: there is nothing right to draw.
    """

    dots: str
    marks: tuple[Mark, ...]
    words: str
    width: int = WIDTH
    height: int = HEIGHT


def place_map(spots: Sequence[Spot], lit: Iterable[Spot], words: str) -> PlaceMap:
    """Return the drawing of all spots with some of them lit; one without a known point is told of in words alone."""
    placed = [(spot, position) for spot in lit if (position := position_of(spot)) is not None]
    size = _LARGE if len(placed) <= _FEW else _SMALL
    marks = tuple(Mark(spot.number, spot.name, _lozenge(*position, size)) for spot, position in placed)
    return PlaceMap(_dots(tuple(spots)) if marks else "", marks, words)


def position_of(spot: Spot) -> tuple[int, int] | None:
    """Return where a municipality stands in a box of WIDTH x HEIGHT; None where its point is not known."""
    if spot.latitude is None or spot.longitude is None:
        return None
    north, east = math.radians(spot.latitude), math.radians(spot.longitude - _MERIDIAN)
    x = math.atanh(math.cos(north) * math.sin(east))
    y = -math.atan2(math.tan(north), math.cos(east))
    return round((x - _LEFT) * _SCALE), round((y - _TOP) * _SCALE)


# Kept for each set of spots that was read, so that it is right whenever the spots are; a process sees one or two.
@lru_cache(maxsize=4)
def _dots(spots: tuple[Spot, ...]) -> str:
    """Return a line without length at each spot, which a round cap makes a dot; each is told from the one before."""
    path, last = ["M0 0"], (0, 0)
    for x, y in sorted({position for spot in spots if (position := position_of(spot)) is not None}):
        path.append(f"m{x - last[0]} {y - last[1]}h0")
        last = (x, y)
    return "".join(path).replace(" -", "-")


def _lozenge(x: int, y: int, size: int) -> str:
    return f"M{x} {y - size}l{size} {size}-{size} {size}-{size}-{size}z"
