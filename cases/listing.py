"""What the index shows beside the hits: facets with counts, chips of what is chosen, and notes on old place names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.codes import ConceptKind, Phase
from cases.filters import FACETS, CaseFilterSet
from cases.lookup import find_municipalities
from cases.models import County, Vocabulary

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
    chips = []
    for name, filter_ in CaseFilterSet.base_filters.items():
        if name == "q":
            continue
        for value in parameters.getlist(name):
            if shown := _name_of(name, value, vocabulary):
                chips.append(Chip(str(filter_.label), shown, _without(parameters, name, value)))
    return chips


def _name_of(parameter: str, value: str, vocabulary: Vocabulary) -> str:
    if kind := _KIND_OF_PARAMETER.get(parameter):
        term = vocabulary.term(kind, value)
        return term.name if term else ""
    if parameter == "phase":
        return str(Phase(value).label) if value in Phase.values else ""
    if parameter == "county":
        return County.objects.filter(number=value).values_list("name", flat=True).first() or ""
    return ", ".join(municipality.name for municipality in find_municipalities(value))


def place_notes(texts: list[str]) -> list[str]:
    """Return what became of each old number or name that was asked for, in words."""
    notes = []
    for text in texts:
        found = find_municipalities(text)
        names = [str(municipality) for municipality in found]
        current: set[Any] = {municipality.number for municipality in found} | {m.name.casefold() for m in found}
        if not names or (len(found) == 1 and text.strip().casefold() in current):
            continue
        if len(found) == 1:
            notes.append(_("%(old)s is today %(new)s.") % {"old": text, "new": names[0]})
        else:
            notes.append(
                _("%(old)s means several municipalities today: %(new)s.") % {"old": text, "new": ", ".join(names)}
            )
    return notes
