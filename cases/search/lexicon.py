"""The words that a library's own texts hold, found by form: as written, by stem, by root, folded, by part, by likeness.

A pure core: made from words, answers with numbers of words and how well each fits.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from cases.search.language import PARTICLES, STOP_WORDS, english_stem, folded, mistyped, root, stem

# How well a word fits that has the same form. What follows from a part of a compound is weak alone.
EXACT, STEM, FOLDED, ROOT, HEAD, MODIFIER, BEGUN = 1.0, 0.97, 0.92, 0.8, 0.55, 0.5, 0.47
_LINKS = ("", "s", "e", "er", "n")
_SHORTEST_PART, _SHORTEST_COMPOUND = 3, 6
# A word of so many letters may be the beginning or the end of a compound of which the other part is not known.
_LONG = 5
_MOST_LIKE = 60

Found = dict[int, float]


class Lexicon:
    """The words of a library, and those that synonyms, concepts and places bring (`known`), which help to split."""

    def __init__(
        self, words: Sequence[str], english: Iterable[str] = (), known: Iterable[str] = (), gone: Iterable[int] = ()
    ) -> None:
        """Sort the words by form; those whose numbers are `gone` have a number and are not found."""
        self.words = list(words)
        self.number = {word: number for number, word in enumerate(self.words)}
        for number in gone:
            del self.number[self.words[number]]
        self.known = frozenset(known)
        self._stems: dict[str, list[int]] = defaultdict(list)
        self._roots: dict[str, list[int]] = defaultdict(list)
        self._folded: dict[str, list[int]] = defaultdict(list)
        self._english: dict[str, list[int]] = defaultdict(list)
        for word, number in self.number.items():
            if word in STOP_WORDS:
                continue
            self._stems[stem(word)].append(number)
            self._roots[root(word)].append(number)
            self._folded[folded(stem(word))].append(number)
        for word in english:
            if word in self.number:
                self._english[english_stem(word)].append(self.number[word])
        self._pieces = {*self.number, *self.known} - STOP_WORDS
        self._piece_stems = {stem(word) for word in self._pieces}
        self._parts: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        self._pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._note_compounds()
        telling = [word for word in self.number if len(word) > _LONG and word not in STOP_WORDS and word.isalpha()]
        self._forwards = sorted((word, self.number[word]) for word in telling)
        self._backwards = sorted((word[::-1], self.number[word]) for word in telling)
        self._grams: dict[str, list[str]] = defaultdict(list)
        self._spelt = sorted(word for word in self._pieces if not word.isdigit())
        for word in self._spelt:
            for gram in _grams(word):
                self._grams[gram].append(word)

    def _note_compounds(self) -> None:
        for word, number in self.number.items():
            if parts := self.split(word):
                roots = [root(part) for part in parts]
                self._pairs[roots[0], roots[-1]].append(number)
                if parts[0] in PARTICLES:
                    continue
                for place, part in enumerate(roots):
                    self._parts[part].append((number, place == len(roots) - 1))
                for first, last in pairwise(roots):
                    if (first, last) != (roots[0], roots[-1]):
                        self._pairs[first, last].append(number)

    def is_known(self, word: str) -> bool:
        """Say whether a word, or an inflection of it, is one that the library or its helpers know."""
        return word in self._pieces or stem(word) in self._piece_stems

    def split(self, word: str) -> tuple[str, ...]:
        """Return the parts of a compound, each a known word; empty where it is none."""
        return self._split(word, 3)

    def _split(self, word: str, most: int) -> tuple[str, ...]:
        if len(word) < _SHORTEST_COMPOUND or most < 2:
            return ()
        best: tuple[str, ...] = ()
        for cut in range(_SHORTEST_PART - 1, len(word) - _SHORTEST_PART + 1):
            left, right = self._first_part(word[:cut]), word[cut:]
            if not left:
                continue
            if self._is_piece(right):
                found: tuple[str, ...] = (left, right)
            elif rest := self._split(right, most - 1):
                found = (left, *rest)
            else:
                continue
            if not best or (-len(found), min(map(len, found))) > (-len(best), min(map(len, best))):
                best = found
        return best

    def _is_piece(self, word: str) -> bool:
        return len(word) >= _SHORTEST_PART and not word.isdigit() and self.is_known(word)

    def _first_part(self, text: str) -> str:
        if text in PARTICLES:
            return text
        for link in _LINKS:
            part = text.removesuffix(link) if link else text
            if (part != text or not link) and len(part) >= _SHORTEST_PART and part in self._pieces:
                return part
        for link in ("", "s"):
            part = text.removesuffix(link) if link else text
            if len(part) >= 4 and stem(part) in self._piece_stems:
                return part
        return ""

    def find(self, word: str) -> Found:
        """Return the library's words that are the same word, or part of which it is, with how well they fit."""
        found: Found = {}
        if (own := self.number.get(word)) is not None:
            found[own] = EXACT
        _add(found, self._stems.get(stem(word), ()), STEM)
        if len(word) > 2:
            fits = FOLDED if not found else 0.6
            _add(found, self._folded.get(folded(stem(word)), ()), fits)
            _add(found, self._folded.get(stem(folded(word)), ()), fits)
        if len(word) > 3:
            _add(found, self._roots.get(root(word), ()), ROOT)
        if len(root(word)) > 2:
            for number, is_head in self._parts.get(root(word), ()):
                fit = HEAD if is_head else MODIFIER
                _add(found, (number,), fit if len(root(word)) > 3 else fit * 0.8)
        if len(word) >= _LONG:
            bare = stem(word)
            _add(found, _beginning(self._forwards, bare if len(bare) >= _LONG else word), BEGUN)
            _add(found, _beginning(self._backwards, word[::-1]), BEGUN)
        return found

    def find_english(self, word: str) -> Found:
        """Return the words of English texts that are inflections of an English one."""
        found: Found = {}
        if (own := self.number.get(word)) is not None:
            found[own] = EXACT
        _add(found, self._english.get(english_stem(word), ()), STEM)
        return found

    def find_pair(self, first: str, last: str) -> Found:
        """Return the compounds that two words make, as `leke plass` makes `lekeplass`."""
        found: Found = {}
        for link in _LINKS:
            joined = f"{first}{link}{last}"
            if (own := self.number.get(joined)) is not None:
                found[own] = EXACT
            _add(found, self._stems.get(stem(joined), ()), STEM)
            _add(found, self._folded.get(folded(stem(joined)), ()), FOLDED)
        _add(found, self._pairs.get((root(first), root(last)), ()), 0.9)
        return found

    def begun(self, word: str) -> Found:
        """Return the words that one which is not written to its end may become; nothing for one of a few letters."""
        if len(word) < _LONG - 1:
            return {}
        return {number: BEGUN for other, number in self._forwards if other.startswith(word)}

    def spelling(self, word: str, most: int = 3) -> list[tuple[str, float]]:
        """Return the words that a mistyped one may be meant for, nearest first, with how well they fit."""
        bound = _slips_allowed(len(word))
        if not bound or word.isdigit():
            return []
        shared: Counter[str] = Counter()
        for gram in _grams(word):
            shared.update(self._grams.get(gram, ()))
        near = []
        for other, _count in shared.most_common(_MOST_LIKE):
            if not _begin_alike(word, other):
                continue
            slips = min(mistyped(word, other), mistyped(folded(word), folded(other)) + 0.1)
            if len(word) > 5:
                slips = min(slips, mistyped(stem(word), stem(other)) + 0.2)
            if slips <= bound:
                near.append((slips, other))
        near.sort()
        least = near[0][0] if near else 0
        return [(other, 0.85 - 0.12 * slips) for slips, other in near[:most] if slips <= least + 0.3]


def _beginning(ordered: list[tuple[str, int]], start: str) -> Iterable[int]:
    """Yield the numbers of the words that begin with some letters, and go on for as many as a word needs."""
    for word, number in ordered[bisect_left(ordered, (start, -1)) :]:
        if not word.startswith(start):
            return
        if len(word) >= len(start) + _SHORTEST_PART:
            yield number


def _add(found: Found, numbers: Iterable[int], fit: float) -> None:
    for number in numbers:
        if found.get(number, 0) < fit:
            found[number] = fit


def _grams(word: str) -> set[str]:
    plain = f" {folded(word)} "
    return {plain[n : n + 3] for n in range(len(plain) - 2)}


def _slips_allowed(length: int) -> float:
    """Return how many slips a word of so many letters may have; in a short one another letter is another word."""
    return 0 if length < 4 else 0.6 if length == 4 else 1.1 if length < 8 else 2.0 if length < 12 else 2.5


def _begin_alike(word: str, other: str) -> bool:
    first, second = folded(word)[:2], folded(other)[:2]
    return first[:1] == second[:1] or first == second[::-1]
