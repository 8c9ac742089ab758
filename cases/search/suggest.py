"""Suggestions for somebody who types: titles, concepts, municipalities and partners that begin so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode
from weakref import WeakKeyDictionary

from cases.models import CasePage, Partner
from cases.norwegian import fold
from cases.search.library import Library

CASE, CONCEPT, MUNICIPALITY, PARTNER = "case", "concept", "municipality", "partner"
MOST_TYPED = 60
_LEAST_TYPED, _LEAST_OF_OTHER_NAMES, _MOST_OF_A_KIND, _MOST = 2, 4, 4, 9


@dataclass(frozen=True)
class Suggestion:
    """What may be meant: its name, its kind, a concept's facet, and a page's path or the parameters of a list."""

    text: str
    kind: str
    facet: str = ""
    path: str = ""
    asked: str = ""


@dataclass(frozen=True)
class _Known:
    """What is suggested of one state of the library: cases' titles and paths by page, and partners' names."""

    titles: dict[int, tuple[str, str, str]]
    # With the language that each is named in.
    partners: list[tuple[str, str, str]]


_known: WeakKeyDictionary[Library, _Known] = WeakKeyDictionary()


def suggestions(library: Library, typed: str, reader: str) -> list[Suggestion]:
    """Return what begins with a text, or has a word that does; what begins so first."""
    wanted = fold(typed[:MOST_TYPED])
    if len(wanted) < _LEAST_TYPED:
        return []
    known = _of(library)
    kinds = (_concepts(library, reader), _places(library), _titles(library, known, reader), _partners(known, reader))
    found = [suggestion for candidates in kinds for suggestion in _best(candidates, wanted)]
    # A kind of partner and a partner may share a name; what comes first says it.
    return list({fold(suggestion.text): suggestion for suggestion in reversed(found)}.values())[::-1][:_MOST]


def _of(library: Library) -> _Known:
    """Return what is known of a library, which never changes: read once, and gone with it."""
    if library not in _known:
        pages = CasePage.objects.live().values_list("pk", "title", "url_path")
        partners = Partner.objects.filter(page__live=True).values_list("name", "page__locale__language_code")
        titles = {page: (title, fold(title), path) for page, title, path in pages}
        _known[library] = _Known(titles, [(name, fold(name), locale) for name, locale in partners.distinct()])
    return _known[library]


def _best(candidates: Iterable[tuple[str, Suggestion]], wanted: str) -> list[Suggestion]:
    """Return the best candidates of a kind; each comes with its name as it is compared.

    What is shown comes before what is known by another name, old or alike: of a few letters that is a riddle.
    """
    ranks: dict[Suggestion, int] = {}
    for name, suggestion in candidates:
        if not (begins := name.startswith(wanted)) and f" {wanted}" not in name:
            continue
        is_shown = name == fold(suggestion.text)
        if is_shown or len(wanted) >= _LEAST_OF_OTHER_NAMES or name == wanted:
            rank = (0 if begins else 1) + (0 if is_shown else 2)
            ranks[suggestion] = min(rank, ranks.get(suggestion, rank))
    return sorted(ranks, key=lambda suggestion: ranks[suggestion])[:_MOST_OF_A_KIND]


def _titles(library: Library, known: _Known, reader: str) -> Iterable[tuple[str, Suggestion]]:
    for page in library.pages[library.shown(reader)].tolist():
        if page in known.titles:
            title, name, path = known.titles[page]
            yield name, Suggestion(title, CASE, path=path)


def _partners(known: _Known, reader: str) -> Iterable[tuple[str, Suggestion]]:
    """Yield the partners as they are named in Norwegian, or in English for its readers."""
    for partner, name, locale in known.partners:
        if (locale == "en") == (reader == "en"):
            yield name, Suggestion(partner, PARTNER, asked=urlencode({"q": f'"{partner}"'}))


def _concepts(library: Library, reader: str) -> Iterable[tuple[str, Suggestion]]:
    """Yield the concepts that some case has, by their names in the reader's language."""
    for concept in library.around.concepts:
        if concept.locale == reader and concept.code in library.facets.get(concept.facet, ()):
            suggestion = Suggestion(
                concept.name, CONCEPT, concept.facet, asked=urlencode({concept.facet: concept.code})
            )
            for name in (concept.name, *concept.aliases):
                yield fold(name), suggestion


def _places(library: Library) -> Iterable[tuple[str, Suggestion]]:
    """Yield the municipalities that some case is from, by the names that they have and had."""
    with_cases = library.facets.get("municipality", {})
    for place in library.around.places.municipalities.values():
        if place.code in with_cases:
            suggestion = Suggestion(place.today[0], MUNICIPALITY, asked=urlencode({"municipality": place.code}))
            for name in (*place.today, *place.former):
                yield fold(name), suggestion
