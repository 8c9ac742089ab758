"""What the index shows beside the hits: facets with counts, chips of what is chosen, and notes on old place names."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from cases.filters import CaseFilterSet
from cases.lookup import find_each, remembered_gazetteer
from cases.models import County, Municipality, Vocabulary
from cases.norwegian import sort_key
from cases.places.addresses import municipality_address
from cases.search.facets import FACETS, Facet
from cases.search.facets import facet as facet_of
from cases.search.service import Search


@dataclass(frozen=True)
class Choice:
    """One checkbox of a facet."""

    code: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class FacetGroup:
    """One facet: its parameter, heading and choices."""

    parameter: str
    label: str
    choices: list[Choice]
    is_open: bool


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


def has_boxes(facet: Facet) -> bool:
    """Say whether a facet is shown as boxes to tick; there are too many municipalities for that."""
    return facet.parameter != "municipality"


def facet_groups(search: Search, parameters: QueryDict, vocabulary: Vocabulary) -> list[FacetGroup]:
    """Return the facets in the order that they are shown; one of which no case has anything is left out."""
    shown = [facet for facet in FACETS if has_boxes(facet) and search.is_filled(facet.parameter)]
    counts = search.counts([facet.parameter for facet in shown])
    groups = []
    for position, facet in enumerate(shown):
        chosen = parameters.getlist(facet.parameter)
        names = names_of(facet, vocabulary)
        choices = [
            Choice(code, str(names.get(code, code)), count, code in chosen)
            for code, count in counts[facet.parameter].items()
        ]
        if facet.codes is None:
            choices.sort(key=lambda choice: sort_key(choice.name))
        groups.append(FacetGroup(facet.parameter, str(facet.label), choices, bool(chosen) or position < 1))
    return groups


def names_of(facet: Facet, vocabulary: Vocabulary) -> dict[str, str]:
    """Return what a facet's codes are called, in the vocabulary's language."""
    if facet.kind:
        return {term.code: term.name for term in vocabulary.terms(facet.kind)}
    return facet.names() if facet.names else {}


def _without(parameters: QueryDict, name: str, value: str) -> str:
    rest = parameters.copy()
    rest.setlist(name, [other for other in rest.getlist(name) if other != value])
    return rest.urlencode()


def chosen_filters(parameters: QueryDict, vocabulary: Vocabulary) -> list[Chip]:
    """Return a chip for each chosen filter that is understood, the search text apart."""
    places = _names_of_places(parameters)
    chips = []
    for name, filter_ in CaseFilterSet.base_filters.items():
        if name in ("q", "sort"):
            continue
        for value in dict.fromkeys(parameters.getlist(name)):
            if shown := places.get((name, value)) or _name_of(name, value, vocabulary):
                chips.append(Chip(str(filter_.label), shown, _without(parameters, name, value)))
    return chips


def _names_of_places(parameters: QueryDict) -> dict[tuple[str, str], str]:
    """Return the names of the municipalities and counties that are chosen, by parameter and value."""
    names = {}
    for text, found in find_each(parameters.getlist("municipality")).items():
        shown = [municipality.name if len(found) == 1 else str(municipality) for municipality in found]
        names["municipality", text] = ", ".join(shown)
    if numbers := parameters.getlist("county"):
        rows = County.objects.filter(number__in=numbers).values_list("number", "name")
        names |= {("county", number): name for number, name in rows}
    return names


def _name_of(parameter: str, value: str, vocabulary: Vocabulary) -> str:
    if parameter in ("from_year", "to_year"):
        return f"{CaseFilterSet.base_filters[parameter].label} {value}"
    known = facet_of(parameter)
    return names_of(known, vocabulary).get(value, "") if known and value in (known.codes or ()) else ""


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
