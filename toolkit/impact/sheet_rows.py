"""The rows of a sheet held against a plan's indicators: which indicator each is of, and the parts that belong to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from toolkit.impact.codes import Kind
from toolkit.impact.measurement_fields import columns_of, figure_in
from toolkit.impact.part_fields import Day
from toolkit.impact.part_forms import key_in
from toolkit.impact.sheet_columns import FIGURES, LABELS, SAYING
from toolkit.impact.sheet_reading import SheetRow
from toolkit.models import Indicator

_YES: Final = {"ja", "j", "yes", "y", "x", "1", "true"}
_NO: Final = {"nei", "n", "no", "0", "false"}
_MOST_NAMED: Final = 6
# What can be said of an indicator of each kind; date, note and source of all.
_SAID: Final[dict[str, tuple[str, ...]]] = {
    Kind.NUMBER: ("value",),
    Kind.MONEY: ("value",),
    Kind.SHARE: FIGURES,
    Kind.SCALE: ("value", "denominator"),
    Kind.GRADED: ("grade", "text"),
    Kind.QUOTATION: ("text", "said_by", "has_consent"),
}


@dataclass(frozen=True)
class Fault:
    """What is wrong with a cell: the row's number, the column's name, and what was expected."""

    number: int
    column: str
    text: str


@dataclass
class Row:
    """A row about a whole, as the form of a measurement takes it, with the figures of its parts."""

    number: int
    indicator: Indicator
    on: date | None
    data: dict[str, str]
    # Where each part stands.
    part_rows: dict[str, int] = field(default_factory=dict)


def rows_of_plan(rows: Sequence[SheetRow], indicators: Sequence[Indicator]) -> tuple[list[Row], list[Fault]]:
    """Return the rows about wholes with their parts, and what is wrong before any figure is looked at."""
    faults: list[Fault] = []
    wholes: list[Row] = []
    parts: list[tuple[SheetRow, Indicator]] = []
    for row in rows:
        if not any(name in row.cells for name in ("on", *SAYING)):
            continue
        found = _formulas(row)
        indicator = None if found else _indicator(row, indicators, found)
        if indicator is not None and not found:
            if row.cells.get("part", "").strip():
                parts.append((row, indicator))
            else:
                data = _data(row, indicator, found)
                if not found:
                    wholes.append(Row(row.number, indicator, _day(row), data))
        faults += found
    wrong = {fault.number for fault in faults}
    for row, indicator in parts:
        faults += _join(row, indicator, wholes)
    # A whole of which a part is wrong is not saved without it.
    broken = {fault.number for fault in faults} - wrong
    return [row for row in wholes if broken.isdisjoint(row.part_rows.values())], faults


def _fault(row: SheetRow, name: str, text: str) -> Fault:
    return Fault(row.number, str(LABELS[name]), text)


def _formulas(row: SheetRow) -> list[Fault]:
    text = _("This is a formula. Write the figure itself.")
    return [_fault(row, name, text) for name in row.cells if row.is_formula(name)]


def _indicator(row: SheetRow, indicators: Sequence[Indicator], faults: list[Fault]) -> Indicator | None:
    """Return the indicator that a row is about: by its key, else by its name."""
    name = " ".join(row.cells.get("indicator", "").split())
    key = key_in(row.cells.get("key", ""))
    named = [one for one in indicators if " ".join(one.name.split()).casefold() == name.casefold()]
    by_key = [one for one in indicators if key is not None and one.key == key]
    # A row that was copied and given another indicator keeps the hidden key of the first.
    found = by_key if by_key and (not name or by_key[0] in named) else named or by_key
    if len(found) == 1:
        return found[0]
    if len(found) > 1:
        text = _("Several indicators are called this. Use the row of the right one in the template.")
    else:
        names = "; ".join(one.name for one in indicators[:_MOST_NAMED])
        text = _("“%(name)s” is none of the plan's indicators. These are: %(names)s") % {"name": name, "names": names}
    faults.append(_fault(row, "indicator", text))
    return None


def _data(row: SheetRow, indicator: Indicator, faults: list[Fault]) -> dict[str, str]:
    """Return what the form is filled in with; a cell that says what is not measured is a fault."""
    said = (*_SAID[Kind(indicator.kind)], "note", "source")
    for name in SAYING:
        if name in row.cells and name not in said:
            text = _("This is not measured of this indicator. Leave the cell empty.")
            faults.append(_fault(row, name, text))
    data = {name: text for name, text in row.cells.items() if name in (*said, "on")}
    if "grade" in data:
        data["grade"] = _grade(row, indicator, faults)
    if "has_consent" in data:
        data["has_consent"] = _consent(row, faults)
    return data


def _grade(row: SheetRow, indicator: Indicator, faults: list[Fault]) -> str:
    """Return the number of a step that is given by its number or its name."""
    text = " ".join(row.cells["grade"].split())
    numbers = {grade.casefold(): str(number) for number, grade in enumerate(indicator.grades, start=1)}
    number = numbers.get(text.casefold(), text)
    if number not in numbers.values():
        names = ", ".join(f"{number} {grade}" for number, grade in enumerate(indicator.grades, start=1))
        faults.append(_fault(row, "grade", _("Write one of these: %(names)s") % {"names": names}))
    return number


def _consent(row: SheetRow, faults: list[Fault]) -> str:
    text = row.cells["has_consent"].strip().casefold()
    if text not in _YES | _NO:
        faults.append(_fault(row, "has_consent", _("Write yes or no.")))
    return "on" if text in _YES else ""


def _day(row: SheetRow) -> date | None:
    try:
        return Day().clean(row.cells.get("on", ""))
    except ValidationError:
        return None


def _join(row: SheetRow, indicator: Indicator, wholes: Sequence[Row]) -> list[Fault]:
    """Put a part with its whole: of the same indicator on the same day. Returns what is wrong with it."""
    name = " ".join(row.cells["part"].split())
    place = next((at for at, one in enumerate(indicator.breakdown) if one.casefold() == name.casefold()), None)
    if place is None:
        names = ", ".join(indicator.breakdown)
        text = _("“%(name)s” is none of the parts. These are: %(names)s") if names else _("It is not broken down.")
        return [_fault(row, "part", text % {"name": name, "names": names} if names else text)]
    whole = _whole(row, indicator, wholes)
    if whole is None:
        return [_fault(row, "part", _("The row of the whole is missing or wrong: same indicator, same date, no part."))]
    part = indicator.breakdown[place]
    if part in whole.part_rows:
        text = _("Row %(row)s says the same part already.") % {"row": whole.part_rows[part]}
        return [_fault(row, "part", text)]
    whole.part_rows[part] = row.number
    faults, columns = [], {column.name for column in columns_of(indicator.kind, numerator="", denominator="")}
    for column in FIGURES:
        text = row.cells.get(column, "")
        if text and column not in columns:
            faults.append(_fault(row, column, _("This is not measured of this indicator. Leave the cell empty.")))
            continue
        try:
            figure_in(text, is_count=column != "value")
        except ValidationError as wrong:
            faults.append(_fault(row, column, " ".join(wrong.messages)))
        whole.data[f"breakdown-{place}-{column}"] = text
    return faults


def _whole(row: SheetRow, indicator: Indicator, wholes: Sequence[Row]) -> Row | None:
    """Return the whole that a part belongs to: the nearest one before it, else the first after."""
    day = _day(row)
    same = [one for one in wholes if one.indicator is indicator and one.on == day and day is not None]
    before = [one for one in same if one.number < row.number]
    return before[-1] if before else next(iter(same), None)
