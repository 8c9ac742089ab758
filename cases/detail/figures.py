"""The small figures of the case page as plain values: who plans and who produces, and the figures of the story."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from cases.codes import Actor, ConceptKind, cell_code
from cases.models import CasePage, Vocabulary
from cases.models.vocabulary import Term

# Short enough for a column of three; the long names stand in `Actor`.
_ACTORS: dict[str, Promise] = {
    Actor.PROFESSIONALS: pgettext_lazy("who plans or produces, in a narrow table", "Staff"),
    Actor.TOGETHER: pgettext_lazy("who plans or produces, in a narrow table", "Together"),
    Actor.CIVIL_SOCIETY: pgettext_lazy("who plans or produces, in a narrow table", "Civil society"),
}
_MOST_FIGURES = 4


@dataclass(frozen=True)
class GridCell:
    """A cell of figure 2: its name, whether the case stands there, and whether it may."""

    name: str
    here: bool
    possible: bool


@dataclass(frozen=True)
class GridRow:
    """Those who produce, with a cell for each who may plan."""

    actor: str
    cells: list[GridCell]


@dataclass(frozen=True)
class Grid:
    """Figure 2 of the handbook (p. 14) for one case; `cell` is None where only one of the two is known."""

    columns: list[str]
    rows: list[GridRow]
    cell: Term | None
    planned_by: str
    produced_by: str


def plan_and_produce(page: CasePage, vocabulary: Vocabulary) -> Grid | None:
    """Return the grid of who plans (columns) and who produces (rows); None where neither is known."""
    if not (page.planned_by or page.produced_by):
        return None
    rows = [
        GridRow(str(_ACTORS[produced]), [_cell(page, vocabulary, planned, produced) for planned in Actor.values])
        for produced in Actor.values
    ]
    return Grid(
        columns=[str(_ACTORS[actor]) for actor in Actor.values],
        rows=rows,
        cell=vocabulary.term(ConceptKind.CELL, page.cell),
        planned_by=page.get_planned_by_display() or "",
        produced_by=page.get_produced_by_display() or "",
    )


def _cell(page: CasePage, vocabulary: Vocabulary, planned: str, produced: str) -> GridCell:
    term = vocabulary.term(ConceptKind.CELL, cell_code(planned, produced))
    possible = page.planned_by in ("", planned) and page.produced_by in ("", produced)
    return GridCell(term.name if term else "", bool(page.cell) and possible, possible)


def figures_to_lift(body: Any, chapters: Sequence[Any]) -> list[Any]:
    """Return the first figures of the story, to stand before it; none where they would follow at once anyway."""
    for place, block in enumerate(body):
        if block.block_type == "key_figures":
            return list(block.value["figures"])[:_MOST_FIGURES] if place or chapters else []
    return []
