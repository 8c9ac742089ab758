"""Norway, or a part of it, drawn as its municipalities: a point for each, some of them lit. A pure core: no database.

Points from Kartverket (CC BY 4.0), one on land in each municipality; no map tiles, so no request leaves the site.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cases.places.atlas import Spot

# The sphere laid over a cylinder along the meridian 15° E, through the middle of the country: shapes are kept, and the
# north is not drawn out as it is on maps of the world.
_MERIDIAN = 15.0
# Half the breadth of a lozenge where few are lit, and where many are.
_FEW, _LARGE, _SMALL = 4, 11, 5
# How far the undyed land reaches around a point, where the whole country is drawn; and how many times that, closer.
_LAND, _BROADEST = 13, 3.5


@dataclass(frozen=True)
class Frame:
    """The part of the country that is drawn: its left and upper edge in radians, units for each radian, its size."""

    left: float
    top: float
    scale: float
    width: int
    height: int

    def holds(self, x: int, y: int, margin: float) -> bool:
        """Say whether a point, or some of what is drawn around it, is inside."""
        return -margin <= x <= self.width + margin and -margin <= y <= self.height + margin


NORWAY = Frame(left=-0.1, top=-1.2555, scale=1590.0, width=320, height=392)
_CLOSEST = 7.0
_SIDE, _LEAST, _AROUND = 320, 220, 30


@dataclass(frozen=True)
class Mark:
    """A lit municipality: its lozenge as the data of an SVG path."""

    number: str
    name: str
    path: str


@dataclass(frozen=True)
class PlaceMap:
    """What the drawing shows: every municipality as a dot, all in one SVG path, and marks on those that are lit.

    `words` say the same as a text. Without marks the words stand alone: there is nothing right to draw. `land` is how
    broad the land is drawn around each dot.
    """

    dots: str
    marks: tuple[Mark, ...]
    words: str
    frame: Frame = NORWAY

    @property
    def land(self) -> int:
        """Return the breadth of the land around a dot."""
        return round(2 * land_around(self.frame))


def place_map(spots: Sequence[Spot], lit: Iterable[Spot], words: str, *, close: bool = False) -> PlaceMap:
    """Return the drawing of all spots with some of them lit; one without a known point is told of in words alone.

    `close` draws the part of the country around those that are lit.
    """
    lit = [spot for spot in lit if _ground(spot) is not None]
    frame = frame_around(lit) if close and lit else NORWAY
    placed = [(spot, position) for spot in lit if (position := position_of(spot, frame)) is not None]
    size = _LARGE if len(placed) <= _FEW else _SMALL if frame is NORWAY else _LARGE - 2
    marks = tuple(Mark(spot.number, spot.name, _lozenge(*position, size)) for spot, position in placed)
    return PlaceMap(dots_of(tuple(spots), frame) if marks else "", marks, words, frame)


def position_of(spot: Spot, frame: Frame = NORWAY) -> tuple[int, int] | None:
    """Return where a municipality stands in a frame; None where its point is not known."""
    ground = _ground(spot)
    return _in_frame(ground, frame) if ground else None


def _ground(spot: Spot) -> tuple[float, float] | None:
    """Return how far east of the meridian and south of the equator a municipality is, in radians as drawn."""
    if spot.latitude is None or spot.longitude is None:
        return None
    north, east = math.radians(spot.latitude), math.radians(spot.longitude - _MERIDIAN)
    return math.atanh(math.cos(north) * math.sin(east)), -math.atan2(math.tan(north), math.cos(east))


def _in_frame(ground: tuple[float, float], frame: Frame) -> tuple[int, int]:
    x, y = ground
    return round((x - frame.left) * frame.scale), round((y - frame.top) * frame.scale)


def frame_around(spots: Iterable[Spot]) -> Frame:
    """Return the smallest frame that has all spots and some room, but not closer than one sees where it is."""
    grounds = [ground for spot in spots if (ground := _ground(spot))]
    (left, right), (top, foot) = ((min(values), max(values)) for values in zip(*grounds, strict=True))
    inside, least = _SIDE - 2 * _AROUND, _LEAST - 2 * _AROUND
    scale = inside / max(right - left, foot - top, inside / (NORWAY.scale * _CLOSEST))
    height = max(round((foot - top) * scale), least) + 2 * _AROUND
    return Frame((left + right - _SIDE / scale) / 2, (top + foot - height / scale) / 2, scale, _SIDE, height)


def land_around(frame: Frame) -> float:
    """Return how far the land reaches around a dot."""
    return _LAND * min(frame.scale / NORWAY.scale, _BROADEST)


# Kept for each set of spots that was read, so that it is right whenever the spots are: one for the country, and one for
# each county that is drawn close.
@lru_cache(maxsize=32)
def dots_of(spots: tuple[Spot, ...], frame: Frame) -> str:
    """Return a line without length at each spot, which a round cap makes a dot; each is told from the one before."""
    positions = {position for spot in spots if (position := position_of(spot, frame)) is not None}
    path, last, margin = ["M0 0"], (0, 0), land_around(frame)
    for x, y in sorted(position for position in positions if frame.holds(*position, margin)):
        path.append(f"m{x - last[0]} {y - last[1]}h0")
        last = (x, y)
    return "".join(path).replace(" -", "-")


def _lozenge(x: int, y: int, size: int) -> str:
    return f"M{x} {y - size}l{size} {size}-{size} {size}-{size}-{size}z"
