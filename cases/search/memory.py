"""A process's copy of the read model, in step with the database at every question.

Each search asks first which generation the database is at, together with the rows that are newer than what the process
knows: one query, one snapshot. A generation's number is given once, so a copy that bears it says what the database
says, in whichever process, and a copy of something that was rolled back bears a number that never comes again. What a
transaction sees that has written something itself is kept apart, and nothing is ever built on it.
"""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from cases.codes import ConceptKind
from cases.lookup import code_of, gazetteer
from cases.models import ConceptText, County, Municipality, Synonym, Vocabulary
from cases.places.norway import atlas
from cases.search.facets import FACETS, size_class
from cases.search.library import ConceptNames, Library, Row, Surroundings
from cases.search.places import PlaceNames, Places, former_counties
from cases.search.thesaurus import Entry, Thesaurus, english_words

_STEP = """
    SELECT s.generation, s.words_generation, s.floor, pg_current_xact_id_if_assigned() IS NOT NULL,
           r.page_id, r.case_id, r.locale, r.words, r.facets, r.first_year, r.last_year,
           r.published_at, r.confirmed_at, r.title_key, r.is_gone
    FROM (SELECT 1) AS one
    LEFT JOIN cases_searchstate s ON s.id = 1
    LEFT JOIN cases_searchrow r ON r.generation > %s
"""


@dataclass(frozen=True)
class _State:
    """Where the database is, as this transaction sees it."""

    generation: int
    words_generation: int
    floor: int
    has_written: bool


@dataclass(frozen=True)
class _Copy:
    database: str
    generation: int
    words_generation: int
    rows: dict[int, Row]
    around: Surroundings
    library: Library

    def is_at(self, state: _State) -> bool:
        """Say whether this is what the database says."""
        here = connection.settings_dict["NAME"], state.generation, state.words_generation
        return (self.database, self.generation, self.words_generation) == here


class Memory:
    """The copy of one read model: `step` asks the database what is new, `row_of` reads a row, `make` the library.

    `step` gets the generation that is known and yields where the database is, then a row's columns, `is_gone` last;
    the first of the columns is the row's number.
    """

    def __init__(
        self, step: str, row_of: Callable[..., Row], make: Callable[..., Library], around: Callable[[], Surroundings]
    ) -> None:
        self._step, self._row_of, self._make, self._around = step, row_of, make, around
        # What committed transactions have written, and what the last transaction with writes of its own saw.
        self._committed: _Copy | None = None
        self._private: _Copy | None = None
        self._lock = threading.Lock()

    def library(self) -> Library:
        """Return all that is live as the database has it now. One query, and a few more after a change of words."""
        known = self._committed
        base = known if known and known.database == connection.settings_dict["NAME"] else None
        state, fresh = self._read(base.generation if base else -1)
        for copy in (base, self._private):
            if copy and copy.is_at(state):
                return copy.library
        if base is not None and not state.floor <= base.generation <= state.generation:
            base = None
            state, fresh = self._read(-1)
        with self._lock:
            # Somebody may have read the same meanwhile.
            if not state.has_written and self._committed and self._committed.is_at(state):
                return self._committed.library
            copy = self._next(base, state, fresh)
            if not state.has_written:
                self._committed = copy
        if state.has_written:
            self._private = copy
        return copy.library

    def forget(self) -> None:
        """Read everything anew next time, as a new process does."""
        self._committed = self._private = None

    def _read(self, after: int) -> tuple[_State, list[Any]]:
        with connection.cursor() as cursor:
            cursor.execute(self._step, [after])
            rows = cursor.fetchall()
        generation, words_generation, floor, has_written = rows[0][:4]
        state = _State(generation or 0, words_generation or 0, floor or 0, has_written)
        return state, [row[4:] for row in rows if row[4] is not None]

    def _next(self, base: _Copy | None, state: _State, fresh: list[Any]) -> _Copy:
        rows = dict(base.rows) if base else {}
        for number, *columns, is_gone in fresh:
            if is_gone:
                rows.pop(number, None)
            else:
                rows[number] = self._row_of(number, *columns)
        same_words = base is not None and base.words_generation == state.words_generation
        around = base.around if base is not None and same_words else self._around()
        numbering = base.library.numbering if base is not None and same_words else None
        library = self._make(rows.values(), around, numbering)
        name = connection.settings_dict["NAME"]
        return _Copy(name, state.generation, state.words_generation, rows, around, library)


def _row_of(page: int, case: UUID, locale: str, words: str, *rest: Any) -> Row:
    return Row(page, str(case), locale, json.loads(words), *rest)


def surroundings() -> Surroundings:
    """Return what the search knows beside the cases, as the database has it now."""
    synonyms = [Entry(tuple(s.word_list), tuple(s.also_list), s.both_ways) for s in Synonym.objects.all()]
    texts = list(ConceptText.objects.values_list(*Vocabulary.COLUMNS, "aliases"))
    thesaurus = Thesaurus(synonyms, english_words())
    return Surroundings(list(_concepts(texts)), _places(), thesaurus, atlas(), [text[:-1] for text in texts])


def _concepts(texts: list[tuple[Any, ...]]) -> Iterator[ConceptNames]:
    parameters = {facet.kind: facet.parameter for facet in FACETS if facet.kind}
    for kind, code, name, _short, _slug, _order, locale, aliases in texts:
        if kind in parameters and kind != ConceptKind.THICKNESS:
            yield ConceptNames(parameters[kind], code, locale, name, tuple(aliases))


def _places() -> Places:
    former = gazetteer().former()
    municipalities = {}
    for row in Municipality.objects.select_related("county"):
        known = former.get((row.country, row.number), [])
        numbers, names = [text for text in known if text.isdigit()], [text for text in known if not text.isdigit()]
        municipalities[row.pk] = PlaceNames(
            code=code_of(row.country, row.number),
            county=row.county.number if row.county else "",
            size=size_class(row.population),
            today=(row.name, row.official_name, *row.other_names),
            former=(*names, *former_counties(numbers)),
        )
    return Places(municipalities, {county.pk: (county.number, county.name) for county in County.objects.all()})


_cases = Memory(_STEP, _row_of, Library, surroundings)
library, forget = _cases.library, _cases.forget
