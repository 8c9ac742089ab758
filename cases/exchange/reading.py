"""Reads lines of case records and says, in words, what is wrong with each. No database."""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import IOBase
from unicodedata import category

from django.utils.translation import gettext as _
from pydantic import ValidationError

from cases.exchange.faults import in_words
from cases.exchange.record import CaseRecord
from cases.exchange.strict_json import FaultyTextError, object_in

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
        return Line(number, CaseRecord.model_validate(object_in(raw)))
    except FaultyTextError as faulty:
        return [Problem(number, faulty.key, faulty.expected)]
    except ValidationError as error:
        found = [Problem(number, *in_words(detail)) for detail in error.errors(include_url=False)]
        return list(dict.fromkeys(found))
