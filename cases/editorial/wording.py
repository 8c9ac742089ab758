"""How plain a text is: sentences, readability, heavy words and links. Plain values in and out."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

_DATA = Path(__file__).resolve().parents[1] / "data" / "plain_words"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_CLOSERS = "\"'»”’)]"
_SENTENCE_ENDS = (".", "!", "?", ":", "…")
_ABBREVIATIONS = frozenset("ca. dr. inkl. jf. kl. maks. min. mr. mrs. nr. pst. tlf. vs.".split())

LONG_WORD_LETTERS = 6
# Fewer words than this say nothing about how hard a text is to read.
FEWEST_WORDS = 100
# Endings of a regular word, put to it without its last e; what each stands for is told in the data's README.
_ENDINGS = {
    "ere": "e er te t es ende ing ingen inger ingene inga a",
    "m": "en er ene",
    "ma": "en ar ane",
    "n": "et er ene a s",
    "adj": "t e",
    "v": "e s es ed ing",
}
# Links that say nothing when they are read on their own, as in a list of links.
_EMPTY_LINKS = frozenset(
    "her|klikk her|trykk her|se her|sjå her|les her|les mer|les meir|mer|meir|lenke|lenka|link|denne lenken|"
    "denne lenka|denne siden|denne sida|here|click here|see here|read more|more|learn more|this link|this page".split(
        "|"
    )
)


@dataclass(frozen=True)
class Readability:
    """What a text's readability was reckoned from; `lix` is the index."""

    words: int
    sentences: int
    long_words: int

    @property
    def lix(self) -> int:
        """Return words per sentence plus the percentage of words of more than six letters, rounded.

        LIX, after C.H. Björnsson, Läsbarhet (Stockholm: Liber, 1968): about 30 is easy, 40 is usual in newspapers,
        50 is heavy, 60 is the language of offices and laws.
        """
        if not self.words:
            return 0
        return round(self.words / max(self.sentences, 1) + 100 * self.long_words / self.words)


def _ends_sentence(token: str) -> bool:
    end = token.rstrip(_CLOSERS)
    is_abbreviation = "." in end[:-1] and end[0].isalpha() and not end.startswith("www")
    return end.endswith(_SENTENCE_ENDS) and end.lower() not in _ABBREVIATIONS and not is_abbreviation


def sentences(text: str) -> list[list[str]]:
    """Return the sentences of a text as lists of words; an abbreviation, or a small letter after it, ends none."""
    found: list[list[str]] = []
    current: list[str] = []
    ended = False
    for token in text.split():
        if ended and not token.lstrip("«“\"'([")[:1].islower() and current:
            found.append(current)
            current = []
        if word := _WORD.search(token):
            current.append(word[0])
        ended = _ends_sentence(token)
    return [*found, current] if current else found


def readability(texts: Iterable[str]) -> Readability:
    """Return what the readability of some passages is reckoned from; each passage ends its last sentence."""
    words = count = long_words = 0
    for text in texts:
        for sentence in sentences(text):
            count += 1
            words += len(sentence)
            long_words += sum(len(word) > LONG_WORD_LETTERS for word in sentence)
    return Readability(words, count, long_words)


def is_empty_link(text: str) -> bool:
    """Say whether a link's text tells nothing of where it leads."""
    return " ".join(text.lower().split()).strip(" .:›»>→") in _EMPTY_LINKS


def _forms(word: str, forms: str) -> Iterator[tuple[str, ...]]:
    yield tuple(word.split())
    if forms in _ENDINGS:
        yield from ((word.removesuffix("e") + ending,) for ending in _ENDINGS[forms].split())
        return
    size, others = len(word.split()), forms.split()
    yield from (tuple(others[start : start + size]) for start in range(0, len(others), size))


Heavy = dict[str, list[tuple[tuple[str, ...], str, str]]]


@cache
def heavy_words(language: str) -> Heavy:
    """Return a language's heavy words and phrases by their first word: (all words, as listed, what to write)."""
    path = _DATA / f"{language}.csv"
    listed: Heavy = {}
    if not path.is_file():
        return listed
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            for form in _forms(row["word"], row["forms"]):
                listed.setdefault(form[0], []).append((form, row["word"], row["instead"]))
    return listed


def find_heavy_words(text: str, language: str, *, most: int = 8) -> dict[str, str]:
    """Return the heavy words of a text as they are listed, each with what to write instead; at most so many."""
    listed = heavy_words(language)
    words = [found[0].lower() for found in _WORD.finditer(text)]
    found: dict[str, str] = {}
    for place, word in enumerate(words):
        # Of a word or its genitive.
        for form, name, instead in (*listed.get(word, ()), *(listed.get(word[:-1], ()) if word.endswith("s") else ())):
            if len(form) == 1 or tuple(words[place : place + len(form)]) == form:
                found[name] = instead
        if len(found) >= most:
            break
    return found
