"""What Klass answers, in its documented shape, checked and made plain. A pure core: no network, no database.

Source: Statistics Norway's Klass, classification 131 (municipalities); data.ssb.no/api/klass/v1, NLOD.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from django.utils.translation import gettext as _
from pydantic import BaseModel, Field, ValidationError

_NO_MUNICIPALITY = "9999"
_Number = Annotated[str, Field(pattern=r"^\d{4}$")]
_Name = Annotated[str, Field(min_length=1, max_length=150)]


class KlassError(ValueError):
    """The answer is not what Klass's documentation says; the text is one line for whoever ran the command."""


@dataclass(frozen=True)
class KlassCode:
    """A municipality that is in use on the day that was asked about: its number and official name."""

    number: str
    name: str


@dataclass(frozen=True)
class KlassChange:
    """A number that ended on a day, and one that came in its place; a split has several."""

    effective: date
    old_number: str
    old_name: str
    new_number: str
    new_name: str


class _Code(BaseModel):
    code: _Number
    name: _Name


class _Codes(BaseModel):
    codes: Annotated[list[_Code], Field(min_length=1)]


class _Change(BaseModel):
    old_code: Annotated[_Number | None, Field(alias="oldCode")]
    old_name: Annotated[_Name | None, Field(alias="oldName")]
    new_code: Annotated[_Number | None, Field(alias="newCode")]
    new_name: Annotated[_Name | None, Field(alias="newName")]
    effective: Annotated[date, Field(alias="changeOccurred")]


class _Changes(BaseModel):
    changes: Annotated[list[_Change], Field(alias="codeChanges")]


def _checked(model: type[BaseModel], answer: Any) -> Any:
    try:
        return model.model_validate(answer)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "–"
        raise KlassError(_("Klass answered something unexpected at %(place)s.") % {"place": where}) from error


def codes_in(answer: Any) -> list[KlassCode]:
    """Return the municipalities of a `codesAt` answer, sorted by number, without 9999 (unspecified).

    KlassError where a code is no four digits, a name is missing, a code stands twice, or there is none at all.
    """
    codes = [KlassCode(row.code, row.name) for row in _checked(_Codes, answer).codes if row.code != _NO_MUNICIPALITY]
    if len({code.number for code in codes}) != len(codes):
        raise KlassError(_("Klass named a number twice."))
    return sorted(codes, key=lambda code: code.number)


def changes_in(answer: Any) -> list[KlassChange]:
    """Return the changes of a `changes` answer, oldest first; a row that only begins or ends a code is no change."""
    rows = _checked(_Changes, answer).changes
    changes = {
        KlassChange(row.effective, row.old_code, row.old_name or "", row.new_code, row.new_name or "")
        for row in rows
        if row.old_code and row.new_code and _NO_MUNICIPALITY not in (row.old_code, row.new_code)
    }
    return sorted(changes, key=lambda change: (change.effective, change.old_number, change.new_number))
