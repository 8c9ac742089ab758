"""Other cases like one: by what they have in common, rare things before common ones, and not all from one place."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.utils.translation import gettext_lazy as _

from cases.models import Vocabulary
from cases.places.wording import in_a_sentence
from cases.search.facets import facet
from cases.search.library import Library

MOST = 6
# How much it says that two cases share a code of each facet; what they share of words counts beside it.
_SAYS = {"theme": 1.3, "group": 1.3, "field": 1.0, "value": 0.8, "step": 0.8, "sector": 0.35, "role": 0.5, "size": 0.35}
_WORDS_SAY = 3.0
# A case from a place that is already among those chosen has to be this much better.
_SAME_PLACE = 0.6
# True of nearly every case here.
_SAYS_NOTHING = "sector:municipality"
# Words that speak strongest for a case; the others say little of what it is about.
_MOST_WORDS = 40
_LEAST = 0.6
_LIKE_WORDS = _("the stories are about much the same")
_SAID = {
    "theme": _("both about %(names)s"),
    "group": _("both for %(names)s"),
    "field": _("both work with %(names)s"),
    "value": _("both show %(names)s"),
    "step": _("on the same step: %(names)s"),
    "sector": _("both with %(names)s"),
    "role": _("citizens in the same role: %(names)s"),
    "size": _("municipalities of like size"),
}


@dataclass(frozen=True)
class Similar:
    """A case like another: its page, how like it is, and the codes that they share by facet, the rarest first."""

    page: int
    score: float
    shared: Mapping[str, tuple[str, ...]]


def similar_to(library: Library, page: int, reader: str = "nb", most: int = MOST) -> list[Similar]:
    """Return the cases most like the one of a page, each once, in the reader's language; none for no page."""
    places = np.flatnonzero(library.pages == page)
    if not len(places):
        return []
    own = int(places[0])
    shown = library.shown(reader) & (library.cases != library.cases[own])
    scores = _by_codes(library, own, shown) + _WORDS_SAY * _by_words(library, own)
    scores = np.where(shown, scores, 0)
    like = np.flatnonzero(scores > _LEAST)
    nearest = [int(row) for row in like[np.argsort(-scores[like], kind="stable")][: most * 8]]
    chosen: list[Similar] = []
    taken: Counter[str] = Counter()
    while len(chosen) < most and nearest:
        row = max(nearest, key=lambda row: _spread(library, row, scores, taken))
        nearest.remove(row)
        taken.update(_places_of(library, row))
        chosen.append(Similar(int(library.pages[row]), round(float(scores[row]), 3), _shared(library, own, row)))
    return chosen


def reasons_in_words(similar: Similar, vocabulary: Vocabulary, most: int = 3) -> list[str]:
    """Return in words what two cases share, what is rarest first: `both for immigrants and refugees`."""
    said = []
    for parameter, codes in similar.shared.items():
        known = facet(parameter)
        terms = vocabulary.some(known.kind, codes) if known and known.kind else []
        names = ", ".join(in_a_sentence(term.name) for term in terms)
        if parameter in _SAID:
            said.append(str(_SAID[parameter]) % {"names": names})
    return said[:most] or [str(_LIKE_WORDS)]


def _spread(library: Library, row: int, scores: np.ndarray, taken: Counter[str]) -> float:
    """Return what a case is worth when these are chosen already; each one from the same place makes it worth less."""
    from_there = max((taken[place] for place in _places_of(library, row)), default=0)
    return float(scores[row]) * _SAME_PLACE**from_there


def _places_of(library: Library, row: int) -> set[str]:
    return {code for code in library.codes[row] if code.startswith("municipality:")}


def _rarity(library: Library, parameter: str, code: str) -> float:
    having = int(library.having(parameter, [code]).sum())
    return math.log(1 + len(library.rows) / (having + 1))


def _codes_that_say(codes: Iterable[str]) -> Iterable[tuple[str, str]]:
    for key in sorted(codes):
        parameter, _colon, code = key.partition(":")
        if parameter in _SAYS and key != _SAYS_NOTHING:
            yield parameter, code


def _by_codes(library: Library, own: int, shown: np.ndarray) -> np.ndarray:
    scores = np.zeros(len(library.rows), np.float64)
    for parameter, code in _codes_that_say(library.codes[own]):
        scores += _SAYS[parameter] * _rarity(library, parameter, code) * library.having(parameter, [code])
    return scores * shown


def _by_words(library: Library, own: int) -> np.ndarray:
    """Return how like the words of each row are to a row's own, from 0 to about 1."""
    words = library.words
    scores = np.zeros(len(library.rows), np.float64)
    weights = []
    for word, points in library.rows[own].words.items():
        number = words.lexicon.number.get(word)
        if number is not None and len(word) > 3:
            rows, _strengths = words.of(number)
            weights.append((points * math.log(1 + len(library.rows) / (len(rows) + 1)), number))
    strongest = sorted(weights, reverse=True)[:_MOST_WORDS]
    for weight, number in strongest:
        rows, strengths = words.of(number)
        scores[rows] += weight * strengths
    total = sum(weight for weight, _number in strongest)
    return scores / total if total else scores


def _shared(library: Library, own: int, row: int) -> dict[str, tuple[str, ...]]:
    shared: dict[str, list[tuple[float, str]]] = {}
    for parameter, code in _codes_that_say(library.codes[own] & library.codes[row]):
        shared.setdefault(parameter, []).append((-_rarity(library, parameter, code), code))
    best = sorted(shared.items(), key=lambda item: min(item[1])[0] * _SAYS[item[0]])
    return {parameter: tuple(code for _place, code in sorted(codes)) for parameter, codes in best}
