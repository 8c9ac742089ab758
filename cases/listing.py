"""The facets that the index shows beside its hits: each choice with the number of cases that it would give."""

from __future__ import annotations

from dataclasses import dataclass

from cases.models import Vocabulary
from cases.norwegian import sort_key
from cases.search.facets import Facet
from cases.search.library import Library
from cases.search.service import Search

# Of a facet with more choices than the first figure, only so many are shown at once.
_SHORT, _SHOWN = 10, 7


@dataclass(frozen=True)
class Choice:
    """One checkbox of a facet."""

    code: str
    name: str
    count: int
    chosen: bool


@dataclass(frozen=True)
class FacetGroup:
    """One facet: its parameter, heading and choices, those with the most cases first shown where there are many."""

    parameter: str
    label: str
    choices: list[Choice]
    more: list[Choice]
    is_open: bool

    @property
    def size(self) -> int:
        """Return how many choices there are."""
        return len(self.choices) + len(self.more)


def facet_groups(search: Search, vocabulary: Vocabulary) -> list[FacetGroup]:
    """Return the facets in the order that they are shown; one of which no case has anything is left out."""
    chosen = search.question.chosen
    shown = [facet for facet in search.facets if search.is_filled(facet.parameter) or chosen.get(facet.parameter)]
    counts = search.counts([facet.parameter for facet in shown])
    groups = []
    for position, facet in enumerate(shown):
        own = list(chosen.get(facet.parameter, ()))
        names = names_of(facet, vocabulary, search.library)
        numbers = dict.fromkeys(own, 0) | counts[facet.parameter] if facet.codes is None else counts[facet.parameter]
        choices = [Choice(code, names.get(code, code), count, code in own) for code, count in numbers.items()]
        if facet.codes is None:
            choices.sort(key=lambda choice: sort_key(choice.name))
        first, more = _in_two(choices)
        groups.append(FacetGroup(facet.parameter, str(facet.label), first, more, bool(own) or position < 1))
    return groups


def _in_two(choices: list[Choice]) -> tuple[list[Choice], list[Choice]]:
    """Return the choices that are shown at once, chosen ones always, and the others; both in their order."""
    if len(choices) <= _SHORT:
        return choices, []
    by_count = sorted(choices, key=lambda choice: -choice.count)[:_SHOWN]
    first = {choice.code for choice in choices if choice.chosen or (choice in by_count and choice.count)}
    return [c for c in choices if c.code in first], [c for c in choices if c.code not in first]


def names_of(facet: Facet, vocabulary: Vocabulary, library: Library) -> dict[str, str]:
    """Return what a facet's codes are called, in the vocabulary's language."""
    if facet.kind:
        return {term.code: str(term.name) for term in vocabulary.terms(facet.kind)}
    if facet.parameter == "county":
        return dict(library.around.places.counties.values())
    if facet.parameter == "municipality":
        return library.around.places.names_in_full
    return facet.names() if facet.names else {}
