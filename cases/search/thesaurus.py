"""What words mean beside themselves: the editors' synonyms, and English words in Norwegian. A pure core."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from cases.search.language import DATA, english_stem, root, stem, words_in

# How well a text fits that has another word of the entry, and how well one fits of which the entry says "also".
SAME, ALSO, BACK, TRANSLATED = 0.85, 0.75, 0.65, 0.9

Term = tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """Words that find each other and what is said to be found `also`; with `both_ways`, that finds them as well."""

    words: tuple[str, ...]
    also: tuple[str, ...] = ()
    both_ways: bool = True


def parse_entries(text: str) -> list[Entry]:
    """Return the entries of lines such as `a, b = c, d`, or `a, b > c` for one way; # begins a remark."""
    entries = []
    for line in text.splitlines():
        sign = "=" if "=" in line else ">"
        if line.strip() and not line.startswith("#"):
            words, _sign, also = line.partition(sign)
            entries.append(Entry(_listed(words), _listed(also), both_ways=sign == "="))
    return entries


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def shipped_synonyms() -> list[Entry]:
    """Return the synonyms that a new library starts with."""
    return parse_entries((DATA / "synonyms.txt").read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def english_words() -> list[Entry]:
    """Return English words with what they are in Norwegian."""
    return parse_entries((DATA / "english.txt").read_text(encoding="utf-8"))


class Thesaurus:
    """Answers what a term, one word or several, means too."""

    def __init__(self, entries: Iterable[Entry], english: Iterable[Entry] = ()) -> None:
        self._by_stems: dict[Term, dict[Term, float]] = defaultdict(dict)
        self._by_root: dict[str, dict[Term, float]] = defaultdict(dict)
        self._english: dict[Term, dict[Term, float]] = defaultdict(dict)
        self.words: set[str] = set()
        self.longest = 1
        for entry in entries:
            self._take(entry)
        for entry in english:
            for term in map(_term, entry.words):
                meanings = dict.fromkeys(map(_term, entry.also), TRANSLATED)
                self._english[tuple(map(english_stem, term))].update(meanings)
                self.longest = max(self.longest, len(term))

    def _take(self, entry: Entry) -> None:
        words, also = list(map(_term, entry.words)), list(map(_term, entry.also))
        self.words.update(word for term in (*words, *also) for word in term)
        for term in words:
            self._note(term, {**dict.fromkeys(also, ALSO), **{other: SAME for other in words if other != term}})
        if entry.both_ways:
            for term in also:
                self._note(term, dict.fromkeys(words, BACK))

    def _note(self, term: Term, meanings: dict[Term, float]) -> None:
        if not term:
            return
        self.longest = max(self.longest, len(term))
        places = [self._by_stems[tuple(map(stem, term))]]
        if len(term) == 1 and len(term[0]) > 4:
            places.append(self._by_root[root(term[0])])
        for known in places:
            for meaning, fit in meanings.items():
                known[meaning] = max(known.get(meaning, 0), fit)

    def meanings(self, term: Sequence[str]) -> dict[Term, float]:
        """Return what a term means too, in words, with how well each fits."""
        if found := self._by_stems.get(tuple(map(stem, term))):
            return found
        if len(term) == 1:
            return {meaning: fit * 0.9 for meaning, fit in self._by_root.get(root(term[0]), {}).items()}
        return {}

    def in_norwegian(self, term: Sequence[str]) -> dict[Term, float]:
        """Return an English term in Norwegian; empty for one that is not known."""
        return self._english.get(tuple(map(english_stem, term)), {})


def _term(text: str) -> Term:
    return tuple(words_in(text))
