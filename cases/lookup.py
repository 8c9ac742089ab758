"""Finds municipalities in the database by number or name, old ones included."""

from __future__ import annotations

from django.db.models import Q

from cases.geography import Change, Gazetteer, Place
from cases.models import Municipality, MunicipalityChange


class UnknownPlace(ValueError):
    """No municipality has this number or name."""


def gazetteer() -> Gazetteer:
    """Return all municipalities and changes, read with two queries. For imports and other work on many at once."""
    places = Municipality.objects.values_list("country", "number", "name", "official_name", "other_names")
    changes = MunicipalityChange.objects.values_list("old_number", "old_name", "new_number")
    return Gazetteer(
        tuple(Place(country, number, name, (official, *others)) for country, number, name, official, others in places),
        tuple(Change(*row) for row in changes),
    )


def find_municipalities(text: str) -> list[Municipality]:
    """Return the municipalities of today that a number or name means (see Gazetteer.find), by number; may be empty."""
    found = gazetteer().find(text)
    if not found:
        return []
    wanted = Q()
    for place in found:
        wanted |= Q(country=place.country, number=place.number)
    return list(Municipality.objects.filter(wanted).select_related("county").order_by("number"))


def municipality_ids(text: str) -> list[int]:
    """Return the ids of the municipalities that a text means; UnknownPlace for none."""
    found = find_municipalities(text)
    if not found:
        raise UnknownPlace(text)
    return [municipality.pk for municipality in found]
