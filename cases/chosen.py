"""What the index says of what was chosen: chips to take away, and notes on places that are called otherwise today."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from cases.filters import CaseFilterSet
from cases.listing import names_of
from cases.lookup import find_each, remembered_gazetteer
from cases.models import Municipality, Vocabulary
from cases.places.addresses import municipality_address
from cases.search.library import Library


@dataclass(frozen=True)
class Chip:
    """A chosen filter, and the rest of the address without it."""

    label: str
    name: str
    without: str


@dataclass(frozen=True)
class PlaceNote:
    """What is said of a place that was asked for, empty where it is plain, and its pages by name."""

    text: str
    pages: list[tuple[str, str]]


def without(parameters: QueryDict, name: str, values: Iterable[str] | None = None) -> str:
    """Return the address's parameters without some values of one of them, or without all of them."""
    rest = parameters.copy()
    taken = set(rest.getlist(name) if values is None else values)
    rest.setlist(name, [other for other in rest.getlist(name) if other not in taken])
    return rest.urlencode()


def chosen_filters(
    parameters: QueryDict, vocabulary: Vocabulary, library: Library, filter_set: type[CaseFilterSet] = CaseFilterSet
) -> list[Chip]:
    """Return a chip for each chosen filter that is understood, the search text apart."""
    chips = []
    for name, filter_ in filter_set.base_filters.items():
        if name in ("q", "sort"):
            continue
        values = list(dict.fromkeys(parameters.getlist(name)))
        names = _names(name, values, vocabulary, library, filter_set) if values else {}
        for value in values:
            if shown := names.get(value):
                chips.append(Chip(str(filter_.label), shown, without(parameters, name, [value])))
    return chips


def _names(
    parameter: str, values: list[str], vocabulary: Vocabulary, library: Library, filter_set: type[CaseFilterSet]
) -> dict[str, str]:
    """Return what chosen values are called; a municipality may be chosen by any of its names and numbers."""
    known = filter_set.facet(parameter)
    if parameter == "municipality":
        return {
            text: ", ".join(m.name if len(found) == 1 else str(m) for m in found)
            for text, found in find_each(values).items()
        }
    if known is not None:
        return names_of(known, vocabulary, library)
    return {value: f"{filter_set.base_filters[parameter].label} {value}" for value in values}


def place_notes(texts: list[str]) -> list[PlaceNote]:
    """Return what became of each old number or name that was asked for, and the way to each municipality's page."""
    if not texts:
        return []
    places = remembered_gazetteer()
    return [
        PlaceNote(_note_on(text, found, is_current=places.is_current(text)), _pages_of(found))
        for text, found in find_each(texts).items()
        if found
    ]


def _note_on(text: str, found: list[Municipality], *, is_current: bool) -> str:
    names = [str(municipality) for municipality in found]
    if len(found) > 1:
        return _("%(old)s means several municipalities today: %(new)s.") % {"old": text, "new": ", ".join(names)}
    return "" if is_current else _("%(old)s is today %(new)s.") % {"old": text, "new": names[0]}


def _pages_of(found: list[Municipality]) -> list[tuple[str, str]]:
    return [(m.name, municipality_address(m.number, m.name)) for m in found if m.country == "NO"]
