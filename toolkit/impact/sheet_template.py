"""The spreadsheet template of a plan: a row for each indicator and each part of it, ready to be filled in."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font, Protection
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from toolkit.impact.sheet_columns import LABELS
from toolkit.models import Indicator, Plan

# So many rows can be written in beside those that stand there.
_MORE_ROWS: Final = 200
_NAMES: Final = list(LABELS)
_WIDTHS: Final = {"indicator": 44, "part": 20, "text": 40, "note": 30, "source": 24}


def template_of(plan: Plan) -> bytes:
    """Return the template. Headings and keys are locked against slips, without a password."""
    indicators = list(Indicator.objects.standing().filter(plan=plan))
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = _("Measurements")[:31]
    _write(sheet, 1, [str(label) for label in LABELS.values()], bold=True)
    rows = [list(row) for row in _rows(indicators)]
    for number, row in enumerate(rows, start=2):
        _write(sheet, number, row)
    _dress(sheet, len(rows) + 1 + _MORE_ROWS)
    _add_choices(book, sheet, indicators, len(rows) + 1 + _MORE_ROWS)
    _add_help(book)
    buffer = io.BytesIO()
    book.properties.creator = "Samskapingsportalen"
    book.save(buffer)
    return buffer.getvalue()


def _rows(indicators: list[Indicator]) -> Iterator[tuple[str, str, str]]:
    for indicator in indicators:
        for part in ("", *indicator.breakdown):
            yield str(indicator.key), indicator.name, part


def _write(sheet: Worksheet, number: int, values: list[str], *, bold: bool = False) -> None:
    for at, value in enumerate(values, start=1):
        cell: Any = sheet.cell(number, at)
        cell.value = ILLEGAL_CHARACTERS_RE.sub("", value) or None
        # Text stays text, also where it begins as a formula does.
        if value:
            cell.data_type = "s"
            cell.quotePrefix = True
        if bold:
            cell.font = Font(bold=True)


def _dress(sheet: Worksheet, last: int) -> None:
    """Hide the keys, hold the headings in sight, and let all but these be written in."""
    sheet.freeze_panes = "C2"
    for at, name in enumerate(_NAMES, start=1):
        sheet.column_dimensions[get_column_letter(at)].width = _WIDTHS.get(name, 16)
    sheet.column_dimensions["A"].hidden = True
    for number in range(2, last + 1):
        for at, name in enumerate(_NAMES[1:], start=2):
            cell = sheet.cell(number, at)
            cell.protection = Protection(locked=False)
            if name == "on":
                cell.number_format = "dd.mm.yyyy"
    sheet.protection.sheet = True
    for allowed in ("formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, allowed, False)


def _add_choices(book: Workbook, sheet: Worksheet, indicators: list[Indicator], last: int) -> None:
    """Let the indicator be chosen from a list, in the rows that are added."""
    if not indicators:
        return
    names = book.create_sheet(_("Indicators")[:31])
    for number, indicator in enumerate(indicators, start=1):
        _write(names, number, [indicator.name])
    names.sheet_state = "hidden"
    choice = DataValidation(
        type="list", formula1=f"='{names.title}'!$A$1:$A${len(indicators)}", allow_blank=True, showErrorMessage=True
    )
    choice.error = _("Choose one of the plan's indicators.")
    sheet.add_data_validation(choice)
    choice.add(f"B2:B{last}")


def _add_help(book: Workbook) -> None:
    sheet = book.create_sheet(_("How to fill it in")[:31])
    sheet.column_dimensions["A"].width = 100
    lines = [
        _("Fill in date and figure in the rows of what you have measured. Rows without a date are passed over."),
        _("Several days: write the indicator once more in an empty row below, with the other date."),
        _("A share: how many, and out of how many; or per cent alone in the column for the figure."),
        _("The parts have rows of their own: the same date as that of the whole."),
        _("Described on steps: the number of the step, or its name. Consent: yes or no."),
        _("Formulas are not read: write the figure itself."),
    ]
    for number, text in enumerate(lines, start=1):
        _write(sheet, number, [text])
