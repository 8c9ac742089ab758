"""What the pages of places show, made from plain values without a query."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.text import Truncator

from cases.places.addresses import address_part, county_address, municipality_address
from cases.places.atlas import Atlas, Spot

_LONGEST_ASKED = 100


@dataclass(frozen=True)
class Listed:
    """A municipality in a list: name and county, its page, and how many cases it has."""

    name: str
    county: str
    url: str
    cases: int


@dataclass(frozen=True)
class Like:
    """A municipality that is like another, with the figures that say so."""

    name: str
    county: str
    url: str
    population: int | None
    centrality: int | None


@dataclass(frozen=True)
class CountyPart:
    """A county with its page; in the overview with its anchor and its municipalities."""

    name: str
    url: str
    anchor: str = ""
    municipalities: tuple[Listed, ...] = ()


def sought(text: str) -> str:
    """Return what somebody asks for as it is looked up and shown: without blanks around, and not without end."""
    return Truncator(text.strip()).chars(_LONGEST_ASKED)


def with_counts(spots: Iterable[Spot], counts: Mapping[str, int]) -> list[Listed]:
    """Return municipalities with how many cases each has."""
    return [
        Listed(spot.name, spot.county, municipality_address(spot.number, spot.name), counts.get(spot.number, 0))
        for spot in spots
    ]


def parts_by_county(norway: Atlas, counts: Mapping[str, int]) -> list[CountyPart]:
    """Return every county with its municipalities, in the order of the Norwegian alphabet."""
    return [
        CountyPart(
            name,
            county_address(number, name),
            address_part(number, name),
            tuple(with_counts(norway.in_counties([number]), counts)),
        )
        for number, name in norway.counties()
    ]


def like_ones(spots: Iterable[Spot]) -> list[Like]:
    """Return municipalities with the figures that make them like another."""
    return [
        Like(spot.name, spot.county, municipality_address(spot.number, spot.name), spot.population, spot.centrality)
        for spot in spots
    ]
