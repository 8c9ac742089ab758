"""The bank as it is searched: by the same words, weights and ways out as the cases, over rows of its own."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar
from uuid import UUID

import numpy as np
from django.utils import translation
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.codes import CODES, LANGUAGE_NAMES, LOCALES, ConceptKind
from cases.models.vocabulary import reading_order
from cases.norwegian import sort_key
from cases.search.facets import Facet
from cases.search.language import words_in
from cases.search.library import ConceptNames, Library, Row, Surroundings
from cases.search.memory import Memory, surroundings
from cases.search.service import Search
from toolkit.impact.bank.contents import texts_of
from toolkit.impact.codes import ForWhom, Kind, Level
from toolkit.models import BankIndicator

YES = "1"
ORDERS = ("used", "newest", "title")
_STEP = """
    SELECT b.generation, s.words_generation, 0, pg_current_xact_id_if_assigned() IS NOT NULL,
           r.id, r.key, r.language, r.words, r.themes, r.groups, r.level, r.for_whom, r.kind, r.is_recommended, r.used,
           r.first_published_at, r.name, NOT r.is_live OR r.merged_into_id IS NOT NULL
    FROM (SELECT 1) AS one
    LEFT JOIN toolkit_bankstate b ON b.id = 1
    LEFT JOIN cases_searchstate s ON s.id = 1
    LEFT JOIN toolkit_bankindicator r ON r.generation > %s
"""


def _nothing(row: Any) -> tuple[str, ...]:
    """Return what a facet reads from a page: here all stands in the row."""
    return ()


FACETS: tuple[Facet, ...] = (
    Facet("level", _("Level"), tuple(Level.values), _nothing, names=lambda: _names(Level)),
    Facet("theme", _("Theme"), CODES[ConceptKind.THEME], _nothing, ConceptKind.THEME),
    Facet("group", _("Target group"), CODES[ConceptKind.TARGET_GROUP], _nothing, ConceptKind.TARGET_GROUP),
    Facet("kind", _("Kind of indicator"), tuple(Kind.values), _nothing, names=lambda: _names(Kind)),
    Facet("for_whom", _("About whom"), tuple(ForWhom.values), _nothing, names=lambda: _names(ForWhom)),
    Facet(
        "recommended",
        _("Recommended"),
        (YES,),
        _nothing,
        names=lambda: {YES: gettext("Recommended by the editors")},
    ),
    Facet("locale", _("Language"), LOCALES, _nothing, names=lambda: LANGUAGE_NAMES),
)


def _names(choices: Any) -> dict[str, str]:
    return {code: str(name) for code, name in choices.choices}


@dataclass(frozen=True)
class BankRow(Row):
    """An entry of the bank as it is searched; `used` is the number of cases that show it."""

    used: int = 0


class BankLibrary(Library):
    """All live entries, with the most useful ones first."""

    def order(self, sort: str) -> np.ndarray:
        """Return all rows in an order; "used" has the recommended ones first, then what most cases use."""
        if sort != "used":
            return super().order(sort)
        if sort not in self._orders:
            used = np.fromiter((getattr(row, "used", 0) for row in self.rows), np.int64, len(self.rows))
            self._orders[sort] = np.lexsort((self.rank("title"), -used, ~self.having("recommended", [YES])))
        return self._orders[sort]


class BankSearch(Search):
    """One question to the bank and its answer."""

    facets: ClassVar[Sequence[Facet]] = FACETS
    orders: ClassVar[tuple[str, ...]] = ORDERS

    @staticmethod
    def remembered() -> Library:
        """Return the bank as the database has it now."""
        return _bank.library()

    @staticmethod
    def texts_of(pages: Sequence[int]) -> dict[int, list[str]]:
        """Return the words of entries in the order in which they stand."""
        rows = BankIndicator.objects.filter(pk__in=pages).values_list("pk", "name", "unit", "content")
        return {pk: words_in("\n".join(texts_of(name, unit, content))) for pk, name, unit, content in rows}

    def _first(self, most: int | None) -> np.ndarray:
        """Return the hits in order, those in a language that the reader reads every day before the others.

        In the open data, which ask for each language alike, there is no such reader.
        """
        if self.question.each_language:
            return super()._first(most)
        hits = super()._first(None)
        near = np.isin(self.library.locales[hits], _near(self.question.reader))
        return np.concatenate((hits[near], hits[~near]))


def _near(reader: str) -> list[str]:
    """Return the languages that count as the reader's own: bokmål and nynorsk for each other."""
    return ["en"] if reader == "en" else [code for code in reading_order(reader) if code != "en"]


def _row_of(pk: int, key: UUID, language: str, words: str, *columns: Any) -> BankRow:
    themes, groups, level, for_whom, kind, is_recommended, used, published_at, name = columns
    facets = [
        *(f"theme:{code}" for code in themes),
        *(f"group:{code}" for code in groups),
        f"level:{level}",
        f"for_whom:{for_whom}",
        f"kind:{kind}",
        *([f"recommended:{YES}"] if is_recommended else []),
    ]
    return BankRow(
        pk, str(key), language, json.loads(words), facets, None, None, published_at, None, sort_key(name), used
    )


def _around() -> Surroundings:
    """Return what the search knows beside the entries: what it knows beside cases, and names of levels and kinds."""
    found = surroundings()
    return replace(found, concepts=[*found.concepts, *_concepts()])


def _concepts() -> Iterable[ConceptNames]:
    for locale in LOCALES:
        with translation.override(locale):
            for facet, choices in (("level", Level), ("kind", Kind)):
                yield from (ConceptNames(facet, code, locale, name) for code, name in _names(choices).items())


_bank = Memory(_STEP, _row_of, BankLibrary, _around)
forget = _bank.forget
