"""Ways on from a search without hits: what it may have meant, what to take away, and which cases lie near."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from cases.search.language import words_in
from cases.search.service import Search

_TOKEN = re.compile(r"[^\W_]+")
# Each word that might be taken away costs a search.
_MOST_WORDS, _MOST_SHOWN = 6, 3


@dataclass(frozen=True)
class WayOut:
    """Something to take away: a parameter, a word with the text that is left, and what is found then."""

    search: Search
    parameter: str = ""
    word: str = ""
    text: str = ""

    @property
    def count(self) -> int:
        """Return how many hits it gives."""
        return self.search.count


def meant(search: Search) -> str:
    """Return the question as it may have been meant; empty where every word is known, or nothing resembles it."""
    corrected = {unit.word: unit.meant for unit in search.weighed.units if unit.meant and unit.meant != unit.word}
    if not corrected:
        return ""
    return _TOKEN.sub(lambda token: corrected.get("".join(words_in(token[0])), token[0]), search.question.text)


def ways_out(search: Search) -> list[WayOut]:
    """Return what to take away so that there are hits, that which gives most first."""
    found = [way for way in (*_without_filters(search), *_without_words(search)) if way.count]
    return sorted(found, key=lambda way: -way.count)[:_MOST_SHOWN]


def _without_filters(search: Search) -> Iterable[WayOut]:
    for parameter, codes in search.question.chosen.items():
        if codes:
            yield WayOut(search.without(parameter), parameter)
    for parameter in ("from_year", "to_year"):
        if getattr(search.question, parameter):
            yield WayOut(search.without(parameter), parameter)
    if search.question.text and (search.question.chosen or search.question.from_year or search.question.to_year):
        yield WayOut(_asking(search, ""), "q")


def _without_words(search: Search) -> Iterable[WayOut]:
    text = search.question.text
    words = [word.text for word in search.asked.words][:_MOST_WORDS]
    for word in words if len(words) > 1 else ():
        rest = _without(word, text)
        if rest and rest != text:
            yield WayOut(_asking(search, rest), "q", word, rest)
    if search.asked.phrases:
        rest = re.sub('["“”«»]', "", text)
        yield WayOut(_asking(search, rest), "q", "", rest)


def _without(word: str, text: str) -> str:
    return " ".join(_TOKEN.sub(lambda token: "" if words_in(token[0]) == [word] else token[0], text).split())


def _asking(search: Search, text: str) -> Search:
    return type(search)(replace(search.question, text=text), search.library)
