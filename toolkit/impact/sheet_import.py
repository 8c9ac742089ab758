"""Bringing in measurements from a spreadsheet: each row is held against the plan; what is there is passed over.

A row is checked by the very form that people measure with, so what is refused there is refused here, in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from django.core import signing
from django.db import transaction
from django.utils.translation import gettext as _

from cases.teams.refusals import RefusedError
from toolkit.impact.doubts import Before
from toolkit.impact.figures import amount
from toolkit.impact.measurement_forms import CONFIRMED, MOST_MEASURED, MeasurementForm
from toolkit.impact.parts import add_measurements, locked_plan
from toolkit.impact.sheet_columns import LABELS
from toolkit.impact.sheet_reading import SheetRow
from toolkit.impact.sheet_rows import Fault, Row, rows_of_plan
from toolkit.models import Indicator, Measurement, Plan

_SALT: Final = "toolkit.impact.sheet"
_A_DAY: Final = 24 * 60 * 60
_YES: Final = "yes"


@dataclass(frozen=True)
class Ready:
    """A measurement that can be saved: its row, what it is of, and its values."""

    number: int
    indicator: Indicator
    values: Mapping[str, Any]
    doubts: Sequence[str]

    @property
    def measurement(self) -> Measurement:
        """Return it as it will be, to be told of."""
        return Measurement(indicator=self.indicator, plan=self.indicator.plan, **self.values)


@dataclass
class Reading:
    """What a sheet comes to: what is new, how many are there already, and what is wrong."""

    ready: list[Ready] = field(default_factory=list)
    same: int = 0
    faults: list[Fault] = field(default_factory=list)


class RowForm(MeasurementForm):
    """The form of a measurement as a row of a sheet fills it in: what is unlikely is told in the preview."""

    def __init__(self, data: Any, *, others: Sequence[Before], **rest: Any) -> None:
        super().__init__({**data, CONFIRMED: _YES}, **rest)
        self._measured = others

    @property
    def confirmed(self) -> str:
        """Say yes: the preview asks for all rows at once."""
        return _YES

    def _others(self) -> list[Before]:
        return list(self._measured)


def read_sheet(*, plan: Plan, rows: Sequence[SheetRow]) -> Reading:
    """Return what the rows of a sheet come to in a plan; nothing is written."""
    indicators = list(Indicator.objects.standing().filter(plan=plan))
    for indicator in indicators:
        indicator.plan = plan
    measured = list(Measurement.objects.standing().filter(plan=plan).order_by("on", "pk"))
    there = {_sign(one.indicator_id, vars(one)) for one in measured}
    others: dict[int, list[Before]] = {}
    for one in measured:
        value = amount(one)
        if value is not None:
            others.setdefault(one.indicator_id, []).append(Before(one.on, value))
    reading = Reading()
    wholes, reading.faults = rows_of_plan(rows, indicators)
    for row in wholes:
        _add(reading, row, there, others.get(row.indicator.pk, []))
    reading.faults.sort(key=lambda fault: fault.number)
    return reading


@transaction.atomic
def import_rows(*, plan: Plan, by: Any, rows: Sequence[SheetRow], only_right: bool) -> Reading:
    """Save what is new in a sheet: all of it, or with `only_right` what has nothing wrong. NotAllowedError: not theirs.

    RefusedError, and nothing is saved, where a row is wrong and all were asked for.
    """
    plan = locked_plan(plan, by)
    reading = read_sheet(plan=plan, rows=rows)
    if reading.faults and not only_right:
        raise RefusedError(_("Nothing was saved, as some rows are wrong."))
    if Measurement.objects.standing().filter(plan=plan).count() + len(reading.ready) > MOST_MEASURED:
        raise RefusedError(_("The plan has so many of these already that nobody can follow them all."))
    add_measurements(plan=plan, by=by, rows=[(one.indicator, one.values) for one in reading.ready])
    return reading


def kept(rows: Sequence[SheetRow], plan: Plan) -> str:
    """Return the rows as the page of the preview holds them: whatever comes back is what we sent."""
    packed = [[row.number, row.cells] for row in rows]
    return signing.dumps([plan.pk, packed], salt=_SALT, compress=True)


def brought_back(text: str, plan: Plan) -> list[SheetRow]:
    """Return the rows that a preview held. RefusedError where they are of another plan, too old, or no longer whole."""
    try:
        plan_id, packed = signing.loads(text, salt=_SALT, max_age=_A_DAY)
    except signing.BadSignature as wrong:
        raise RefusedError(_("The preview is too old. Choose the file again."), "file") from wrong
    if plan_id != plan.pk:
        raise RefusedError(_("The preview is too old. Choose the file again."), "file")
    return [SheetRow(number, cells) for number, cells in packed]


def _add(reading: Reading, row: Row, there: set[Any], others: Sequence[Before]) -> None:
    form = RowForm(row.data, plan=row.indicator.plan, of=row.indicator, others=others)
    if not form.is_valid():
        reading.faults += _faults(row, form)
        return
    values = form.values()
    signed = _sign(row.indicator.pk, values)
    if signed in there:
        reading.same += 1
        return
    there.add(signed)
    reading.ready.append(Ready(row.number, row.indicator, values, form.doubts))


def _faults(row: Row, form: MeasurementForm) -> list[Fault]:
    """Return what the form found, at the row and column where it was written."""
    found = []
    for name, texts in form.errors.items():
        for text in texts:
            part, colon, rest = str(text).partition(": ")
            if name == "breakdown" and colon and part in row.part_rows:
                found.append(Fault(row.part_rows[part], str(LABELS["part"]), rest))
            else:
                found.append(Fault(row.number, str(LABELS.get(name, LABELS["indicator"])), str(text)))
    return found


def _sign(indicator: int, values: Mapping[str, Any]) -> tuple[Any, ...]:
    """Return what makes two measurements the same: of the same, on the same day, with the same figure or words."""
    on: date = values["on"]
    figures = [values.get(name) for name in ("value", "numerator", "denominator")]
    plain = [None if one is None else format(one.normalize(), "f") for one in figures]
    return (indicator, on, *plain, values.get("grade"), values.get("text") or "")
