"""Spreadsheets: cases one a row, or beside each other. No text in them is ever a formula."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from bs4 import BeautifulSoup
from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter

from cases.exports.contents import FACT_LABELS, CaseSheet, Shown
from cases.presentation import CHAPTER_HEADINGS

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Value = str | float | Decimal | date | None
Row = Sequence[Value]
# Characters that one cell can hold.
_MOST = 32_767
_WIDTH, _WIDE = 22, 48


def plain_text(html: str) -> str:
    """Return the text of a chapter: a line for each paragraph, a dash before each point of a list."""
    soup = BeautifulSoup(html, "html.parser")
    for point in soup.find_all("li"):
        point.insert(0, "– ")
    for block in soup.find_all(["p", "li", "h2", "h3", "h4", "blockquote", "br"]):
        block.append("\n")
    lines = (" ".join(line.split()) for line in soup.get_text().split("\n"))
    return "\n".join(line for line in lines if line)


def list_as_sheet(name: str, cases: Sequence[CaseSheet]) -> bytes:
    """Return the cases of a list as a spreadsheet, one a row, with the list's notes."""
    keys = [key for key in FACT_LABELS if any(case.fact(key) for case in cases)]
    chapters = [key for key in CHAPTER_HEADINGS if any(_chapter(case, key) for case in cases)]
    head = [_("Title"), _("Where and when"), _("In short"), _("Note"), _("Values"), _("Action fields")]
    head += [str(FACT_LABELS[key]) for key in keys] + [str(CHAPTER_HEADINGS[key]) for key in chapters]
    rows = [
        [
            *(case.title, case.where_and_when, case.summary, case.note),
            *(_with_how(case.values), _with_how(case.fields)),
            *("\n".join(case.fact(key)) for key in keys),
            *(_chapter(case, key) for key in chapters),
            *(case.licence, case.url),
        ]
        for case in cases
    ]
    return _book(name, [[*head, _("Licence"), _("Address")], *rows])


def rows_as_sheet(name: str, rows: Iterable[Sequence[str]]) -> bytes:
    """Return rows of text as a spreadsheet; the first one is the heading."""
    return _book(name, rows)


def tables_as_sheet(title: str, tables: Sequence[tuple[str, Sequence[Row]]]) -> bytes:
    """Return named tables as a spreadsheet, one a sheet; numbers and days stay so; the first row is the heading."""
    book = Workbook(write_only=True)
    for name, rows in tables:
        _add_sheet(book, name, rows)
    return _saved(book, title)


def _chapter(case: CaseSheet, key: str) -> str:
    return next((plain_text(part.html) for part in case.chapters if part.key == key), "")


def _with_how(shown: Iterable[Shown]) -> str:
    return "\n".join(f"{one.name}: {one.how}" if one.how else one.name for one in shown)


def _book(name: str, rows: Iterable[Row]) -> bytes:
    book = Workbook(write_only=True)
    _add_sheet(book, name, list(rows))
    return _saved(book, name)


def _add_sheet(book: Workbook, name: str, rows: Sequence[Row]) -> None:
    sheet = book.create_sheet(_sheet_name(name))
    sheet.freeze_panes = "B2"
    for number in range(len(rows[0])):
        longest = max((len(str(row[number])) for row in rows), default=0)
        sheet.column_dimensions[get_column_letter(number + 1)].width = _WIDE if longest > _WIDE else _WIDTH
    for number, row in enumerate(rows):
        sheet.append([_cell(sheet, value, bold=number == 0) for value in row])


def _saved(book: Workbook, title: str) -> bytes:
    book.properties.title = ILLEGAL_CHARACTERS_RE.sub("", title)[:255]
    book.properties.creator = "Samskapingsportalen"
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def _cell(sheet: object, value: Value, *, bold: bool) -> WriteOnlyCell:
    """Return a cell. Text stays text, also where it begins as a formula does: its type and Excel's own mark say so."""
    if isinstance(value, str):
        cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", value)[:_MOST])
        cell.data_type = "s"
        cell.quotePrefix = True
    else:
        cell = WriteOnlyCell(sheet, value=value)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
    if bold:
        cell.font = Font(bold=True)
    return cell


def _sheet_name(name: str) -> str:
    """Return a name that a sheet may have: at most 31 characters, some of which are not allowed."""
    plain = "".join(letter for letter in ILLEGAL_CHARACTERS_RE.sub("", name) if letter not in r"[]:*?/\\'")
    return plain.strip()[:31] or _("Cases")
