"""What is asked back before a measurement is saved: it may be right, and is saved when the writer says so. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from toolkit.impact.codes import Kind
from toolkit.impact.figures import amount, say
from toolkit.impact.small_numbers import Row

_ALL: Final = Decimal(100)
# A figure is far from the last when it is so many times as large, or as small, and the difference is no trifle.
_TIMES, _NO_TRIFLE = 5, 10
# A share is far from the last when so many percentage points are between them.
_POINTS = 40


@dataclass(frozen=True)
class Before:
    """What was measured on another day."""

    on: date
    amount: Decimal


@dataclass(frozen=True)
class Entered:
    """What somebody is about to save."""

    kind: str
    on: date
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    grade: int | None = None
    breakdown: Sequence[Row] = ()
    unit: str = ""

    @property
    def amount(self) -> Decimal | None:
        """Return what it comes to."""
        return amount(self)


def doubts(entered: Entered, others: Sequence[Before], today: date, language: str) -> list[str]:
    """Return what to ask about, in whole sentences; `others` are the indicator's other measurements, by date."""
    asked = []
    if entered.on > today:
        asked.append(_("The date is in the future."))
    if entered.denominator == 0 and entered.kind == Kind.SHARE:
        asked.append(_("It is out of nobody, so there is no share to work out."))
    now = entered.amount
    if now is not None:
        asked += _about_figure(entered, now, others, language)
    return asked + _about_parts(entered)


def _about_figure(entered: Entered, now: Decimal, others: Sequence[Before], language: str) -> list[str]:
    asked = []
    if entered.kind == Kind.SHARE and now > _ALL:
        asked.append(_("The share is over 100 per cent."))
    if any(one.on == entered.on and one.amount == now for one in others):
        asked.append(_("The same figure is there already for this day."))
    last = next((one for one in reversed(others) if one.on < entered.on), None)
    if last is not None and _is_far(entered.kind, now, last.amount):
        words = {"now": _said(now, entered, language), "last": _said(last.amount, entered, language)}
        asked.append(_("%(now)s is far from the last time, when it was %(last)s.") % words)
    return asked


def _about_parts(entered: Entered) -> list[str]:
    whole = entered.value if entered.kind == Kind.NUMBER else entered.denominator
    parts = [row.value if entered.kind == Kind.NUMBER else row.denominator for row in entered.breakdown]
    if whole is not None and any(part is not None and part > whole for part in parts):
        return [_("One of the parts is larger than the whole.")]
    return []


def _is_far(kind: str, now: Decimal, last: Decimal) -> bool:
    if kind == Kind.SHARE:
        return abs(now - last) >= _POINTS
    if kind not in (Kind.NUMBER, Kind.MONEY) or not now or not last or abs(now - last) < _NO_TRIFLE:
        return False
    return now * last < 0 or not 1 / Decimal(_TIMES) < now / last < _TIMES


def _said(value: Decimal, entered: Entered, language: str) -> str:
    return say(value, language, entered.kind, entered.unit)
