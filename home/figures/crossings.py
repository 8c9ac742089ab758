"""Who plans and who produces, as a table of nine squares: in each, the planners' threads cross the producers'."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from cases.codes import Actor, cell_code
from home.figures.drawing import Cell, Figure, Path, Table, Word

# Where the threads of each lie in a little cloth of 48 x 48.
_PROFESSIONALS, _CIVIL_SOCIETY = 15, 33


def plan_produce(cells: Mapping[str, Word]) -> Figure:
    """Return figure 2 (p. 14) for the names and meanings of its cells by code."""
    rows = [
        (
            _delivered(produced),
            [_cell(cells[cell_code(planned, produced)], planned, produced) for planned in Actor.values],
        )
        for produced in Actor.values
    ]
    return Figure(
        code="plan_produce",
        title=_("Who plans, and who produces?"),
        source=_("Drawn anew after figure 2 in the handbook, p. 14"),
        words=[Word(cell.name, cell.text) for cell in cells.values()],
        table=Table(
            columns=[_planned(planned) for planned in Actor.values],
            rows=rows,
        ),
    )


def _planned(actor: str) -> str:
    return {
        Actor.PROFESSIONALS: _("Professionals plan alone"),
        Actor.TOGETHER: _("They plan together"),
        Actor.CIVIL_SOCIETY: _("Civil society plans alone"),
    }[Actor(actor)]


def _delivered(actor: str) -> str:
    return {
        Actor.PROFESSIONALS: _("Professionals produce alone"),
        Actor.TOGETHER: _("They produce together"),
        Actor.CIVIL_SOCIETY: _("Civil society produces alone"),
    }[Actor(actor)]


def _cell(word: Word, planned: str, produced: str) -> Cell:
    looks = {True: "thick", False: "thin"} if planned == Actor.TOGETHER else {}
    look = looks.get(produced == Actor.TOGETHER, "")
    return Cell(word.name, _planned(planned), [*_threads(planned, warp=True), *_threads(produced, warp=False)], look)


def _threads(actor: str, *, warp: bool) -> list[Path]:
    """Return the threads of those who plan, which run up, or of those who produce, which run across."""
    places = {
        Actor.PROFESSIONALS: [(_PROFESSIONALS, "professionals")],
        Actor.CIVIL_SOCIETY: [(_CIVIL_SOCIETY, "civil-society")],
        Actor.TOGETHER: [(_PROFESSIONALS, "professionals"), (_CIVIL_SOCIETY, "civil-society")],
    }[Actor(actor)]
    return [Path(look, f"M{at} 2V46" if warp else f"M2 {at}H46") for at, look in places]
