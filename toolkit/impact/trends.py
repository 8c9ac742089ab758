"""How an indicator has moved: since the start, since the last time, and on the way to its target figure. Pure.

It says what has changed, never what made it change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Final, TypeAlias

from django.utils import formats
from django.utils.translation import gettext as _

from toolkit.impact.codes import Direction, Frequency

# How a figure is written: with its unit, in the reader's language.
Say: TypeAlias = Callable[[Decimal], str]

# So many days lie between two measurements; half as long again is a gap.
_DAYS: Final = {
    Frequency.MONTHLY: 31,
    Frequency.QUARTERLY: 92,
    Frequency.HALF_YEARLY: 183,
    Frequency.YEARLY: 366,
}


@dataclass(frozen=True)
class Point:
    """What was measured on a day; no amount where there is none, as in a share of nobody."""

    on: date
    amount: Decimal | None
    is_baseline: bool = False


@dataclass(frozen=True)
class Aim:
    """What is to be reached, and by when; without a day it stays an aim."""

    value: Decimal
    by: date | None = None


class Course(StrEnum):
    """Which way something went, seen from what is better."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "same"


@dataclass(frozen=True)
class Move:
    """From one measurement to another."""

    before: Point
    now: Point
    change: Decimal
    course: Course


@dataclass(frozen=True)
class Gap:
    """A time without a measurement, longer than was meant."""

    since: date
    until: date


@dataclass(frozen=True)
class Trend:
    """How an indicator has moved. `way` is how far from start to aim, in whole per cent, below 0 where it went away

    from it; none where there is no way to go.
    """

    measured: tuple[Point, ...]
    since_start: Move | None
    since_last: Move | None
    aim: Aim | None
    is_reached: bool
    way: int | None

    @property
    def latest(self) -> Point | None:
        """Return the newest measurement with an amount."""
        return self.measured[-1] if self.measured else None


def trend_of(
    points: Iterable[Point], aims: Iterable[Aim], direction: str, today: date, *, has_distance: bool = True
) -> Trend:
    """Return how an indicator has moved; points may come in any order, those of one day in that of their writing.

    Steps that are described in words have an order and no distance: there is no way in per cent between them.
    """
    measured = tuple(sorted((point for point in points if point.amount is not None), key=lambda point: point.on))
    aim = next_aim(aims, today)
    if not measured:
        return Trend((), None, None, aim, False, None)
    start, latest = start_of(measured), measured[-1]
    last = measured[-2] if len(measured) > 1 else None
    return Trend(
        measured,
        _move(start, latest, direction) if start is not latest else None,
        _move(last, latest, direction) if last is not None and last is not start else None,
        aim,
        aim is not None and _is_reached(_amount(latest), aim.value, direction),
        None
        if aim is None or start is latest or not has_distance
        else way_to(_amount(start), _amount(latest), aim.value, direction),
    )


def start_of(measured: Sequence[Point]) -> Point:
    """Return what the rest of at least one is compared with: the baseline, or without one the oldest measurement."""
    return next((point for point in measured if point.is_baseline), measured[0])


def next_aim(aims: Iterable[Aim], today: date) -> Aim | None:
    """Return the aim that is next: the first whose day has not passed, then one without a day, then the last one."""
    dated = sorted((aim for aim in aims if aim.by is not None), key=lambda aim: aim.by or today)
    coming = next((aim for aim in dated if aim.by is not None and aim.by >= today), None)
    undated = next((aim for aim in aims if aim.by is None), None)
    return coming or undated or (dated[-1] if dated else None)


def way_to(start: Decimal, now: Decimal, aim: Decimal, direction: str) -> int | None:
    """Return how far from the start to the aim, in whole per cent: 100 only when there, 0 only where it began.

    None where the start was at the aim already or beyond it.
    """
    whole, gone = aim - start, now - start
    if direction == Direction.LESS:
        whole, gone = -whole, -gone
    if whole <= 0:
        return None
    percent = int(100 * gone / whole)
    return percent or (1 if gone > 0 else -1 if gone < 0 else 0)


def course_of(before: Decimal, now: Decimal, direction: str) -> Course:
    """Return whether it moved the way that is wanted."""
    if now == before:
        return Course.SAME
    return Course.BETTER if (now > before) is (direction != Direction.LESS) else Course.WORSE


def gaps_in(days: Iterable[date], frequency: str) -> list[Gap]:
    """Return the times without a measurement that are half as long again as was meant; none where nothing was."""
    meant = _DAYS.get(Frequency(frequency)) if frequency else None
    if meant is None:
        return []
    return [Gap(a, b) for a, b in pairwise(sorted(days)) if b - a > timedelta(days=meant * 3 // 2)]


def sentences(trend: Trend, say: Say, today: date) -> list[str]:
    """Return in words how it went: since the start, since the last time, and against the target figure."""
    latest = trend.latest
    if latest is None:
        told = [_("Not measured yet.")]
    elif len(trend.measured) == 1:
        own = {"now": say(_amount(latest)), "day": written(latest.on)}
        told = [_("Measured once so far: %(now)s on %(day)s. The next measurement shows which way it goes.") % own]
    else:
        told = [move_in_words(move, say) for move in (trend.since_start, trend.since_last) if move is not None]
    return told + _against_aim(trend, say, today)


def move_in_words(move: Move, say: Say) -> str:
    """Return `It has moved away from what is wanted since 1 May 2024: from 62 % to 58 %.`"""
    own = {"day": written(move.before.on), "before": say(_amount(move.before)), "now": say(_amount(move.now))}
    if move.course is Course.SAME:
        return _("The same as on %(day)s: %(now)s.") % own
    if own["before"] == own["now"]:
        return _("Almost the same as on %(day)s: %(now)s.") % own
    if move.course is Course.BETTER:
        return _("It has moved the way that is wanted since %(day)s: from %(before)s to %(now)s.") % own
    return _("It has moved away from what is wanted since %(day)s: from %(before)s to %(now)s.") % own


def gaps_in_words(gaps: Sequence[Gap]) -> list[str]:
    """Return for each gap a sentence; a great many are told together."""
    if len(gaps) > 3:
        return [_("There are %(n)s times without a measurement, longer than was meant.") % {"n": len(gaps)}]
    return [
        _("Not measured between %(since)s and %(until)s.") % {"since": written(gap.since), "until": written(gap.until)}
        for gap in gaps
    ]


def aim_in_words(aim: Aim, say: Say) -> str:
    """Return `80 % by 31 December 2026`, or the figure alone."""
    if aim.by is None:
        return say(aim.value)
    return _("%(target)s by %(day)s") % {"target": say(aim.value), "day": written(aim.by)}


def written(day: date) -> str:
    """Return a day as the reader's language writes it."""
    return formats.date_format(day, "DATE_FORMAT")


def _against_aim(trend: Trend, say: Say, today: date) -> list[str]:
    aim = trend.aim
    if aim is None:
        return []
    own = {"target": aim_in_words(aim, say), "percent": trend.way}
    if trend.is_reached:
        return [_("The target figure is reached: %(target)s.") % own]
    late = aim.by is not None and aim.by < today
    told = [
        (_("The day of the target figure has passed: %(target)s.") if late else _("Target figure: %(target)s.")) % own
    ]
    if trend.way is None:
        return told
    if trend.way < 0:
        return [*told, _("It is further away than at the start.")]
    if trend.way == 0:
        return [*told, _("It is as far away as at the start.")]
    return [*told, _("%(percent)s%% of the way from the start is covered.") % own]


def _is_reached(now: Decimal, aim: Decimal, direction: str) -> bool:
    return now <= aim if direction == Direction.LESS else now >= aim


def _move(before: Point, now: Point, direction: str) -> Move:
    first, last = _amount(before), _amount(now)
    return Move(before, now, last - first, course_of(first, last, direction))


def _amount(point: Point) -> Decimal:
    """Return the amount of a point that has been measured: `trend_of` lets no other in."""
    return point.amount or Decimal(0)
