"""What is published of a plan, as it was when it was sent to review: written out of the plan, kept as plain values.

Nobody's words without their consent, no notes, and nobody who measures or sees to it is ever in it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from types import UnionType
from typing import Any, Self, Union, get_args, get_origin, get_type_hints


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


class _Kept:
    """A value that is kept as JSON and read back, whatever an older version left out or has besides."""

    def plain(self) -> dict[str, Any]:
        """Return it as JSON can hold it: days and figures as text."""
        kept: dict[str, Any] = _plain(asdict(self))  # type: ignore[call-overload]  # all subclasses are dataclasses
        return kept

    @classmethod
    def read(cls, value: Any) -> Self:
        """Return what was kept; what is missing, or has another form, is empty."""
        own: Any = cls
        hints = _hints(own)
        given = value if isinstance(value, Mapping) else {}
        return cls(**{name: _read(given.get(name), hint) for name, hint in hints.items()})


@dataclass(frozen=True)
class Share(_Kept):
    """One part of a breakdown; `amount` is missing where nothing was measured, and where it is hidden."""

    name: str = ""
    amount: Decimal | None = None
    is_hidden: bool = False


@dataclass(frozen=True)
class Measured(_Kept):
    """What was measured on a day. `key` is that of the measurement, for words that are taken back."""

    key: str = ""
    on: date | None = None
    amount: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    grade: int | None = None
    text: str = ""
    said_by: str = ""
    source: str = ""
    breakdown: tuple[Share, ...] = ()


@dataclass(frozen=True)
class Aim(_Kept):
    """What is to be reached, and by when."""

    value: Decimal | None = None
    by_date: date | None = None


@dataclass(frozen=True)
class Group(_Kept):
    """A target group as the plan calls it, and the nearest one of the library."""

    name: str = ""
    code: str = ""


@dataclass(frozen=True)
class PublishedIndicator(_Kept):
    """An indicator with its target figures and all its measurements; the baseline is not among `measurements`."""

    key: str = ""
    origin: str | None = None
    origin_title: str = ""
    name: str = ""
    level: str = ""
    for_whom: str = ""
    kind: str = ""
    direction: str = ""
    unit: str = ""
    numerator: str = ""
    denominator: str = ""
    scale_from: int | None = None
    scale_to: int | None = None
    grades: tuple[str, ...] = ()
    breakdown: tuple[str, ...] = ()
    groups: tuple[Group, ...] = ()
    method: str = ""
    source: str = ""
    frequency: str = ""
    rests_on_research: bool = False
    no_baseline_because: str = ""
    baseline: Measured | None = None
    targets: tuple[Aim, ...] = ()
    measurements: tuple[Measured, ...] = ()

    @property
    def all_measured(self) -> list[Measured]:
        """Return the baseline and the measurements as they follow each other in time."""
        measured = ([self.baseline] if self.baseline else []) + list(self.measurements)
        return sorted(measured, key=lambda one: one.on or date.min)

    @property
    def latest(self) -> Measured | None:
        """Return what was measured last, the baseline aside."""
        return self.measurements[-1] if self.measurements else None


@dataclass(frozen=True)
class PublishedText(_Kept):
    """What the plan says in one of its steps."""

    step: str = ""
    text: str = ""


@dataclass(frozen=True)
class PublishedEvaluation(_Kept):
    """What was learnt from the measurements, and by whom where it was someone outside."""

    on: date | None = None
    learnt: str = ""
    is_external: bool = False
    evaluator: str = ""
    url: str = ""


@dataclass(frozen=True)
class Content(_Kept):
    """All that is published of a plan at once."""

    plan: str = ""
    name: str = ""
    language: str = "nb"
    is_example: bool = False
    texts: tuple[PublishedText, ...] = ()
    indicators: tuple[PublishedIndicator, ...] = ()
    evaluations: tuple[PublishedEvaluation, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        return not (self.texts or self.indicators or self.evaluations)


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return value


def _read(value: Any, hint: Any) -> Any:
    """Return a kept value as what it was; empty where it has another form."""
    if get_origin(hint) is tuple:
        of = get_args(hint)[0]
        kept = value if isinstance(value, Sequence) and not isinstance(value, str) else ()
        return tuple(_read(one, of) for one in kept if isinstance(one, Mapping) is issubclass(of, _Kept))
    if get_origin(hint) in (Union, UnionType):
        of = next(one for one in get_args(hint) if one is not type(None))
        return None if value is None else _read(value, of)
    if issubclass(hint, _Kept):
        return hint.read(value) if isinstance(value, Mapping) else None
    return _figure_or_day(value, hint) if hint in (Decimal, date) else _simple(value, hint)


def _figure_or_day(value: Any, hint: Any) -> Decimal | date | None:
    try:
        read: Decimal | date = Decimal(value) if hint is Decimal else date.fromisoformat(value)
    except (InvalidOperation, TypeError, ValueError):
        return None
    return read if not isinstance(read, Decimal) or read.is_finite() else None


def _simple(value: Any, hint: Any) -> Any:
    if hint is int:
        return value if isinstance(value, int) and not isinstance(value, bool) else None
    return value if isinstance(value, hint) else hint()
