"""A municipality or a county as search engines read it: schema.org in JSON-LD."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cases.places.atlas import Spot

_COUNTRY = {"@type": "Country", "identifier": "NO"}


def municipality_data(spot: Spot, names: Sequence[str], address: str) -> dict[str, Any]:
    """Return a municipality in its county, with its other names and a point in it where they are known."""
    data = _area(spot.name, "kommunenummer", spot.number, address)
    if spot.county:
        data["containedInPlace"] = _area(spot.county, "fylkesnummer", spot.county_number)
    if names:
        data["alternateName"] = list(names)
    if spot.latitude is not None and spot.longitude is not None:
        data["geo"] = {"@type": "GeoCoordinates", "latitude": spot.latitude, "longitude": spot.longitude}
    return {"@context": "https://schema.org", **data}


def county_data(number: str, name: str, address: str) -> dict[str, Any]:
    """Return a county."""
    return {"@context": "https://schema.org", **_area(name, "fylkesnummer", number, address)}


def _area(name: str, kind: str, number: str, address: str = "") -> dict[str, Any]:
    numbered = {"@type": "PropertyValue", "propertyID": kind, "value": number}
    area = {"@type": "AdministrativeArea", "name": name, "identifier": numbered, "containedInPlace": _COUNTRY}
    return {**area, "@id": address, "url": address} if address else area
