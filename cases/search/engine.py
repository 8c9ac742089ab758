"""All cases in arrays, so that every one is weighed at once: words, facets, and what a reader is shown. A pure core.

`Library` never changes: what the database says next makes a new one.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from cases.search.lexicon import EXACT, FOLDED, Lexicon
from cases.search.plan import Alternative, Planner, Unit, close_together
from cases.search.query import Asked
from cases.search.thesaurus import Thesaurus

# What others' languages of the same case add, against its own text.
_OTHER_LANGUAGE = 0.85
# How much of a question must be found in a case, by how many words of it tell.
_ENOUGH = {0: 0.45, 1: 0.45, 2: 0.5, 3: 0.38}
_ENOUGH_OF_MANY = 0.3
# A question of at most so many words that tell is short.
_SHORT = 2
# A case that fits this much worse than the best one is noise.
_FAR_BEHIND = 0.08
# Of how many texts it is looked up at most whether words stand close together.
_MOST_READ = 200
_MOST_WORDS = 400
# How much of a word's strength is that of the best way alone; the rest grows with each way that a case has it in.
_ALONE = 0.6
# Credit of what has the word itself, and of what has something for it.
_DIRECT, _INDIRECT = 0.78, 0.45

Texts = Callable[[Sequence[int]], dict[int, list[str]]]


class Numbering:
    """The numbers of words, which one library hands on to the next, and the rows that are told in them already.

    Only ever grows; words that no row has any longer are left out of what is looked for.
    """

    def __init__(self) -> None:
        self.number: dict[str, int] = {}
        self._told: dict[int, tuple[object, np.ndarray, np.ndarray]] = {}
        self._lock = threading.Lock()

    def told(self, page: int, row: object, strengths: Callable[[], dict[str, float]]) -> tuple[np.ndarray, np.ndarray]:
        """Return a row's words by number and how strongly each speaks for it; worked out once for each row."""
        known = self._told.get(page)
        if known and known[0] is row:
            return known[1], known[2]
        words = strengths()
        with self._lock:
            numbers = np.fromiter((self.number.setdefault(w, len(self.number)) for w in words), np.uint32, len(words))
        told = row, numbers, np.fromiter(words.values(), np.float32, len(words))
        # Another library, of another moment, may note its own row of the page at the same time.
        self._told[page] = told
        return told[1:]


@dataclass(frozen=True)
class Weighed:
    """What a question found: a score for each row, 0 where too little of it is found, and what will do for each word.

    `near` has a score also where little of the question is found.
    """

    scores: np.ndarray
    units: list[Unit]
    near: np.ndarray


class Words:
    """For each word of the library, the rows that have it and how strongly."""

    def __init__(
        self,
        told: Sequence[tuple[np.ndarray, np.ndarray]],
        numbering: Numbering,
        thesaurus: Thesaurus,
        known: Iterable[str],
        english: Iterable[str],
    ) -> None:
        """Put rows in order by word; `known` words help to read questions, `english` ones are English anywhere."""
        vocabulary = list(numbering.number)
        lengths = [len(numbers) for numbers, _strengths in told]
        flat = np.concatenate([numbers for numbers, _strengths in told]) if told else np.empty(0, np.uint32)
        strengths = [strengths for _numbers, strengths in told]
        order = np.argsort(flat, kind="stable")
        self.rows = np.repeat(np.arange(len(told), dtype=np.uint32), lengths)[order]
        self.strengths = (np.concatenate(strengths) if strengths else np.empty(0, np.float32))[order]
        self.starts = np.searchsorted(flat[order], np.arange(len(vocabulary) + 1))
        self.count = len(told)
        gone = np.flatnonzero(self.starts[1:] == self.starts[:-1]).tolist()
        self.lexicon = Lexicon(vocabulary, english, {*known, *thesaurus.words}, gone=gone)
        self.planner = Planner(self.lexicon, thesaurus)

    def of(self, number: int) -> tuple[np.ndarray, np.ndarray]:
        """Return the rows that have a word, and how strongly."""
        part = slice(self.starts[number], self.starts[number + 1])
        return self.rows[part], self.strengths[part]

    def has_all(self, words: Sequence[str], *, exactly: bool = False) -> np.ndarray:
        """Return which rows hold each of the words, inflected or just so."""
        every = np.ones(self.count, bool)
        for word in words:
            some = np.zeros(self.count, bool)
            for number, fit in self.lexicon.find(word).items():
                if fit >= (EXACT if exactly else FOLDED):
                    some[self.of(number)[0]] = True
            every &= some
        return every

    def weigh(self, asked: Asked, language: str, shown: np.ndarray, texts: Texts, pages: np.ndarray) -> Weighed:
        """Return how well each row answers; `shown` are the rows among which words are rare or common."""
        units = self.planner.plan(asked, language)
        size = max(1, int(np.count_nonzero(shown)))
        found, strong, masses = [], [], []
        telling = sum(unit.part >= 1 for unit in units)
        for unit in units:
            credit, strength = self._unit(unit, texts, pages)
            rarity = _rarity(credit, shown, size, is_short=telling <= _SHORT)
            found.append(credit)
            strong.append(strength)
            masses.append(unit.part * rarity)
        if not units:
            return Weighed(np.ones(self.count, np.float32), [], np.zeros(self.count, np.float32))
        total = sum(masses) or 1.0
        covered = sum((m * c for m, c in zip(masses, found, strict=True)), np.zeros(self.count, np.float32)) / total
        scores = sum((m * s for m, s in zip(masses, strong, strict=True)), np.zeros(self.count, np.float32))
        near = (scores * covered).astype(np.float32)
        return Weighed(np.where(covered >= _ENOUGH.get(telling, _ENOUGH_OF_MANY), near, 0), units, near)

    def _unit(self, unit: Unit, texts: Texts, pages: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        credit, missing, best = self._alone(_strongest(unit.alternatives))
        for alternative in unit.alternatives:
            if len(alternative.groups) > 1 or alternative.near:
                self._together(alternative, credit, missing, best, texts, pages)
        return credit, _ALONE * best + (1 - _ALONE) * (1 - missing)

    def _alone(self, words: list[tuple[int, float]]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Return for each row the best fit of some words, best last, how little all of them say, and the best one."""
        credit, best = np.zeros(self.count, np.float32), np.zeros(self.count, np.float32)
        if not words:
            return credit, np.ones(self.count, np.float32), best
        numbers = np.array([number for number, _fit in words])
        lengths = self.starts[numbers + 1] - self.starts[numbers]
        # All rows of all words at once: each word's run on from where they start.
        runs = np.arange(lengths.sum()) + np.repeat(self.starts[numbers] - (np.cumsum(lengths) - lengths), lengths)
        rows, fits = self.rows[runs], np.repeat(np.array([fit for _number, fit in words], np.float32), lengths)
        said = fits * self.strengths[runs]
        # Of several values for a row the last one stays, which is the best fit.
        credit[rows] = fits
        np.maximum.at(best, rows, said)
        missing = np.exp(np.bincount(rows, weights=np.log1p(-said), minlength=self.count)).astype(np.float32)
        return credit, missing, best

    def _together(
        self,
        way: Alternative,
        credit: np.ndarray,
        missing: np.ndarray,
        best: np.ndarray,
        texts: Texts,
        pages: np.ndarray,
    ) -> None:
        fits: np.ndarray = np.zeros(self.count, np.float32)
        strengths: np.ndarray = np.ones(self.count, np.float32)
        has_all = np.ones(self.count, bool)
        for group in way.groups:
            fit, strength = np.zeros(self.count, np.float32), np.zeros(self.count, np.float32)
            for number, own in group.items():
                rows, strong = self.of(number)
                fit[rows] = np.maximum(fit[rows], own)
                strength[rows] = np.maximum(strength[rows], own * strong)
            fits, strengths = fits + fit / len(way.groups), np.minimum(strengths, strength)
            has_all &= fit > 0
        rows = np.flatnonzero(has_all & (fits * way.fit > credit))
        if way.near and len(rows):
            rows = rows[np.argsort(-strengths[rows], kind="stable")][:_MOST_READ]
            read = texts([int(page) for page in pages[rows]])
            rows = rows[[close_together(read.get(int(pages[row]), []), way.near) for row in rows]]
        credit[rows] = fits[rows] * way.fit
        missing[rows] *= 1 - way.fit * strengths[rows]
        best[rows] = np.maximum(best[rows], way.fit * strengths[rows])


def _rarity(credit: np.ndarray, shown: np.ndarray, size: int, *, is_short: bool) -> float:
    """Return how much a word tells: one of few cases more than one of many.

    One of no case is what a short question is about; in a long one it may be a way of speaking.
    """
    matches = np.count_nonzero((credit >= _DIRECT) & shown) or np.count_nonzero((credit >= _INDIRECT) & shown)
    return math.log(1 + size / (matches + 0.5 if matches else 1.2 if is_short else 3))


def _strongest(alternatives: Iterable[Alternative]) -> list[tuple[int, float]]:
    """Return the words that will do alone, each once with its best fit, best last; the best where there are many."""
    best: dict[int, float] = {}
    for way in alternatives:
        if len(way.groups) == 1 and not way.near:
            for number, fit in way.groups[0].items():
                best[number] = max(best.get(number, 0), fit * way.fit)
    return sorted(best.items(), key=lambda pair: -pair[1])[:_MOST_WORDS][::-1]


def share_between_languages(scores: np.ndarray, case_numbers: np.ndarray) -> np.ndarray:
    """Return scores in which what one language of a case says counts a little less for its others."""
    best = np.zeros(int(case_numbers.max()) + 1 if len(case_numbers) else 0, np.float32)
    np.maximum.at(best, case_numbers, scores)
    return np.maximum(scores, best[case_numbers] * _OTHER_LANGUAGE)


def without_noise(scores: np.ndarray) -> np.ndarray:
    """Return scores without those far behind the best."""
    return np.where(scores >= _FAR_BEHIND * scores.max(initial=0), scores, 0)
