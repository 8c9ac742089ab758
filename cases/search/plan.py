"""From a question to what is looked for in the library: for each word, what will do, and how well. A pure core."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from cases.search.language import COMMON_WORDS, PARTICLES, STOP_WORDS
from cases.search.lexicon import FOLDED, ROOT, Found, Lexicon
from cases.search.query import Asked, AskedWord
from cases.search.thesaurus import Thesaurus

# How well a text fits that has only the parts of a compound: all of them close together, the last one, another one.
TOGETHER, HEAD_ALONE, MODIFIER_ALONE = 0.7, 0.3, 0.2
# Below this, a word does not count as found in its own right.
SURE = 0.45


@dataclass(frozen=True)
class Alternative:
    """One way in which a text may have what is asked for: a word of each group; `near` names what must stand close."""

    groups: tuple[Found, ...]
    fit: float
    near: tuple[frozenset[str], ...] = ()


@dataclass
class Unit:
    """A word of the question with all that will do for it."""

    word: str
    part: float
    alternatives: list[Alternative] = field(default_factory=list)
    meant: str = ""

    def take(self, *groups: Found, fit: float = 1.0, near: tuple[frozenset[str], ...] = ()) -> None:
        """Add a way, unless one of its groups is empty."""
        if all(groups):
            self.alternatives.append(Alternative(groups, fit, near))


class Planner:
    """Makes plans of questions with the words of one library."""

    def __init__(self, lexicon: Lexicon, thesaurus: Thesaurus) -> None:
        self.lexicon = lexicon
        self.thesaurus = thesaurus

    def plan(self, asked: Asked, language: str = "nb") -> list[Unit]:
        """Return a unit for each word that says what is looked for."""
        units = {word.place: Unit(word.text, word.part) for word in asked.words}
        is_english = language == "en" or self._reads_english(asked)
        for unit in units.values():
            self._word(unit, is_english=is_english)
        self._terms(asked, units, is_english=is_english)
        self._pairs(asked, units)
        for unit in units.values():
            if not any(max(group.values()) * a.fit >= SURE for a in unit.alternatives for group in a.groups[:1]):
                self._mistyped(unit)
        return list(units.values())

    def _reads_english(self, asked: Asked) -> bool:
        """Say whether a question is in English, also where the reader has chosen Norwegian."""
        known = [self.thesaurus.in_norwegian([word.text]) for word in asked.words]
        strange = [word for word in asked.words if max(self.lexicon.find(word.text).values(), default=0) < ROOT]
        return bool(known) and all(known) and bool(strange)

    def _word(self, unit: Unit, *, is_english: bool) -> None:
        if is_english:
            unit.take(self.lexicon.find_english(unit.word))
        unit.take(self.lexicon.find(unit.word))
        for part, fit in self._compound(unit.word):
            unit.take(part, fit=fit)

    def _compound(self, word: str) -> Iterable[tuple[Found, float]]:
        parts = self.lexicon.split(word)
        if _is_one_thing(parts):
            return
        for place, part in enumerate(parts):
            if part not in PARTICLES:
                fit = HEAD_ALONE if place == len(parts) - 1 else MODIFIER_ALONE
                if all(other in COMMON_WORDS for other in parts if other != part):
                    fit = TOGETHER
                yield self.lexicon.find(part), fit if len(part) > 3 else fit / 2

    def _terms(self, asked: Asked, units: dict[int, Unit], *, is_english: bool) -> None:
        """Add what the synonyms say of the question's words, one by one and together."""
        for size in range(1, self.thesaurus.longest + 1):
            for first in range(len(asked.stream) - size + 1):
                term = asked.stream[first : first + size]
                covered = [units[place] for place in range(first, first + size) if place in units]
                meanings = dict(self.thesaurus.meanings(term))
                if is_english or not any(self._is_there(word) for word in term):
                    meanings.update(self.thesaurus.in_norwegian(term))
                for unit in covered:
                    for meaning, fit in meanings.items():
                        self._mean(unit, meaning, fit)
        for unit in units.values():
            parts = self.lexicon.split(unit.word)
            if len(parts) == 2 and not _is_one_thing(parts):
                self._parts_together(unit, parts)
            telling = [part for part in parts if part not in COMMON_WORDS and part not in PARTICLES]
            if len(telling) == 1:
                # `kommunepolitiker` is a politician.
                for meaning, fit in self.thesaurus.meanings(telling).items():
                    self._mean(unit, meaning, fit * TOGETHER)

    def _is_there(self, word: str) -> bool:
        return max(self.lexicon.find(word).values(), default=0) >= ROOT

    def _mean(self, unit: Unit, meaning: tuple[str, ...], fit: float) -> None:
        telling = [word for word in meaning if word not in STOP_WORDS] or list(meaning)
        groups = [self.lexicon.find(word) for word in telling]
        if len(groups) == 1:
            unit.take(groups[0], fit=fit)
        else:
            sure = [_sure(group) for group in groups]
            others = [frozenset([word]) for word in meaning if word not in telling]
            unit.take(*sure, fit=fit, near=(*map(self._named, sure), *others))

    def _parts_together(self, unit: Unit, parts: tuple[str, ...]) -> None:
        """Take the parts of a compound that stand close together, as `plass for lek`, and other compounds of them."""
        unit.take(self.lexicon.find_pair(*parts), fit=0.95)
        wider = [
            [(part,), *(term for term in self.thesaurus.meanings([part]) if len(term) == 1)]
            if len(part) > 3
            else [(part,)]
            for part in parts
        ]
        for first in wider[0]:
            for last in wider[1]:
                if (first, last) != ((parts[0],), (parts[1],)):
                    unit.take(self.lexicon.find_pair(first[0], last[0]), fit=0.75)
        telling = [part for part in parts if part not in STOP_WORDS]
        groups = [_sure(self.lexicon.find(part)) for part in telling]
        others = [frozenset([part]) for part in parts if part not in telling]
        unit.take(*groups, fit=TOGETHER, near=(*map(self._named, groups), *others))

    def _named(self, group: Found) -> frozenset[str]:
        return frozenset(self.lexicon.words[number] for number in group)

    def _pairs(self, asked: Asked, units: dict[int, Unit]) -> None:
        """Take two words of the question for one compound, in either order, and a verb with its small word."""
        stream = asked.stream
        for first, word in enumerate(stream):
            for last in range(first + 1, min(first + 4, len(stream))):
                if not all(between in STOP_WORDS for between in stream[first + 1 : last]):
                    break
                if first not in units and last not in units:
                    continue
                found = self.lexicon.find_pair(word, stream[last]) if last == first + 1 else {}
                turns = {word, stream[last]}.isdisjoint(STOP_WORDS) or not PARTICLES.isdisjoint((word, stream[last]))
                if not found and turns:
                    found = self.lexicon.find_pair(stream[last], word)
                for place in (first, last):
                    if place in units:
                        units[place].take(found, fit=0.95)

    def _mistyped(self, unit: Unit) -> None:
        if self.lexicon.is_known(unit.word):
            return
        if begun := self.lexicon.begun(unit.word):
            unit.take(begun)
            return
        for word, fit in self.lexicon.spelling(unit.word):
            unit.meant = unit.meant or word
            unit.take({n: f for n, f in self.lexicon.find(word).items() if f >= ROOT}, fit=fit)
            for meaning, other in self.thesaurus.meanings([word]).items():
                self._mean(unit, meaning, other * fit)


def _is_one_thing(parts: tuple[str, ...]) -> bool:
    """Say whether a small word turns another into something else, as in `selvkjørende`, which is not found by parts."""
    return not STOP_WORDS.isdisjoint({*parts} - PARTICLES)


def _sure(found: Found) -> Found:
    """Return the words of a group that fit in their own right: several must come together, so each has to be sure."""
    return {number: fit for number, fit in found.items() if fit >= SURE}


def close_together(tokens: list[str], near: tuple[frozenset[str], ...], window: int = 5) -> bool:
    """Say whether a text has a word of each group within a few words."""
    either = frozenset().union(*near)
    for start, token in enumerate(tokens):
        if token in either and not any(group.isdisjoint(tokens[start : start + window]) for group in near):
            return True
    return False


__all__ = ["FOLDED", "Alternative", "AskedWord", "Planner", "Unit", "close_together"]
