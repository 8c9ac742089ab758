"""Why each hit was found: which of its words answer the question, where they stand, and which concepts and places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from cases.search.contents import words_of_names
from cases.search.language import words_in
from cases.search.library import Row
from cases.search.places import FORMER_COUNTIES, PlaceNames
from cases.search.plan import SURE, Unit
from cases.search.service import Search

_TOKEN = re.compile(r"[^\W_]+")
# Words of a snippet, and of these how many come before the first that was found.
_SNIPPET_WORDS, _LEAD = 26, 7
# Where nothing fits in its own right, what fits this well is named all the same.
_WEAK = 0.1
_MOST_NAMED = 4


@dataclass(frozen=True)
class Piece:
    """A part of a text; `found` where it is to be marked."""

    text: str
    found: bool = False


@dataclass(frozen=True)
class NamedPlace:
    """A municipality that was found by name: what it is called, and the name that answered where that is another."""

    name: str
    before: str = ""
    county_before: str = ""


@dataclass(frozen=True)
class Why:
    """What to show of one hit: title and summary in pieces, a place in its text, and what it is tagged with."""

    title: list[Piece]
    summary: list[Piece]
    snippet: list[Piece]
    # Keys such as `field:anchoring`.
    concepts: list[str]
    places: list[NamedPlace]
    # What was found stands in the case's text in another language alone.
    elsewhere: bool = False


class Reasons:
    """The reasons of one search, for the hits on one page."""

    def __init__(self, search: Search) -> None:
        self.search = search
        self.library = search.library

    def of(self, shown: Mapping[int, tuple[str, str, str]]) -> dict[int, Why]:
        """Return the reasons for pages, of which title, summary and searched text are given."""
        if not self.search.asked:
            return {}
        self._rows = {page: row for page in shown if (row := self.library.row_of(page)) is not None}
        groups = {page: self._groups(row) for page, row in self._rows.items()}
        return {page: self._why(page, words, *shown[page]) for page, words in groups.items()}

    def _why(self, page: int, groups: list[frozenset[str]], title: str, summary: str, text: str) -> Why:
        words = frozenset().union(*groups)
        row = self.library.rows[self._rows[page]]
        return Why(
            marked(title, words),
            marked(summary, words),
            snippet(text, _lacking(groups, f"{title} {summary}"), words, besides=summary),
            self._concepts(self.library.codes[self._rows[page]], words),
            self._places(row, words),
            elsewhere=not words,
        )

    def _groups(self, number: int) -> list[frozenset[str]]:
        """Return, for each part of the question, the words of a row that answer it."""
        own = self._words_of(number)
        units = self.search.weighed.units
        groups = [
            _answering(unit, own, self._texts, SURE) or _answering(unit, own, self._texts, _WEAK) for unit in units
        ]
        return [*filter(None, groups), *(frozenset(phrase) for phrase in self.search.asked.phrases)]

    def _words_of(self, number: int) -> set[str]:
        row = self.library.rows[number]
        own = set(row.words)
        for key in self.library.codes[number]:
            own.update(self._concept_words.get(key, ()))
        for place in self._municipalities(row):
            own |= words_of_names([*place.today, *place.former])
        return own

    @property
    def _texts(self) -> list[str]:
        return self.library.words.lexicon.words

    @cached_property
    def _concept_words(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for (key, _locale), words in self.library.concept_words.items():
            found.setdefault(key, set()).update(words)
        return found

    def _names_of(self, key: str) -> list[set[str]]:
        """Return the words of each name of a concept."""
        concepts = self.library.around.concepts
        own = (concept for concept in concepts if f"{concept.facet}:{concept.code}" == key)
        return [words_of_names([name]) for concept in own for name in (concept.name, *concept.aliases)]

    def _concepts(self, codes: Iterable[str], words: frozenset[str]) -> list[str]:
        """Return the concepts of a row of which a name was found, at least half of its words."""
        named = [key for key in codes if words & self._concept_words.get(key, set())]
        fitting = [
            key for key in named if any(name and 2 * len(name & words) >= len(name) for name in self._names_of(key))
        ]
        return sorted(fitting)[:_MOST_NAMED]

    def _municipalities(self, row: Row) -> Iterable[PlaceNames]:
        for key in row.facets:
            parameter, _colon, code = key.partition(":")
            if parameter == "municipality" and (place := self.library.around.places.municipalities.get(int(code))):
                yield place

    def _places(self, row: Row, words: frozenset[str]) -> list[NamedPlace]:
        found = [named for place in self._municipalities(row) if (named := _named(place, words))]
        return found[:_MOST_NAMED]


def _named(place: PlaceNames, words: frozenset[str]) -> NamedPlace | None:
    def answers(name: str) -> bool:
        own = words_of_names([name])
        return bool(own) and own <= words

    if any(map(answers, place.today)):
        return NamedPlace(place.today[0])
    before = next(filter(answers, place.former), "")
    if before in FORMER_COUNTIES.values():
        return NamedPlace(place.today[0], county_before=before)
    return NamedPlace(place.today[0], before) if before else None


def _answering(unit: Unit, own: set[str], words: Sequence[str], least: float) -> frozenset[str]:
    """Return the words of a row that answer one part of the question; of words that go together, all or none."""
    found: set[str] = set()
    for way in unit.alternatives:
        groups = [
            {words[number] for number, fit in group.items() if fit * way.fit >= least and words[number] in own}
            for group in way.groups
        ]
        if all(groups):
            found.update(*groups)
    return frozenset(found)


def _lacking(groups: Sequence[frozenset[str]], text: str) -> list[frozenset[str]]:
    """Return the parts of the question of which a text holds no word."""
    held = {word for token in _TOKEN.findall(text) for word in _compared(token)}
    return [group for group in groups if not group & held]


@lru_cache(maxsize=50_000)
def _compared(token: str) -> tuple[str, ...]:
    return tuple(words_in(token))


def marked(text: str, words: frozenset[str]) -> list[Piece]:
    """Return a text in pieces, those that are among the words to be marked."""
    pieces, last = [], 0
    for token in _TOKEN.finditer(text):
        if not words.isdisjoint(_compared(token[0])):
            pieces += [Piece(text[last : token.start()]), Piece(token[0], found=True)]
            last = token.end()
    pieces.append(Piece(text[last:]))
    return [piece for piece in pieces if piece.text]


def snippet(text: str, groups: Sequence[frozenset[str]], words: frozenset[str], besides: str = "") -> list[Piece]:
    """Return the place in a text that has most of the groups, with all words marked; empty where it has none."""
    best: tuple[int, str] = (0, "")
    for line in text.split("\n") if groups else ():
        if line != besides:
            best = max(best, _best_of_line(line, groups, best[0]), key=lambda found: found[0])
            if best[0] == len(groups):
                break
    return marked(best[1], words) if best[0] else []


def _best_of_line(line: str, groups: Sequence[frozenset[str]], least: int) -> tuple[int, str]:
    tokens = list(_TOKEN.finditer(line))
    hits = [
        (place, number)
        for place, token in enumerate(tokens)
        for number, group in enumerate(groups)
        if not group.isdisjoint(_compared(token[0]))
    ]
    best, start = least, -1
    for place, _number in hits:
        held = len({number for other, number in hits if place <= other < place + _SNIPPET_WORDS - _LEAD})
        if held > best:
            best, start = held, place
    return (best, _cut(line, tokens, start)) if start >= 0 else (0, "")


def _cut(line: str, tokens: Sequence[re.Match[str]], place: int) -> str:
    first = max(0, place - _LEAD)
    last = min(len(tokens), first + _SNIPPET_WORDS)
    before = "" if first == 0 else "… "
    after = "" if last == len(tokens) else " …"
    end = len(line) if last == len(tokens) else tokens[last - 1].end()
    return f"{before}{line[0 if first == 0 else tokens[first].start() : end]}{after}".strip()
