"""Finds municipalities in the database by number or name, old ones included."""

from __future__ import annotations

from collections.abc import Iterable

from django.core.cache import cache

from cases.geography import Change, Gazetteer, Place
from cases.models import County, Municipality, MunicipalityChange
from portal.caches.keys import keep_for_edition

_CACHE_KEY, _COUNTIES_KEY = "cases.gazetteer", "cases.counties"
_CACHE_SECONDS = 300
keep_for_edition(_CACHE_KEY)
keep_for_edition(_COUNTIES_KEY)


class UnknownPlaceError(ValueError):
    """No municipality has this number or name."""


def gazetteer() -> Gazetteer:
    """Return all municipalities and changes, read with two queries. For imports and other work on many at once."""
    places = Municipality.objects.values_list("country", "number", "name", "official_name", "other_names")
    changes = MunicipalityChange.objects.values_list("old_number", "old_name", "new_number")
    return Gazetteer(
        tuple(Place(country, number, name, (official, *others)) for country, number, name, official, others in places),
        tuple(Change(*row) for row in changes),
    )


def remembered_gazetteer() -> Gazetteer:
    """Return the gazetteer for a page, which may ask several times: of the page's edition, else minutes old at most."""
    places: Gazetteer | None = cache.get_or_set(_CACHE_KEY, gazetteer, _CACHE_SECONDS)
    return places or gazetteer()


def remembered_counties() -> list[tuple[str, str]]:
    """Return number and name of each county for a form, kept as the gazetteer is."""
    return (
        cache.get_or_set(_COUNTIES_KEY, lambda: list(County.objects.values_list("number", "name")), _CACHE_SECONDS)
        or []
    )


def forget_gazetteer() -> None:
    """Read the gazetteer anew next time: for whoever has changed municipalities."""
    cache.delete_many([_CACHE_KEY, _COUNTIES_KEY])


def find_each(texts: Iterable[str]) -> dict[str, list[Municipality]]:
    """Return, for each text, the municipalities of today that it means, by number; may be none. At most 3 queries."""
    texts = list(dict.fromkeys(texts))
    if not texts:
        return {}
    places = remembered_gazetteer()
    found = {text: places.find(text) for text in texts}
    wanted = {(place.country, place.number) for meant in found.values() for place in meant}
    numbers = {number for _country, number in wanted}
    rows = Municipality.objects.filter(number__in=numbers).select_related("county") if wanted else []
    municipalities = {(row.country, row.number): row for row in rows}
    return {text: [municipalities[place.country, place.number] for place in meant] for text, meant in found.items()}


def municipality_codes(texts: Iterable[str]) -> list[str]:
    """Return the numbers of the municipalities that texts mean, Danish ones as `DK-0316`.

    UnknownPlaceError for the first text that means none.
    """
    codes: list[str] = []
    for text, found in find_each(texts).items():
        if not found:
            raise UnknownPlaceError(text)
        codes += [code_of(municipality.country, municipality.number) for municipality in found]
    return codes


def code_of(country: str, number: str) -> str:
    """Return how a municipality stands in addresses: a Norwegian one by its number, others with their country."""
    return number if country == "NO" else f"{country}-{number}"
