"""All live cases as the search holds them: rows in arrays, which never change, and what they have in common. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property, partial
from typing import Any

import numpy as np

from cases.models.vocabulary import Vocabulary, reading_order
from cases.places.atlas import Atlas
from cases.search.contents import GRAIN, words_of_names
from cases.search.engine import Numbering, Words
from cases.search.held import Held
from cases.search.places import Places
from cases.search.thesaurus import Thesaurus

# How much the name of a concept says of a case that has it, and how much its other names; editors tick themes and
# groups with what people search for in mind, and the other names of values and fields are common words.
_NAMED = {"theme": (1.6, 1.0), "group": (1.6, 1.0), "value": (1.4, 0.4), "field": (1.4, 0.4), "step": (1.0, 0.3)}
_NAMED_WEAKLY = (0.5, 0.25)
_PLACE, _FORMER_PLACE, _COUNTY, _FORMER_COUNTY = 3.0, 2.4, 2.0, 1.2
# A word of this weight speaks for its case half as strongly as any can.
_HALF = 1.5


@dataclass(frozen=True)
class Row:
    """A live page as the read model has it."""

    page: int
    case: str
    locale: str
    words: Mapping[str, int]
    facets: Sequence[str]
    first_year: int | None
    last_year: int | None
    published_at: datetime | None
    confirmed_at: datetime | None
    title_key: str


@dataclass(frozen=True)
class ConceptNames:
    """What a concept is called in one language; `facet` is the parameter that it is chosen by."""

    facet: str
    code: str
    locale: str
    name: str
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Surroundings:
    """What the search knows beside the cases."""

    concepts: Sequence[ConceptNames]
    places: Places
    thesaurus: Thesaurus
    norway: Atlas
    # What a vocabulary is made of.
    terms: Sequence[tuple[Any, ...]]
    _vocabularies: dict[str, Vocabulary] = field(default_factory=dict, compare=False)

    def vocabulary(self, language: str) -> Vocabulary:
        """Return the vocabulary for a language."""
        if language not in self._vocabularies:
            self._vocabularies[language] = Vocabulary.of_rows(self.terms, language)
        return self._vocabularies[language]


class Library:
    """The rows, numbered, with everything that is asked of all of them at once."""

    def __init__(self, rows: Iterable[Row], around: Surroundings, numbering: Numbering | None = None) -> None:
        """Number the rows; `numbering` is that of a library with the same surroundings."""
        self.numbering = numbering or Numbering()
        self.rows = sorted(rows, key=lambda row: row.page)
        self.around = around
        count = len(self.rows)
        self.pages = np.fromiter((row.page for row in self.rows), np.int64, count)
        numbers: dict[str, int] = {}
        self.cases = np.fromiter((numbers.setdefault(row.case, len(numbers)) for row in self.rows), np.int64, count)
        self.case_count = len(numbers)
        self.locales = np.array([row.locale for row in self.rows], dtype="U2")
        self.published = np.fromiter((_moment(row.published_at) for row in self.rows), np.float64, count)
        self.confirmed = np.fromiter((_moment(row.confirmed_at) for row in self.rows), np.float64, count)
        by_title = sorted(range(count), key=lambda n: (self.rows[n].title_key, self.rows[n].page))
        self._orders = {"title": np.array(by_title, np.int64)}
        self._ranks: dict[str, np.ndarray] = {}
        self.first_year = np.fromiter((row.first_year or 0 for row in self.rows), np.int32, count)
        self.last_year = np.fromiter((row.last_year or 9999 for row in self.rows), np.int32, count)
        self.facets, self.codes, self._held = self._facets()
        self._shown: dict[tuple[str, tuple[str, ...]], np.ndarray] = {}
        # How many of all that a reader is shown have each code: kept, for most readers ask for nothing else.
        self._tallies: dict[int, np.ndarray] = {}

    def _facets(self) -> tuple[dict[str, dict[str, int]], list[frozenset[str]], Held]:
        """Number the codes, those of a facet one after the other, and note which rows have which."""
        languages: dict[int, set[str]] = {}
        for case, row in zip(self.cases.tolist(), self.rows, strict=True):
            languages.setdefault(case, set()).add(f"locale:{row.locale}")
        codes = [
            frozenset((*self._with_places(row), *languages[case]))
            for case, row in zip(self.cases.tolist(), self.rows, strict=True)
        ]
        found = {key: key.partition(":") for key in set().union(*codes)}
        facets: dict[str, dict[str, int]] = {}
        number: dict[str, int] = {}
        for key in sorted(found):
            parameter, _colon, code = found[key]
            facets.setdefault(parameter, {})[code] = number[key] = len(number)
        return facets, codes, Held([[number[key] for key in own] for own in codes], len(number))

    def _with_places(self, row: Row) -> Iterable[str]:
        """Yield a row's codes, places by their codes in addresses, with the counties and sizes that follow."""
        for key in row.facets:
            parameter, _colon, code = key.partition(":")
            if parameter == "municipality":
                if place := self.around.places.municipalities.get(int(code)):
                    yield f"municipality:{place.code}"
                    if place.county:
                        yield f"county:{place.county}"
                    if place.size:
                        yield f"size:{place.size}"
            elif parameter == "county":
                if county := self.around.places.counties.get(int(code)):
                    yield f"county:{county[0]}"
            else:
                yield key

    @cached_property
    def words(self) -> Words:
        """Return the words of all rows; made when somebody first searches for words."""
        named = self._words_of_concepts()
        told = [
            self.numbering.told(row.page, row, partial(self._strengths, row, self.codes[number], named))
            for number, row in enumerate(self.rows)
        ]
        known = {word for words in named.values() for word in words} | words_of_names(self.around.places.names())
        # A concept's English names are English words, wherever they are found.
        english = {word for (_code, locale), words in self.concept_words.items() if locale == "en" for word in words}
        english |= {word for row in self.rows if row.locale == "en" for word in row.words}
        return Words(told, self.numbering, self.around.thesaurus, known, sorted(english))

    @cached_property
    def concept_words(self) -> dict[tuple[str, str], dict[str, float]]:
        """Return, for each concept and language, the words that it is called by and how much each says."""
        found: dict[tuple[str, str], dict[str, float]] = {}
        for concept in self.around.concepts:
            name, alias = _NAMED.get(concept.facet, _NAMED_WEAKLY)
            words = dict.fromkeys(words_of_names(concept.aliases), alias) | dict.fromkeys(
                words_of_names([concept.name]), name
            )
            found[f"{concept.facet}:{concept.code}", concept.locale] = words
        return found

    def _words_of_concepts(self) -> dict[str, dict[str, float]]:
        found: dict[str, dict[str, float]] = {}
        for (key, _locale), words in self.concept_words.items():
            own = found.setdefault(key, {})
            for word, weight in words.items():
                own[word] = max(own.get(word, 0), weight)
        return found

    def _strengths(self, row: Row, codes: Iterable[str], named: Mapping[str, dict[str, float]]) -> dict[str, float]:
        """Return how strongly each word speaks for a row: its own, those of its concepts, and its places' names."""
        weights = {word: weight / GRAIN for word, weight in row.words.items()}
        for code in codes:
            for word, weight in named.get(code, {}).items():
                weights[word] = weights.get(word, 0) + weight
        for word, weight in self._place_words(row).items():
            weights[word] = max(weights.get(word, 0), weight)
        return {word: weight / (weight + _HALF) for word, weight in weights.items()}

    def _place_words(self, row: Row) -> dict[str, float]:
        words: dict[str, float] = {}
        for key in row.facets:
            parameter, _colon, code = key.partition(":")
            named: list[tuple[Iterable[str], float]] = []
            if parameter == "municipality" and (place := self.around.places.municipalities.get(int(code))):
                county = [name for number, name in self.around.places.counties.values() if number == place.county]
                named = [(place.former, _FORMER_PLACE), (county, _COUNTY), (place.today, _PLACE)]
            elif parameter == "county" and (whole := self.around.places.counties.get(int(code))):
                named = [([whole[1]], _PLACE)]
            for names, weight in named:
                words.update(dict.fromkeys(words_of_names(names), weight))
        return words

    def shown(self, reader: str, only: Sequence[str] = ()) -> np.ndarray:
        """Return which rows a reader's list shows: each case once, in the best of the languages asked for."""
        key = reader, tuple(only)
        if key not in self._shown:
            best = np.full(self.case_count, len(self.rows), np.int64)
            chosen = np.zeros(len(self.rows), bool)
            for language in reading_order(reader):
                if only and language not in only:
                    continue
                rows = np.flatnonzero(self.locales == language)
                rows = rows[best[self.cases[rows]] == len(self.rows)]
                best[self.cases[rows]] = rows
                chosen[rows] = True
            self._shown[key] = chosen
        return self._shown[key]

    def in_languages(self, only: Sequence[str]) -> np.ndarray:
        """Return which rows are in one of some languages, or in any where none is named; each is a hit of its own."""
        key = "", tuple(only)
        if key not in self._shown:
            self._shown[key] = np.isin(self.locales, only) if only else np.ones(len(self.rows), bool)
        return self._shown[key]

    def order(self, sort: str) -> np.ndarray:
        """Return all rows as they are sorted: the newest first, those that were confirmed last, or by title."""
        if sort not in self._orders:
            rank = self.rank("title" if sort == "newest" else "newest")
            moments = self.published if sort == "newest" else self.confirmed
            self._orders[sort] = np.lexsort((rank, -moments))
        return self._orders[sort]

    def rank(self, sort: str) -> np.ndarray:
        """Return each row's place in an order."""
        if sort not in self._ranks:
            self._ranks[sort] = np.argsort(self.order(sort))
        return self._ranks[sort]

    def as_shown(self, pages: Iterable[int], reader: str) -> dict[int, int]:
        """Return, for each of some pages whose case a reader is shown, the page that it is shown as."""
        rows = {int(self.pages[row]): row for row in np.flatnonzero(np.isin(self.pages, list(pages)))}
        same = self.shown(reader) & np.isin(self.cases, [self.cases[row] for row in rows.values()])
        shown = {int(self.cases[row]): int(self.pages[row]) for row in np.flatnonzero(same)}
        return {pk: shown[case] for pk, row in rows.items() if (case := int(self.cases[row])) in shown}

    def having(self, parameter: str, codes: Iterable[str]) -> np.ndarray:
        """Return which rows have any of the codes."""
        places = [place for code in codes if (place := self.facets.get(parameter, {}).get(code)) is not None]
        return self._held.having(places)

    def row_of(self, page: int) -> int | None:
        """Return the number of a page's row; None where the search does not have the page."""
        row = int(np.searchsorted(self.pages, page))
        return row if row < len(self.pages) and self.pages[row] == page else None

    def municipalities_of(self, page: int) -> list[str]:
        """Return the codes of the municipalities of a page."""
        row = self.row_of(page)
        codes = self.codes[row] if row is not None else frozenset()
        return sorted(code.partition(":")[2] for code in codes if code.startswith("municipality:"))

    def count(self, parameter: str, mask: np.ndarray) -> dict[str, int]:
        """Return how many of the rows have each code of a facet; codes that no row has are left out."""
        places = self.facets.get(parameter, {})
        return dict(zip(places, self._tally(mask)[list(places.values())].tolist(), strict=True)) if places else {}

    def count_all(self, mask: np.ndarray) -> dict[str, dict[str, int]]:
        """Return the same for every facet at once."""
        tally = self._tally(mask).tolist()
        return {name: {code: tally[place] for code, place in codes.items()} for name, codes in self.facets.items()}

    def _tally(self, mask: np.ndarray) -> np.ndarray:
        if not any(mask is shown for shown in self._shown.values()):
            return self._held.tally(mask)
        if id(mask) not in self._tallies:
            self._tallies[id(mask)] = self._held.tally(mask)
        return self._tallies[id(mask)]


def _moment(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
