"""Case records as rows of a table. A pure core.

A row holds facts as codes and the chapters as plain text; how a value is shown and the free story are in JSON alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from cases.exports.sheets import plain_text

_PLAIN = ("id", "locale", "title", "summary", "place", "country", "started", "ended", "phase", "ladder_step")
_PLAIN_TOO = ("thickness", "planned_by", "produced_by", "innovation", "licence")
_LISTS = ("municipalities", "counties", "citizen_roles", "themes", "target_groups")
_TAGS = ("values", "fields")
_CHAPTERS = ("challenge", "solution", "results", "lessons", "transfer")
_DATES = ("first_published_at", "last_confirmed_at")
COLUMNS = (
    *_PLAIN,
    *_PLAIN_TOO,
    *_LISTS,
    *_TAGS,
    *("partners", "source"),
    *_CHAPTERS,
    *_DATES,
    "address",
)
# What a spreadsheet program takes for the beginning of a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def row_of(record: Mapping[str, Any], address: str) -> list[str]:
    """Return a record as texts in the order of COLUMNS; several codes are separated by `|`."""
    cells: dict[str, Any] = {key: record[key] for key in (*_PLAIN, *_PLAIN_TOO, *_DATES)}
    cells |= {key: _joined(record[key]) for key in _LISTS}
    cells |= {key: _joined(tag["code"] for tag in record[key]) for key in _TAGS}
    cells |= {key: plain_text(record[key]) for key in _CHAPTERS}
    cells["partners"] = _joined(f"{partner['name']} ({partner['sector']})" for partner in record["partners"])
    cells["source"] = record["source"]["kind"]
    cells["address"] = address
    return ["" if cells[key] is None else str(cells[key]) for key in COLUMNS]


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program reads as a formula: an apostrophe stands before what looks like one."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _joined(texts: Iterable[str]) -> str:
    return "|".join(texts)
