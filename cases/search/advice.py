"""What to try when a question finds little: another spelling, a filter less, cases near it."""

from __future__ import annotations

from dataclasses import dataclass

from cases.search.service import Question, Search

_MOST_NEAR = 3


@dataclass(frozen=True)
class Advice:
    """What may help; empty where there is nothing to say.

    `spelling` is the question as it may have been meant; `without` the parameter whose removal gives most, and `gives`
    how many cases that would be; `near` the ids of pages that answer a part of the words.
    """

    spelling: str = ""
    without: str = ""
    gives: int = 0
    near: tuple[int, ...] = ()


def advice_on(search: Search) -> Advice:
    """Return what may help a reader further. No query but where a spelling is tried."""
    spelling = meant(search)
    if search.count:
        return Advice(spelling=spelling)
    gains = {name: search.count_without(name) for name in search.question.chosen}
    if search.asked and search.question.chosen:
        question = search.question
        wordless = Question(chosen=question.chosen, reader=question.reader, each_language=question.each_language)
        gains["q"] = Search(wordless, among=search.library).count
    without = max(gains, key=lambda name: gains[name], default="")
    gives = gains.get(without, 0)
    near = tuple(search.nearest(_MOST_NEAR)) if search.asked else ()
    return Advice(spelling, without if gives else "", gives, near)


def meant(search: Search) -> str:
    """Return the question with the words that were mistyped as they may be meant; empty where none was."""
    right = {unit.word: unit.meant for unit in search.weighed.units if unit.meant and unit.meant != unit.word}
    if not right or search.asked.phrases or search.asked.without:
        return ""
    return " ".join(right.get(word, word) for word in search.asked.stream)
