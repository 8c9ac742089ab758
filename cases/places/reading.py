"""Where cases are, drawn: those of a search, and the places of one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from cases.models import County, Municipality
from cases.places.atlas import Atlas, Spot
from cases.places.count_map import CountMap, count_map
from cases.places.place_map import PlaceMap, place_map
from cases.places.wording import counties_in_words, lit_in_words, outside_in_words
from cases.search.service import Search


def map_of_case(municipalities: Sequence[Municipality], counties: Sequence[County], norway: Atlas) -> PlaceMap | None:
    """Return where a case's places are: its municipalities, else its counties. No query; None without places.

    What lies outside Norway is told of in words, also where its number is one that a Norwegian municipality has.
    """
    own = {place.number for place in municipalities if place.country == "NO"}
    abroad = [str(place) for place in municipalities if place.country != "NO"]
    if not own and not counties:
        return PlaceMap("", (), outside_in_words(abroad)) if abroad else None
    if own:
        lit = norway.some(own)
        return place_map(norway.spots, lit, lit_in_words(lit, len(norway.spots)))
    lit = norway.in_counties(county.number for county in counties)
    words = counties_in_words([county.name for county in counties], len(lit), len(norway.spots))
    return place_map(norway.spots, lit, words)


def map_of_search(search: Search, norway: Atlas, address: Callable[[Spot], str]) -> CountMap | None:
    """Return where the hits of a search are, by municipality; None where no hit has a municipality. No query."""
    return count_map(norway, search.library.count("municipality", search.found), address)
