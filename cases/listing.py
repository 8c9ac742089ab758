"""What the index shows beside the hits: facets with counts, chips of what is chosen, and notes on old place names."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import ConceptKind, Phase
from cases.filters import FACETS, CaseFilterSet
from cases.lookup import find_each, remembered_gazetteer
from cases.models import County, Municipality, Vocabulary
from cases.places.addresses import municipality_address

FACET_LABELS = {
    ConceptKind.FIELD: gettext_lazy("Action field"),
    ConceptKind.VALUE: gettext_lazy("Value"),
    ConceptKind.LADDER_STEP: gettext_lazy("Step of the ladder"),
    ConceptKind.THEME: gettext_lazy("Theme"),
    ConceptKind.TARGET_GROUP: gettext_lazy("Target group"),
}
_KIND_OF_PARAMETER = {
    **{parameter: kind for kind, parameter in FACETS.items()},
    "sector": ConceptKind.SECTOR,
    "role": ConceptKind.CITIZEN_ROLE,
    "thickness": ConceptKind.THICKNESS,
}


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


def facet_groups(counts: dict[str, dict[str, int]], parameters: QueryDict, vocabulary: Vocabulary) -> list[FacetGroup]:
    """Return the facets in the order that they are shown."""
    groups = []
    for position, (kind, label) in enumerate(FACET_LABELS.items()):
        chosen = parameters.getlist(FACETS[kind])
        choices = [
            Choice(term.code, term.name, counts[kind].get(term.code, 0), term.code in chosen)
            for term in vocabulary.terms(kind)
        ]
        groups.append(FacetGroup(FACETS[kind], str(label), choices, bool(chosen) or position < 1))
    return groups


def _without(parameters: QueryDict, name: str, value: str) -> str:
    rest = parameters.copy()
    rest.setlist(name, [other for other in rest.getlist(name) if other != value])
    return rest.urlencode()


def chosen_filters(parameters: QueryDict, vocabulary: Vocabulary) -> list[Chip]:
    """Return a chip for each chosen filter that is understood, the search text apart."""
    places = _names_of_places(parameters)
    chips = []
    for name, filter_ in CaseFilterSet.base_filters.items():
        if name == "q":
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
    if kind := _KIND_OF_PARAMETER.get(parameter):
        term = vocabulary.term(kind, value)
        return term.name if term else ""
    return str(Phase(value).label) if parameter == "phase" and value in Phase.values else ""


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
