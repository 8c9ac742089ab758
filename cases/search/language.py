"""The words of bokmål, nynorsk and English: how they are inflected, derived, put together and mistyped. A pure core.

A word is compared by three forms, from narrow to wide: as it is written, its *stem* (without inflection, nynorsk read
as bokmål) and its *root* (without what makes nouns of verbs and adjectives: `løslatelse` and `løslatte` share one).
"""

from __future__ import annotations

import csv
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

from cases.norwegian import fold

DATA = Path(__file__).resolve().parent.parent / "data" / "search"

_WORD = re.compile(r"[^\W_]+")
_VOWELS = frozenset("aeiouyæøå")
_LETTERS = str.maketrans({"ä": "æ", "ö": "ø", "đ": "d", "ŋ": "n", "ŧ": "t", "’": "'"})
# å is a letter of its own, whose ring is no accent; it steps aside while accents are taken off.
_RING = str.maketrans({"å": "\x01"})
_BACK = str.maketrans({"\x01": "å"})


def words_in(text: str) -> list[str]:
    """Return the words of a text as they are compared: small letters, accents off but for å; hyphens divide."""
    lowered = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS).translate(_RING)
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return _WORD.findall(plain.translate(_BACK))


def _table(name: str) -> dict[str, str]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return {row[0]: row[1] for row in csv.reader(file) if len(row) > 1}


# Forms that no ending explains: `lagt` of `legge`, `bøker` of `bok`.
_IRREGULAR = _table("irregular.csv")
# Nynorsk words, or beginnings and ends of compounds, with the bokmål that they are read as.
_NYNORSK = _table("nynorsk.csv")
_STOP_FILE = (DATA / "stop_words.txt").read_text(encoding="utf-8").split("\n\n")
# Words that say nothing of what is looked for, and such that fit nearly every case of a library like this.
STOP_WORDS = frozenset(_STOP_FILE[1].split())
COMMON_WORDS = frozenset(_STOP_FILE[2].split())
# Small words that verbs take along, before them or after: `nedlagt`, `lagt ned`.
PARTICLES = frozenset("ned opp ut inn av på fram frem bort om over til sammen igjen etter".split())

_ENDINGS = "enes anes erne ernes arne ene ane ens ets ers ars ere ar er en et a e es as ede ete ende endes ande"
_INFLECTIONS = sorted(_ENDINGS.split(), key=len, reverse=True)
# Nouns made of verbs and adjectives keep what makes them nouns, until their root is asked for.
_MADE = re.compile(r"(.{2,}(?:het|else|ing|sjon|dom|skap))(?:er|en|ene|a|ane|ar|et|r|n|ne|me|men|mene|mer)?s?")
_DERIVATIONS = sorted(
    "ning ninge ing inge else els asjon sjon ering eringe het skap leg lig ig eri isk nad dom er te t".split(),
    key=len,
    reverse=True,
)
# How much of a word must be left when an ending is taken off; three letters where nothing is said.
_LEAST_INFLECTED = {"ens": 4, "ete": 4, "ede": 5}
_LEAST = {"ig": 6, "lig": 5, "leg": 5, "isk": 5, "skap": 5, "er": 4, "eri": 4, "nad": 3}


def _has_vowel(text: str) -> bool:
    return not _VOWELS.isdisjoint(text)


def _single(text: str) -> str:
    """Return a stem without a doubled m at its end, which whole words never have: `ungdom`, `ungdommer`."""
    return text[:-1] if len(text) > 3 and text.endswith("mm") else text


@lru_cache(maxsize=200_000)
def as_bokmaal(word: str) -> str:
    """Return a nynorsk word as bokmål would have it, for comparing; a word of bokmål stays as it is."""
    if word in _NYNORSK:
        return _NYNORSK[word]
    for cut in range(min(len(word) - 3, 12), 3, -1):
        # The beginning or the end of a compound, as in `sjukeheim|hage` and `ungdoms|skule`.
        if word[:cut] in _NYNORSK:
            return _NYNORSK[word[:cut]] + as_bokmaal(word[cut:])
    for cut in range(3, len(word) - 3):
        if word[cut:] in _NYNORSK:
            return word[:cut] + _NYNORSK[word[cut:]]
    for ending, other in (
        ("heitene", "hetene"), ("heiter", "heter"), ("heita", "heten"), ("heit", "het"), ("leg", "lig"),
        ("lege", "lige"), ("legast", "ligst"), ("ande", "ende"), ("ast", "est"), ("nad", "ning"), ("naden", "ningen"),
        ("gjar", "ger"), ("gjarar", "gere"), ("gjarane", "gerne"), ("kjar", "ker"), ("kjarar", "kere"),
        ("kjarane", "kerne"), ("gje", "ge"), ("kje", "ke"),
    ):  # fmt: skip
        if word.endswith(ending) and len(word) > len(ending) + 3:
            return word.removesuffix(ending) + other
    return word


def _regular(word: str) -> str:
    """Return the regular form of an irregular one, also at the end of a compound: `nedlagt` is `nedlegge`."""
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    for cut in range(2, len(word) - 3):
        if word[cut:] in _IRREGULAR:
            return word[:cut] + _IRREGULAR[word[cut:]]
    return word


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return what is common to the inflections of a word, nynorsk read as bokmål."""
    bare = _bare(_regular(as_bokmaal(_regular(word))))
    for cut in (0, *range(3, len(bare) - 3)):
        if bare[cut:] in _STEMS_OF_NYNORSK:
            return bare[:cut] + _STEMS_OF_NYNORSK[bare[cut:]]
    return bare


def _bare(word: str) -> str:
    """Return a word without its inflection."""
    if word.isdigit() or len(word) < 4:
        return word
    if made := _MADE.fullmatch(word):
        return made[1]
    without_s = _without_s(word)
    spare = 0 if without_s == word else 1
    for ending in _INFLECTIONS:
        left = without_s.removesuffix(ending)
        if left != without_s and len(left) >= _LEAST_INFLECTED.get(ending, 3) + spare and _has_vowel(left):
            return _even(left)
    return _even(without_s)


def _without_s(word: str) -> str:
    if len(word) > 4 and word.endswith("s") and word[-2] not in "aeiosuyæøå":
        return word[:-1]
    return word


def _even(word: str) -> str:
    """Return a stem in which `fengsel` and `fengsler`, `sykkel` and `sykler` are one."""
    if len(word) > 4 and word.endswith("el") and word[-3] not in _VOWELS:
        word = word[:-2] + "l"
        if word[-2] == word[-3]:
            word = word[:-2] + "l"
    return _single(word)


# `skulen` and `skular` lead to `skole` as `skule` does.
_STEMS_OF_NYNORSK = {
    _bare(nynorsk): _bare(_IRREGULAR.get(bokmaal, bokmaal)) for nynorsk, bokmaal in _NYNORSK.items() if len(nynorsk) > 3
}


@lru_cache(maxsize=200_000)
def root(word: str) -> str:
    """Return what is common to words that are derived from each other: `måle`, `måling`, `målte`."""
    left = stem(word)
    for endings in (_DERIVATIONS, ("lig", "ig", "ing")):
        for ending in endings:
            shorter = left.removesuffix(ending)
            if shorter == left or len(shorter) < _LEAST.get(ending, 3) or not _has_vowel(shorter):
                continue
            if ending == "t" and shorter[-1] in "aeiouyæøåt":
                continue
            if ending == "ning" and shorter[-1] == "n":
                shorter += "n"  # `utdanning` of `utdanne`
            left = _single(shorter)
            break
    return left


@lru_cache(maxsize=200_000)
def english_stem(word: str) -> str:
    """Return what is common to the inflections of an English word."""
    for ending, other in (
        ("ies", "i"), ("sses", "ss"), ("ings", ""), ("ing", ""), ("edly", ""), ("ed", ""), ("ers", "er"), ("ly", ""),
        ("ments", "ment"), ("es", ""), ("s", ""), ("e", ""), ("y", "i"),
    ):  # fmt: skip
        left = word.removesuffix(ending)
        if left != word and len(left) >= 3 and _has_vowel(left) and not (ending == "s" and left[-1] in "su"):
            return _undoubled(left) + other
    return _undoubled(word)


def _undoubled(text: str) -> str:
    return text[:-1] if len(text) > 3 and text[-1] == text[-2] and text[-1] not in _VOWELS else text


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """Return a word without the letters that keyboards and hurry lose."""
    return fold(word)


def mistyped(written: str, meant: str) -> float:
    """Return how many slips lie between two words: a letter more, less, other, or two swapped; half for like ones."""
    if abs(len(written) - len(meant)) > 2:
        return 9.0
    before: list[float] = []
    row = [float(n) for n in range(len(meant) + 1)]
    for i, a in enumerate(written, start=1):
        two_before, before, row = before, row, [float(i)]
        for j, b in enumerate(meant, start=1):
            doubled = 0.5 if (i > 1 and a == written[i - 2]) else 1.0
            halved = 0.5 if (j > 1 and b == meant[j - 2]) else 1.0
            cost = 0.0 if a == b else 0.5 if _alike(a, b) else 1.0
            best = min(before[j] + doubled, row[j - 1] + halved, before[j - 1] + cost)
            if i > 1 and j > 1 and a == meant[j - 2] and b == written[i - 2]:
                best = min(best, two_before[j - 2] + 0.8)
            row.append(best)
    return row[-1]


_ALIKE = tuple(frozenset(pair) for pair in ("oå", "eæ", "øo", "cs", "ck", "dt", "gk", "bp", "vf", "iy", "wv", "zs"))


def _alike(a: str, b: str) -> bool:
    return frozenset((a, b)) in _ALIKE
