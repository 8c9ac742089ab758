"""A result as a spreadsheet: a table a sheet, numbers as numbers. What is not shown is a word in place of numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _

from cases.exports.sheets import CONTENT_TYPE, Row, tables_as_sheet
from toolkit.assessment.ladder_chart import counts_of
from toolkit.assessment.report.told import Told
from toolkit.assessment.result_words import not_shown
from toolkit.assessment.results import Group, Standing
from toolkit.assessment.scoring import Distribution, Steps
from toolkit.charts.stack import Level

__all__ = ["CONTENT_TYPE", "result_as_sheet"]
_DECIMALS = 2


def result_as_sheet(told: Told) -> bytes:
    """Return the result as a spreadsheet."""
    tables: list[tuple[str, Sequence[Row]]] = [
        (_("Who has answered"), _who(told)),
        (_("Values and fields"), _concepts(told)),
        (_("Statements"), _statements(told)),
        (_("The ladder"), _ladder(told)),
        (_("Thin or thick"), _thickness(told)),
        (_("Open answers"), _texts(told)),
    ]
    return tables_as_sheet(told.round.name, [(name, rows) for name, rows in tables if len(rows) > 1])


def _who(told: Told) -> list[Row]:
    rows = [(line.group.name, line.people, line.note) for line in told.groups]
    return [(_("Group"), _("Have answered"), _("Shown by itself?")), *rows]


def _concepts(told: Told) -> list[Row]:
    """Return a row for all and for each group, of each value and field; 5 is that it goes well."""
    rows: list[Row] = []
    for chart in told.concepts:
        concept = chart.concept
        rows += _rows([concept.term.name], concept.whole, concept.by_group, told.result.groups)
    levels = told.concepts[0].chart.levels if told.concepts else ()
    return [(_("Value or field"), _("Group"), *_level_names(levels), *_rest()), *rows]


def _statements(told: Told) -> list[Row]:
    rows: list[Row] = []
    levels: Sequence[Level] = ()
    for chart in told.concepts:
        for own in chart.statements:
            one, levels = own.statement, own.table.levels
            turned = _("yes") if one.is_reversed else _("no")
            rows += _rows([chart.concept.term.name, one.text, turned], one.whole, one.by_group, told.result.groups)
    head = (_("Value or field"), _("Statement"), _("Turned around?"), _("Group"))
    return [(*head, *_level_names(levels), *_rest()), *rows]


def _rows(
    head: Sequence[str], whole: Distribution, by_group: Mapping[str, Distribution], groups: Sequence[Group]
) -> list[Row]:
    rows: list[Row] = [(*head, _("All"), *_numbers(whole))]
    return [*rows, *((*head, group.name, *_numbers(by_group.get(group.code), group)) for group in groups)]


def _numbers(own: Distribution | None, group: Group | None = None) -> Row:
    if own is None or not own.answered:
        return (not_shown(group.standing if group else Standing.HIDDEN), *[None] * 7)
    mean = None if own.mean is None else round(own.mean, _DECIMALS)
    return (*own.counts, own.unsure, own.answered, mean)


def _level_names(levels: Sequence[Level]) -> list[str]:
    return [level.name for level in levels]


def _rest() -> list[str]:
    return [_("Don't know"), _("Answers"), _("Mean, from 1 to 5")]


def _ladder(told: Told) -> list[Row]:
    if told.ladder is None:
        return []
    result = told.result
    steps = [step.name for step in told.ladder.steps]
    rows: list[Row] = [(_("All"), *_steps(result.ladder, len(steps)))]
    rows += [(g.name, *_steps(result.ladder_by_group.get(g.code), len(steps), g)) for g in result.groups]
    return [(_("Group"), *steps, _("Have answered")), *rows]


def _steps(chosen: Steps | None, count: int, group: Group | None = None) -> Row:
    if chosen is None or not chosen.answered:
        return (not_shown(group.standing if group else Standing.HIDDEN), *[None] * count)
    return (*counts_of(chosen), chosen.answered)


def _thickness(told: Told) -> list[Row]:
    if told.thickness is None:
        return []
    rows = _rows([], told.result.thickness, told.result.thickness_by_group, told.result.groups)
    return [(_("Group"), *_level_names(told.thickness.levels), *_rest()), *rows]


def _texts(told: Told) -> list[Row]:
    return [(_("Group"), _("Answer")), *((one.heading, text) for one in told.texts for text in one.texts)]
