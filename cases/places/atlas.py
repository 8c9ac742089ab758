"""Norway's municipalities of today as plain values. A pure core: no database."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from cases.norwegian import sort_key


@dataclass(frozen=True)
class Spot:
    """A Norwegian municipality; centrality is Statistics Norway's class, 1 most central to 6 least. None: not known."""

    number: str
    name: str
    county_number: str
    county: str
    population: int | None = None
    centrality: int | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True)
class Atlas:
    """All Norwegian municipalities, in the order of the Norwegian alphabet."""

    spots: tuple[Spot, ...]
    _by_number: Mapping[str, Spot] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_by_number", {spot.number: spot for spot in self.spots})

    def spot(self, number: str) -> Spot | None:
        """Return the municipality with a number."""
        return self._by_number.get(number)

    def some(self, numbers: Collection[str]) -> list[Spot]:
        """Return the municipalities with these numbers, in their own order; an unknown number is left out."""
        return [spot for spot in self.spots if spot.number in numbers]

    def counties(self) -> list[tuple[str, str]]:
        """Return number and name of every county, in the order of the Norwegian alphabet."""
        names = {spot.county_number: spot.county for spot in self.spots if spot.county_number}
        return sorted(names.items(), key=lambda county: sort_key(county[1]))

    def in_counties(self, numbers: Iterable[str]) -> list[Spot]:
        """Return the municipalities of counties."""
        wanted = set(numbers)
        return [spot for spot in self.spots if spot.county_number in wanted]
