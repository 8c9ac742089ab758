"""The table in which cases stand beside each other: a pure core over what a sheet tells of each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.translation import gettext as _

from cases.exports.contents import FACT_LABELS, CaseSheet, Shown
from cases.exports.sheets import plain_text
from cases.presentation import CHAPTER_HEADINGS

_ABOUT = ("municipalities", "counties", "country", "period", "phase", "groups", "themes", "partners", "roles")
_LAST = ("innovation", "confirmed")
_MODEL = ("step", "thickness", "cell")


@dataclass(frozen=True)
class Cell:
    """What one case tells: names, values or fields with their how, or the HTML of a chapter; may be all empty."""

    names: Sequence[str] = ()
    shown: Sequence[Shown] = ()
    html: str = ""

    @property
    def text(self) -> str:
        """Return it as plain text."""
        shown = [f"{one.name}: {one.how}" if one.how else one.name for one in self.shown]
        return "\n".join([*self.names, *shown, *([plain_text(self.html)] if self.html else [])])


@dataclass(frozen=True)
class Row:
    """One thing that the cases are compared by; `common` names what all of them share."""

    label: str
    cases: Sequence[CaseSheet]
    cells: list[Cell]
    common: list[str]

    @property
    def pairs(self) -> list[tuple[CaseSheet, Cell]]:
        """Return each case with what it tells."""
        return list(zip(self.cases, self.cells, strict=True))


@dataclass(frozen=True)
class Group:
    """Rows under one heading."""

    key: str
    heading: str
    rows: list[Row]


def table_of(cases: Sequence[CaseSheet]) -> list[Group]:
    """Return the groups of rows; a row in which no case tells anything is left out."""
    groups = [
        Group("facts", _("Facts"), [_fact(cases, key) for key in (*_ABOUT, *_LAST)]),
        Group(
            "model",
            _("The model"),
            [
                _threads(cases, _("Values"), lambda case: case.values),
                _threads(cases, _("Action fields"), lambda case: case.fields),
                *(_fact(cases, key) for key in _MODEL),
            ],
        ),
        Group("story", _("The story"), [_summary(cases), *(_chapter(cases, key) for key in CHAPTER_HEADINGS)]),
    ]
    filled = [
        Group(group.key, group.heading, [row for row in group.rows if any(cell.text for cell in row.cells)])
        for group in groups
    ]
    return [group for group in filled if group.rows]


def as_rows(cases: Sequence[CaseSheet], groups: Sequence[Group]) -> list[list[str]]:
    """Return the table as rows of plain text, with a heading and the cases' addresses."""
    return [
        ["", *(case.title for case in cases)],
        *([row.label, *(cell.text for cell in row.cells)] for group in groups for row in group.rows),
        [_("Licence"), *(case.licence for case in cases)],
        [_("Address"), *(case.url for case in cases)],
    ]


def _fact(cases: Sequence[CaseSheet], key: str) -> Row:
    names = [case.fact(key) for case in cases]
    # Dates that are the same by chance say nothing.
    common = [] if key in ("period", "confirmed", "partners") else _in_all(names)
    return Row(str(FACT_LABELS[key]), cases, [Cell(names=lot) for lot in names], common)


def _threads(cases: Sequence[CaseSheet], label: str, of: Callable[[CaseSheet], list[Shown]]) -> Row:
    common = _in_all([[one.name for one in of(case)] for case in cases])
    return Row(label, cases, [Cell(shown=of(case)) for case in cases], common)


def _summary(cases: Sequence[CaseSheet]) -> Row:
    return Row(_("In short"), cases, [Cell(html=format_html("<p>{}</p>", case.summary)) for case in cases], [])


def _chapter(cases: Sequence[CaseSheet], key: str) -> Row:
    html = [next((part.html for part in case.chapters if part.key == key), "") for case in cases]
    return Row(str(CHAPTER_HEADINGS[key]), cases, [Cell(html=text) for text in html], [])


def _in_all(lots: Sequence[Sequence[str]]) -> list[str]:
    """Return the names that stand in every lot; none where there is one lot alone."""
    return [name for name in lots[0] if all(name in lot for lot in lots[1:])] if len(lots) > 1 else []
