"""Reads lines of case records and says, in words, what is wrong with each. No database."""

from __future__ import annotations

import json
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import IOBase
from typing import Any
from unicodedata import category

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from pydantic import ValidationError

from cases.exchange.record import CaseRecord

MAX_LINE_BYTES = 2_000_000
# Unicode's classes of control characters, marks of direction, half characters and ends of lines.
_UNSHOWN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


@dataclass(frozen=True)
class Problem:
    """What is wrong at a key of a line, and what was expected there."""

    line: int
    key: str
    expected: str

    def __str__(self) -> str:
        place = _("Line %(line)s") % {"line": self.line}
        text = f"{place}, {self.key[:80]}: {self.expected}" if self.key else f"{place}: {self.expected}"
        # What a file says is shown, but must not move a terminal's cursor or begin a line of its own.
        return "".join("�" if category(letter) in _UNSHOWN else letter for letter in text)


@dataclass(frozen=True)
class Line:
    """One line that holds to the contract."""

    number: int
    record: CaseRecord

    @property
    def identity(self) -> tuple[str, str]:
        """Return id and locale, by which a case's page is known."""
        return str(self.record.id), self.record.locale

    def __str__(self) -> str:
        return f"{self.record.title} ({self.record.locale})"


_TYPES = {
    "string_type": gettext_lazy("expected a text"),
    "int_type": gettext_lazy("expected a whole number"),
    "bool_type": gettext_lazy("expected true or false"),
    "list_type": gettext_lazy("expected a list"),
    "model_type": gettext_lazy("expected an object"),
    "model_attributes_type": gettext_lazy("expected an object"),
    "dict_type": gettext_lazy("expected an object"),
    "missing": gettext_lazy("this key is required"),
    "uuid_type": gettext_lazy("expected a UUID"),
    "datetime_type": gettext_lazy("expected a moment of ISO 8601 such as 2026-11-23T09:00:00+01:00, or null"),
    "union_tag_not_found": gettext_lazy("expected an object with type and value"),
}


def read_lines(lines: Iterable[bytes]) -> Iterator[Line | Problem]:
    """Yield, for each line that is not empty, the record or what is wrong with it, in the order of the lines."""
    seen: dict[tuple[str, str], int] = {}
    source = _cut_lines(lines) if isinstance(lines, IOBase) else lines
    for number, raw in enumerate(source, start=1):
        if number == 1:
            # A byte order mark is what some spreadsheets put first.
            raw = raw.removeprefix(BOM_UTF8)
        if not raw.strip():
            continue
        outcome = _read(number, raw)
        if isinstance(outcome, Line):
            first = seen.setdefault(outcome.identity, number)
            if first != number:
                what = _("expected each id and locale once; line %(first)s has the same") % {"first": first}
                yield Problem(number, "id", what)
                continue
            yield outcome
        else:
            yield from outcome


def _cut_lines(file: IOBase) -> Iterator[bytes]:
    """Yield the lines of a file, of those that are too long the beginning only: memory does not grow with them."""
    while line := file.readline(MAX_LINE_BYTES + 1):
        rest = line
        while len(rest) > MAX_LINE_BYTES and not rest.endswith(b"\n"):
            rest = file.readline(MAX_LINE_BYTES + 1)
        yield line


def _read(number: int, raw: bytes) -> Line | list[Problem]:
    if len(raw) > MAX_LINE_BYTES:
        return [Problem(number, "", _("expected at most 2 MB on one line"))]
    try:
        content = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_object)
        if not isinstance(content, dict):
            return [Problem(number, "", _("expected a JSON object"))]
        if key := _impossible_key(content):
            return [Problem(number, key, _("expected text without NUL and half characters"))]
        return Line(number, CaseRecord.model_validate(content))
    except UnicodeDecodeError:
        return [Problem(number, "", _("expected text in UTF-8"))]
    except _KeyTwiceError as twice:
        return [Problem(number, str(twice), _("expected each key once"))]
    except ValidationError as error:
        found = [_problem(number, detail) for detail in error.errors(include_url=False)]
        return list(dict.fromkeys(found))
    except (ValueError, RecursionError):
        return [Problem(number, "", _("expected one whole JSON object on the line"))]


class _KeyTwiceError(ValueError):
    """A key stands twice in one JSON object, and only one of its values would be read."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for key, value in pairs:
        if key in content:
            raise _KeyTwiceError(key)
        content[key] = value
    return content


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _impossible_key(content: Any, path: str = "") -> str:
    """Return where a text holds what the database cannot store, or an empty text."""
    if isinstance(content, str):
        return path if "\x00" in content or any("\ud800" <= letter <= "\udfff" for letter in content) else ""
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(content, dict):
        items = content.items()
    elif isinstance(content, list):
        items = enumerate(content, start=1)
    for key, value in items:
        here = f"{path}.{key}" if path else str(key)
        if isinstance(key, str) and _impossible_key(key, "?"):
            return path or "?"
        if found := _impossible_key(value, here):
            return found
    return ""


def _key_of(location: tuple[int | str, ...]) -> str:
    parts = [str(part + 1) if isinstance(part, int) else part for part in location]
    # The kind of a block stands in the location as well, after its number; people count blocks, not kinds.
    if len(parts) > 2 and parts[0] == "body":
        parts.pop(2)
    return ".".join(parts)


def _problem(number: int, detail: Any) -> Problem:
    kind, key, context = detail["type"], _key_of(detail["loc"]), detail.get("ctx", {})
    if kind == "expected_at":
        return Problem(number, context["key"], _expected(context["what"]))
    if kind == "expected":
        what = _expected(context["what"])
    elif kind == "html":
        what = _("only p, ul, ol, li, strong, em, a, h3 and blockquote are allowed, found %(problems)s") % context
    elif kind == "extra_forbidden":
        what = _("this key is unknown")
    elif kind in ("literal_error", "union_tag_invalid"):
        choices = str(context.get("expected") or context.get("expected_tags")).replace("'", "").replace(" or ", ", ")
        what = _("“%(value)s” is unknown; expected one of: %(choices)s") % {
            "value": _shown(detail["input"], kind),
            "choices": choices,
        }
    elif kind == "string_too_long":
        length = len(detail["input"])
        what = _("expected at most %(most)s characters, found %(length)s") % {
            "most": context["max_length"],
            "length": length,
        }
    elif kind in ("too_short", "too_long"):
        counts = {"least": context.get("min_length"), "most": context.get("max_length")}
        few, many = _("expected at least %(least)s"), _("expected at most %(most)s")
        what = (few if kind == "too_short" else many) % counts
    elif kind in ("greater_than_equal", "less_than_equal"):
        what = _("expected a whole number from 1 to 5")
    elif kind.startswith("uuid") or (key == "id" and kind in ("value_error", "is_instance_of")):
        what = _("expected a UUID")
    else:
        what = str(_TYPES.get(kind, detail["msg"]))
    return Problem(number, key, what)


def _shown(value: Any, kind: str) -> str:
    shown = value.get("type", "") if kind == "union_tag_invalid" and isinstance(value, dict) else value
    return str(shown)[:60]


def _expected(what: str) -> str:
    # The record's own expectations are marked for translation where they are written.
    return _("expected %(what)s") % {"what": _(what)}
