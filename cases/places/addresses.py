"""Where the pages of municipalities and counties are, and which one a part of an address means.

An address carries the number, as there are two Herøy and two Våler; the name behind it is for people.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from django.urls import reverse

from cases.geography import Gazetteer, Place
from cases.models.vocabulary import ascii_slug
from cases.norwegian import fold

_BEGINS_WITH_NUMBER = re.compile(r"([0-9]{4})(?:-.*)?", re.DOTALL)
_BEGINS_WITH_COUNTY = re.compile(r"[0-9]{2}(?:-.*)?", re.DOTALL)


def address_part(number: str, name: str) -> str:
    """Return `3203-asker`, the part of an address that means a municipality or a county."""
    return f"{number}-{ascii_slug(name)}".rstrip("-")


def municipality_address(number: str, name: str) -> str:
    """Return the address of a municipality's page in the active language."""
    return reverse("municipality", args=[address_part(number, name)])


def county_address(number: str, name: str) -> str:
    """Return the address of a county's page in the active language."""
    return reverse("county", args=[address_part(number, name)])


def municipalities_meant(part: str, gazetteer: Gazetteer) -> list[Place]:
    """Return the Norwegian municipalities of today that a part of an address means: by number, else by name.

    A number or name that ended means what came in its place; one that was split, or that several have, means several.
    """
    if found := _BEGINS_WITH_NUMBER.fullmatch(part):
        return gazetteer.by_number(found[1])
    meant = gazetteer.by_name(part) or gazetteer.by_name(part.replace("-", " "))
    return [place for place in meant if place.country == "NO"]


def county_meant(part: str, counties: Iterable[tuple[str, str]]) -> tuple[str, str] | None:
    """Return number and name of the county that a part of an address means: by number, else by name."""
    number = part[:2] if _BEGINS_WITH_COUNTY.fullmatch(part) else ""
    names = {fold(part), fold(part.replace("-", " "))}
    return next((county for county in counties if county[0] == number or fold(county[1]) in names), None)


def former_names(place: Place, gazetteer: Gazetteer) -> list[str]:
    """Return the other names of municipalities that went whole into one of today, in the order of their numbers.

    One that was split is left out: what of it came here is not known.
    """
    names = {
        change.old_name: change.old_number
        for change in sorted(gazetteer.changes, key=lambda change: change.old_number, reverse=True)
        if gazetteer.by_number(change.old_number) == [place]
    }
    today = {place.name, *place.names}
    return [name for name in sorted(names, key=lambda name: (names[name], name)) if name not in today]
