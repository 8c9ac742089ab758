"""Why a case was found: its words that answer the question, marked, and its concepts that do, by name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cases.models import SearchRow, Vocabulary
from cases.search.facets import FACETS
from cases.search.language import STOP_WORDS, words_in
from cases.search.plan import SURE
from cases.search.service import Search

_RUN = re.compile(r"[^\W_]+")
# Words of a snippet, and how many of them stand before the first that was found.
_SNIPPET, _BEFORE = 28, 8


@dataclass(frozen=True)
class Piece:
    """A run of a text; `is_found` where it answers the question."""

    text: str
    is_found: bool


@dataclass(frozen=True)
class Reasons:
    """Why one case was found; without a question there is nothing to say."""

    title: Sequence[Piece] = ()
    snippet: Sequence[Piece] = ()
    # Names of concepts that the case has and the question asks for.
    concepts: Sequence[str] = ()


def reasons_for(search: Search, pages: Iterable[int], vocabulary: Vocabulary) -> dict[int, Reasons]:
    """Return why each page was found, with one query; nothing where no words were asked for."""
    if not search.asked:
        return {}
    words = _answering(search)
    rows = SearchRow.objects.filter(pk__in=list(pages), is_gone=False).values_list("page_id", "title", "text", "facets")
    return {
        page: Reasons(marked(title, words), snippet(text, words), _concepts(facets, search, words, vocabulary))
        for page, title, text, facets in rows
    }


def _answering(search: Search) -> frozenset[str]:
    """Return the words of the library that answer the question in their own right."""
    lexicon = search.library.words.lexicon
    numbers = {
        number
        for unit in search.weighed.units
        for way in unit.alternatives
        for group in way.groups
        for number, fit in group.items()
        if fit * way.fit >= SURE
    }
    phrases = {word for phrase in search.asked.phrases for word in phrase}
    return frozenset({lexicon.words[number] for number in numbers} | phrases)


def marked(text: str, words: frozenset[str]) -> list[Piece]:
    """Return a text in pieces, those that are among the words marked; the pieces joined are the text."""
    pieces: list[Piece] = []
    place = 0
    for run in _RUN.finditer(text):
        if words.issuperset(found := words_in(run[0])) and found:
            pieces += [Piece(text[place : run.start()], is_found=False), Piece(run[0], is_found=True)]
            place = run.end()
    return [piece for piece in (*pieces, Piece(text[place:], is_found=False)) if piece.text]


def snippet(text: str, words: frozenset[str]) -> list[Piece]:
    """Return the part of a text with the most different words of the question, marked; empty where it has none."""
    runs = list(_RUN.finditer(text))
    hits = [(number, found) for number, run in enumerate(runs) if words.issuperset(found := words_in(run[0])) and found]
    if not hits:
        return []
    best = max(hits, key=lambda hit: (len({w for n, f in hits if hit[0] <= n < hit[0] + _SNIPPET for w in f}), -hit[0]))
    first = max(0, best[0] - _BEFORE)
    last = min(len(runs), first + _SNIPPET) - 1
    part = " ".join(text[runs[first].start() : runs[last].end()].split())
    before, after = "… " if first else "", " …" if last < len(runs) - 1 else ""
    return marked(f"{before}{part}{after}", words)


def _concepts(facets: Sequence[str], search: Search, words: frozenset[str], vocabulary: Vocabulary) -> list[str]:
    """Return the names of a case's concepts of which one name, in any language, is answered as a whole."""
    kinds = {facet.parameter: facet.kind for facet in FACETS if facet.kind}
    names = _names(search)
    found = []
    for key in facets:
        parameter, _colon, code = key.partition(":")
        term = vocabulary.term(kinds.get(parameter, ""), code)
        if term and any(words.issuperset(name) for name in names.get(key, ())):
            found.append(term.name)
    return found


def _names(search: Search) -> Mapping[str, list[frozenset[str]]]:
    names: dict[str, list[frozenset[str]]] = {}
    for concept in search.library.around.concepts:
        for name in (concept.name, *concept.aliases):
            if telling := frozenset(word for word in words_in(name) if word not in STOP_WORDS):
                names.setdefault(f"{concept.facet}:{concept.code}", []).append(telling)
    return names
