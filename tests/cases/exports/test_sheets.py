"""Spreadsheets: what people wrote is text there, never a formula, and nothing of it breaks the file."""

from __future__ import annotations

import io

import pytest
from openpyxl import load_workbook

from cases.exports.sheets import plain_text, rows_as_sheet


def _read(content: bytes) -> list[list[object]]:
    return [list(row) for row in load_workbook(io.BytesIO(content)).active.iter_rows()]


@pytest.mark.parametrize(
    "text", ["=1+1", "+47 22", "-3", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x")', "#N/A", "12"]
)
def test_a_cell_is_text_however_it_begins(text):
    rows = _read(rows_as_sheet("x", [["Tittel"], [text]]))
    cell = rows[1][0]
    assert cell.data_type == "s"
    assert cell.quotePrefix
    assert str(cell.value).strip() == text.strip()


def test_control_characters_long_texts_and_impossible_names_make_a_file_all_the_same():
    rows = _read(rows_as_sheet("[]:*?/\\'", [["Tittel"], ["a\x00b\x0bc" + "x" * 40_000]]))
    assert rows[1][0].value.startswith("abcx")
    assert len(rows[1][0].value) == 32_767


def test_a_chapter_becomes_lines():
    html = "<p>Først <strong>mat</strong>,<br/>så møte.</p><ul><li>skyss</li><li>barnevakt &amp; mer</li></ul>"
    assert plain_text(html) == "Først mat,\nså møte.\n– skyss\n– barnevakt & mer"
