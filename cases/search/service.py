"""The search as pages, API and feeds ask it: hits in order, counts of facets, and why each was found."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from typing import ClassVar

import numpy as np

from cases.models import SearchRow
from cases.search.engine import Weighed, share_between_languages, without_noise
from cases.search.facets import FACETS, Facet
from cases.search.language import words_in
from cases.search.library import Library
from cases.search.memory import library
from cases.search.query import Asked, parse

SORTS = ("relevance", "newest", "confirmed", "title")


@dataclass(frozen=True)
class Question:
    """What is asked: words, codes by facet, a period, the reader's language, and how the answer is sorted.

    `each_language` gives every translation as a hit of its own, as the open data do; else each case comes once.
    `first` are the numbers of municipalities whose cases come before all others, however the answer is sorted.
    """

    text: str = ""
    chosen: Mapping[str, Sequence[str]] = field(default_factory=dict)
    from_year: int | None = None
    to_year: int | None = None
    reader: str = "nb"
    sort: str = ""
    each_language: bool = False
    first: tuple[str, ...] = ()


class Search:
    """One question and its answer; everything is worked out once, when it is first asked for.

    What else than cases is searched for in the same way has its own kind of search: its facets, its orders, its texts.
    """

    facets: ClassVar[Sequence[Facet]] = FACETS
    # Orders beside relevance; the first is the usual one.
    orders: ClassVar[tuple[str, ...]] = ("newest", "confirmed", "title")

    def __init__(self, question: Question, among: Library | None = None) -> None:
        self.question = question
        self.library = among or self.remembered()
        self.asked: Asked = parse(question.text)

    @staticmethod
    def remembered() -> Library:
        """Return all that is searched among."""
        return library()

    @staticmethod
    def texts_of(pages: Sequence[int]) -> dict[int, list[str]]:
        """Return the words of pages in the order in which they stand, title first."""
        rows = SearchRow.objects.filter(pk__in=pages).values_list("page_id", "title", "text")
        return {page: words_in(f"{title}\n{text}") for page, title, text in rows}

    @cached_property
    def shown(self) -> np.ndarray:
        """Return which rows could be hits at all: each case once, or each of its languages."""
        # What is shown is kept by these: once, in whichever order and how often a language is named.
        only = tuple(sorted(set(self.question.chosen.get("locale", ()))))
        if self.question.each_language:
            return self.library.in_languages(only)
        return self.library.shown(self.question.reader, only)

    @cached_property
    def weighed(self) -> Weighed:
        """Return how well each row answers the words."""
        size = len(self.library.rows)
        if not self.asked:
            return Weighed(np.ones(size, np.float32), [], np.zeros(size, np.float32))
        words = self.library.words
        weighed = words.weigh(self.asked, self.question.reader, self.shown, self.texts_of, self.library.pages)
        scores = weighed.scores
        for phrase in self.asked.phrases:
            scores = np.where(self._has_phrase(phrase, scores), scores + 1, 0)
        for unwanted in self.asked.without:
            scores = np.where(words.has_all(unwanted), 0, scores)
        if not self.question.each_language:
            scores = share_between_languages(scores, self.library.cases)
        return Weighed(without_noise(scores), weighed.units, weighed.near)

    def _has_phrase(self, phrase: tuple[str, ...], scores: np.ndarray) -> np.ndarray:
        """Return which rows hold words in just this order; looked for only where all of them occur."""
        rows = np.flatnonzero(self.library.words.has_all(phrase, exactly=True) & (scores > 0))
        texts = self.texts_of([int(page) for page in self.library.pages[rows]]) if len(rows) else {}
        wanted = f" {' '.join(phrase)} "
        # The name of a concept that a case has is said of it, if not in its text.
        found = (scores > 0) & self._is_named(wanted)
        for row in rows:
            found[row] |= wanted in f" {' '.join(texts.get(int(self.library.pages[row]), ()))} "
        return found

    def _is_named(self, wanted: str) -> np.ndarray:
        """Return which rows have a concept in whose name, in any language, some words stand in just this order."""
        named = np.zeros(len(self.library.rows), bool)
        for concept in self.library.around.concepts:
            if wanted in f" {' '.join(words_in(concept.name))} ":
                named |= self.library.having(concept.facet, [concept.code])
        return named

    @cached_property
    def matching(self) -> np.ndarray:
        """Return which of the shown rows answer the words and lie in the period."""
        mask = self.shown & (self.weighed.scores > 0) if self.asked else self.shown
        if self.question.from_year:
            mask = mask & (self.library.last_year >= self.question.from_year)
        if self.question.to_year:
            first = self.library.first_year
            mask = mask & (first > 0) & (first <= self.question.to_year)
        return mask

    @cached_property
    def _chosen(self) -> dict[str, np.ndarray]:
        """Return, for each facet of which something is chosen, which rows have it."""
        masks = {}
        for parameter, codes in self.question.chosen.items():
            # Languages are chosen by what is shown.
            if codes and parameter != "locale":
                masks[parameter] = self.library.having(parameter, codes)
        return masks

    def _narrowed(self, without: str = "") -> np.ndarray:
        mask = self.matching
        for parameter, having in self._chosen.items():
            if parameter != without:
                mask = mask & having
        return mask

    def without(self, parameter: str) -> Search:
        """Return this search without a facet, or without a year of the period; its words are not weighed anew."""
        question = self.question
        if parameter in ("from_year", "to_year"):
            question = replace(question, **{parameter: None})  # type: ignore[arg-type]  # a name of its own fields
        else:
            left = {name: codes for name, codes in question.chosen.items() if name != parameter}
            question = replace(question, chosen=left)
        other = type(self)(question, self.library)
        if parameter != "locale":
            # What is shown is the same then, and so is how well it answers.
            other.__dict__.update(shown=self.shown, weighed=self.weighed)
        return other

    def is_filled(self, parameter: str) -> bool:
        """Say whether any case of the library has anything of a facet."""
        return parameter in self.library.facets

    @cached_property
    def found(self) -> np.ndarray:
        """Return which rows are hits."""
        return self._narrowed()

    @cached_property
    def count(self) -> int:
        """Return how many hits there are."""
        return int(np.count_nonzero(self.found))

    def _first(self, most: int | None) -> np.ndarray:
        """Return the hits in order; no more than the first ones need be among them."""
        sort = self.question.sort or ("relevance" if self.asked else self.orders[0])
        if sort == "relevance" and self.asked:
            # Those with the municipality chosen come before all others, however little they answer.
            hits = self._best(None if self.question.first else most)
        else:
            order = self.library.order(sort if sort in self.orders else self.orders[0])
            hits = order[self.found[order]]
        if self.question.first:
            mine = self.library.having("municipality", self.question.first)[hits]
            hits = np.concatenate((hits[mine], hits[~mine]))
        return hits

    def _best(self, most: int | None) -> np.ndarray:
        """Return the hits that answer best, in order: all, or as many as are asked for and those that are as good."""
        rows = np.flatnonzero(self.found)
        scores = self.weighed.scores[rows]
        if most is not None and 0 < most < len(rows):
            least = np.partition(scores, len(rows) - most)[len(rows) - most]
            rows = rows[scores >= least]
        return rows[np.lexsort((self.library.rank(self.orders[0])[rows], -self.weighed.scores[rows]))]

    def pages(self, first: int = 0, last: int | None = None) -> list[int]:
        """Return the ids of the hits' pages, from the first place to before the last."""
        return self.library.pages[self._first(last)[first:last]].tolist()

    def published_after(self, moment: datetime) -> list[int]:
        """Return the ids of the hits' pages that were first published after a moment, in order."""
        hits = self._first(None)
        rows = hits[self.library.published[hits] > moment.timestamp()]
        return [int(page) for page in self.library.pages[rows]]

    def nearest(self, most: int) -> list[int]:
        """Return the ids of pages that answer a little of the words, best first: for whoever finds nothing."""
        near = np.where(self.shown, self.weighed.near, 0)
        rows = np.argsort(-near, kind="stable")[:most]
        return [int(self.library.pages[row]) for row in rows if near[row] > 0]

    def counts(self, parameters: Sequence[str] | None = None) -> dict[str, dict[str, int]]:
        """Return, by facet, how many hits each code would give: its own choice is left aside, all others are heeded.

        Facets with known codes give all of them, also those that no case has.
        """
        every = self.library.count_all(self.found)
        found = {}
        for facet in self.facets:
            if parameters is not None and facet.parameter not in parameters:
                continue
            counted = every.get(facet.parameter, {})
            if facet.parameter == "locale" and self.question.chosen.get("locale"):
                # What is shown depends on the languages chosen.
                counted = self.library.count("locale", self.without("locale").found)
            elif facet.parameter in self._chosen:
                counted = self.library.count(facet.parameter, self._narrowed(facet.parameter))
            found[facet.parameter] = dict.fromkeys(facet.codes or (), 0) | counted
        return found
