"""Reading a spreadsheet of measurements: rows of text from xlsx or csv. What could harm is refused unopened."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from openpyxl import load_workbook

from cases.teams.refusals import RefusedError
from toolkit.impact.figures import MOST_DECIMALS, round_half_up, say
from toolkit.impact.sheet_columns import LABELS, NEEDED, columns_in

MOST_BYTES: Final = 2 * 1024 * 1024
MOST_ROWS: Final = 5000
_MOST_COLUMNS, _LONGEST_CELL = 40, 5000
# What a file of the largest size that is read may hold when it is unpacked.
_MOST_UNPACKED, _MOST_FILES = 60 * 1024 * 1024, 200
_FORMULA: Final = "\x00formula"
_ZIP, _UTF16 = b"PK\x03\x04", (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class SheetRow:
    """One row: its number as the spreadsheet shows it, and its cells by column; empty ones are left out."""

    number: int
    cells: dict[str, str]

    def is_formula(self, name: str) -> bool:
        """Say whether a cell holds a formula, which is never worked out."""
        return self.cells.get(name) == _FORMULA


def rows_in(content: bytes) -> list[SheetRow]:
    """Return the rows of a spreadsheet that say anything. RefusedError, with what to do, for what cannot be read."""
    if not content:
        raise RefusedError(_("Choose a file first."), "file")
    if len(content) > MOST_BYTES:
        raise RefusedError(_("The file is too large. It can be of 2 MB at most."), "file")
    lines = _xlsx(content) if content.startswith(_ZIP) else _csv(content)
    headings = next(lines, [])
    columns = columns_in(headings)
    missing = [str(LABELS[name]) for name in NEEDED if name not in columns]
    if missing:
        words = {"columns": ", ".join(missing)}
        raise RefusedError(_("These columns are missing: %(columns)s. Use the template of the plan.") % words, "file")
    rows = []
    for number, line in enumerate(lines, start=2):
        if number > MOST_ROWS + 1:
            raise RefusedError(_("The sheet has more than 5,000 rows. Part it in several files."), "file")
        cells = {name: line[at][:_LONGEST_CELL] for name, at in columns.items() if at < len(line) and line[at].strip()}
        if cells:
            rows.append(SheetRow(number, cells))
    return rows


def _csv(content: bytes) -> Iterator[Sequence[str]]:
    """Yield the lines of a csv file: with semicolons or tabs, or commas; in UTF-8, else as Windows writes it."""
    if b"\x00" in content and not content.startswith(_UTF16):
        raise RefusedError(_("This is no spreadsheet that we can read. Save it as xlsx or csv."), "file")
    text = _decoded(content).replace("\x00", "")
    first = text.split("\n", 1)[0]
    mark = max(";\t,", key=first.count)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    except csv.Error as wrong:
        raise RefusedError(_("This is no spreadsheet that we can read. Save it as xlsx or csv."), "file") from wrong


def _decoded(content: bytes) -> str:
    if content.startswith(_UTF16):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _xlsx(content: bytes) -> Iterator[Sequence[str]]:
    _check_packed(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False, keep_vba=False)
        sheet = book.worksheets[0]
        rows = sheet.iter_rows(max_row=MOST_ROWS + 2, max_col=_MOST_COLUMNS)
        lines = [[_text(cell) for cell in row] for row in rows]
    except Exception as wrong:
        # Whatever is wrong with the file, the reader of it finds it in ways of its own.
        raise RefusedError(_("This is no spreadsheet that we can read. Save it as xlsx or csv."), "file") from wrong
    while lines and not any(lines[-1]):
        lines.pop()
    yield from lines


def _check_packed(content: bytes) -> None:
    """RefusedError for a file with macros, one that unpacks to far more than it says, and one that defines entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if len(parts) > _MOST_FILES or sum(part.file_size for part in parts) > _MOST_UNPACKED:
                raise RefusedError(_("The file unpacks to far too much. Copy the rows into the template."), "file")
            if any("vba" in part.filename.lower() or part.filename.lower().endswith(".bin") for part in parts):
                raise RefusedError(_("The file has macros. Save it as an ordinary xlsx file."), "file")
            for part in parts:
                with packed.open(part) as opened:
                    if b"<!DOCTYPE" in opened.read(part.file_size):
                        raise RefusedError(
                            _("This is no spreadsheet that we can read. Save it as xlsx or csv."), "file"
                        )
    # zipfile says NotImplementedError of a part that is packed in an unknown way, and RuntimeError of an encrypted one.
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError, EOFError, ValueError) as wrong:
        raise RefusedError(_("This is no spreadsheet that we can read. Save it as xlsx or csv."), "file") from wrong


def _text(cell: Any) -> str:
    """Return what stands in a cell, as somebody would have written it; figures in the reader's language."""
    value = cell.value
    if value is None:
        return ""
    if cell.data_type == "f":
        return _FORMULA
    if isinstance(value, datetime | date):
        return value.isoformat()[:10]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, int | float):
        return _figure(value, cell.number_format or "")
    return str(value).replace("\x00", "")


def _figure(value: float, look: str) -> str:
    """Return a figure as people write it; one that is shown in per cent is stored as a hundredth."""
    try:
        figure = Decimal(str(value)) * (100 if "%" in look else 1)
        return say(round_half_up(figure, MOST_DECIMALS), get_language() or "nb")
    except ArithmeticError:
        return str(value)
