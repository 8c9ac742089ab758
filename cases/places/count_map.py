"""How many cases each municipality has, as points on the map: the more, the larger. A pure core: no database.

Each point leads on, stands in reading order by county, and says its number in words; a table says the same.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cases.norwegian import sort_key
from cases.places.atlas import Atlas, Spot
from cases.places.place_map import NORWAY, Frame, dots_of, frame_around, land_around, position_of

_LEAST, _MORE, _LARGEST = 3.5, 2.5, 16.0
# With more points than this the way by keyboard is the table: nobody tabs through a country.
_MOST_STOPS = 40


@dataclass(frozen=True)
class CountPoint:
    """A municipality with cases: how many, where they are, and its point, none where that is not known.

    `side` is where its name is written, so that it stays on the map.
    """

    number: str
    name: str
    county: str
    cases: int
    url: str
    x: int | None
    y: int | None
    radius: int
    side: str

    @property
    def label_y(self) -> int:
        """Return how high its name stands: above the point, or beneath it at the upper edge."""
        y = self.y or 0
        return y - self.radius - 5 if y > self.radius + 20 else y + self.radius + 15


@dataclass(frozen=True)
class CountMap:
    """The drawing: every municipality as a quiet dot, those with cases as points that lead on.

    `own` are the dots of the county that is drawn, empty for the whole country.
    """

    dots: str
    own: str
    land: int
    points: tuple[CountPoint, ...]
    frame: Frame

    @property
    def drawn(self) -> list[CountPoint]:
        """Return the points that can be drawn."""
        return [point for point in self.points if point.x is not None]

    @property
    def has_stops(self) -> bool:
        """Say whether each point is a stop for the keyboard; where not, the table is."""
        return len(self.points) <= _MOST_STOPS


def count_map(
    norway: Atlas, counts: Mapping[str, int], address: Callable[[Spot], str], county: str = ""
) -> CountMap | None:
    """Return the map of the municipalities with cases, or of a county's; None where there is nothing to count.

    `counts` has cases by municipality number; a number that is none of Norway's is left out.
    """
    spots = norway.in_counties([county]) if county else norway.spots
    lit = sorted((spot for spot in spots if counts.get(spot.number)), key=_reading_order)
    if not lit:
        return None
    frame = frame_around(spots) if county else NORWAY
    points = tuple(_point(spot, counts[spot.number], address(spot), frame) for spot in lit)
    own = dots_of(tuple(spots), frame) if county else ""
    return CountMap(dots_of(norway.spots, frame), own, round(2 * land_around(frame)), points, frame)


def _reading_order(spot: Spot) -> tuple[str, str, str]:
    return sort_key(spot.county), sort_key(spot.name), spot.number


def _point(spot: Spot, cases: int, url: str, frame: Frame) -> CountPoint:
    radius = round(min(_LEAST + _MORE * math.sqrt(cases), _LARGEST))
    x, y = position_of(spot, frame) or (None, None)
    edge = frame.width / 3
    side = "middle" if x is None or edge < x < 2 * edge else "start" if x <= edge else "end"
    return CountPoint(spot.number, spot.name, spot.county, cases, url, x, y, radius, side)
