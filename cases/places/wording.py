"""What is said of places in a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.places.atlas import Spot

_MOST_NAMED = 4


def joined(names: Sequence[str]) -> str:
    """Return names as people list them: `Asker, Larvik og Oslo`."""
    if len(names) < 2:
        return "".join(names)
    return _("%(some)s and %(last)s") % {"some": ", ".join(names[:-1]), "last": names[-1]}


def in_a_sentence(name: str) -> str:
    """Return what a concept is called as it stands inside a sentence; what begins as an abbreviation stays as it is."""
    return name if name[:2].isupper() else name[:1].lower() + name[1:]


def spot_in_words(spot: Spot) -> str:
    """Return a municipality with its county: `Asker i Akershus`; one that is the whole county by its name alone."""
    if spot.name == spot.county:
        return spot.name
    return _("%(municipality)s in %(county)s") % {"municipality": spot.name, "county": spot.county}


def lit_in_words(lit: Sequence[Spot], total: int) -> str:
    """Return which of all municipalities are lit; where they are many, how many."""
    if len(lit) > _MOST_NAMED:
        return _("%(lit)s of Norway's %(total)s municipalities") % {"lit": len(lit), "total": total}
    names = joined([spot_in_words(spot) for spot in lit])
    return _("%(places)s, among %(total)s municipalities") % {"places": names, "total": total}


def counties_in_words(counties: Sequence[str], lit: int, total: int) -> str:
    """Return which counties are lit whole, and how many municipalities they have."""
    numbers = {"counties": joined(counties), "lit": lit, "total": total}
    return _("%(counties)s: %(lit)s of Norway's %(total)s municipalities") % numbers


def outside_in_words(places: Sequence[str]) -> str:
    """Return that places lie outside the map: `Holbæk (Region Sjælland) lies outside Norway`."""
    return ngettext(
        "%(places)s lies outside Norway, and outside this portal's map.",
        "%(places)s lie outside Norway, and outside this portal's map.",
        len(places),
    ) % {"places": joined(places)}


def size_in_words(population: int) -> str:
    """Return the size class of a municipality, as the library's filters know it."""
    if population < 5_000:
        return _("Small: fewer than 5,000 inhabitants")
    if population < 20_000:
        return _("Medium: 5,000 to 19,999 inhabitants")
    if population < 50_000:
        return _("Large: 20,000 to 49,999 inhabitants")
    return _("Very large: 50,000 inhabitants or more")
