"""What a reader's words ask for: words, quoted phrases, and what shall not be there. A pure core."""

from __future__ import annotations

import re
from dataclasses import dataclass

from cases.search.language import COMMON_WORDS, STOP_WORDS, words_in

# More words than anybody writes; what follows them is left out, for each costs a little.
MOST_WORDS = 24
_PARTS = re.compile(r'(?P<minus>(?<!\S)[-−–])?(?:["“”«»](?P<quoted>[^"“”«»]*)["“”«»]|(?P<word>[^\s"“”«»]+))')


@dataclass(frozen=True)
class AskedWord:
    """A word of a question: its place among all its words, and how much of the question it carries."""

    text: str
    place: int
    part: float


@dataclass(frozen=True)
class Asked:
    """A question taken apart; `words` are those that say what is looked for, `stream` all of them in order."""

    words: tuple[AskedWord, ...] = ()
    stream: tuple[str, ...] = ()
    phrases: tuple[tuple[str, ...], ...] = ()
    without: tuple[tuple[str, ...], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.words or self.phrases or self.without)


def parse(text: str) -> Asked:
    """Return what a text asks for. Nothing is wrong: an unpaired quotation mark or a lone minus is passed over."""
    stream: list[str] = []
    phrases: list[tuple[str, ...]] = []
    without: list[tuple[str, ...]] = []
    for part in _PARTS.finditer(text.replace("\0", " ")):
        words = tuple(words_in(part["quoted"] or part["word"] or ""))[:MOST_WORDS]
        if not words:
            continue
        if part["minus"]:
            without.append(words)
        elif part["quoted"] is not None:
            phrases.append(words)
        else:
            stream += words
    stream = stream[:MOST_WORDS]
    return Asked(tuple(_weighed(stream)), tuple(stream), tuple(phrases[:4]), tuple(without[:8]))


def _weighed(stream: list[str]) -> list[AskedWord]:
    """Return the words that carry the question; where none does, all of them."""
    telling = [
        AskedWord(word, place, 0.3 if word in COMMON_WORDS else 1.0)
        for place, word in enumerate(stream)
        if word not in STOP_WORDS and (len(word) > 1 or word.isdigit())
    ]
    if telling and all(word.part < 1 for word in telling):
        return [AskedWord(word.text, word.place, 1.0) for word in telling]
    return telling or [AskedWord(word, place, 1.0) for place, word in enumerate(stream)]
