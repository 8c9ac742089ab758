"""A line over time: what was measured, the baseline, what is aimed at, and what happened along the way. Pure.

Heights are pixels, places along are per cent of the width, so that one drawing fits every width. A time without a
measurement is bridged by a broken line, never by a whole one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from toolkit.charts.axes import Days, Figures, days_axis

# The band above for what happened, the plot, and the words beneath it.
_LANE, _PLOT, _FOOT, _HEADROOM = 28, 210, 26, 14
# Numbers nearer than this, in per cent, would lie on each other at 320 px.
_NEAR = 10.5
_LETTER, _BESIDE = 8, 12


@dataclass(frozen=True)
class Dot:
    """What was measured on a day."""

    on: date
    figure: Decimal
    is_baseline: bool = False


@dataclass(frozen=True)
class Goal:
    """A figure to be reached by a day, or without one."""

    figure: Decimal
    by: date | None


@dataclass(frozen=True)
class Happening:
    """What happened on a day: `look` is `evaluation` or `target-change`."""

    on: date
    look: str
    text: str


@dataclass(frozen=True)
class Segment:
    """A straight line; `look` is `measured`, `gap` or `target`."""

    look: str
    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True)
class Mark:
    """A sign on the drawing; `look` is `point`, `baseline` or `target`."""

    look: str
    x: float
    y: float


@dataclass(frozen=True)
class Numbered:
    """The number of something that happened, above the plot, with its line down into it."""

    number: int
    look: str
    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Timeline:
    """A drawing: its measures, axes, lines and signs, and the whole in words."""

    height: int
    top: int
    bottom: int
    gutter: int
    up: Sequence[tuple[float, str]]
    along: Sequence[tuple[float, str]]
    segments: Sequence[Segment]
    marks: Sequence[Mark]
    happened: Sequence[Numbered]
    words: str


def timeline(
    dots: Sequence[Dot],
    goals: Sequence[Goal],
    happenings: Sequence[Happening],
    axis: Figures,
    *,
    label: Callable[[Decimal], str],
    gaps: frozenset[tuple[date, date]] = frozenset(),
    is_stepped: bool = False,
    words: str,
) -> Timeline:
    """Return the drawing; dots come in the order of their days. `gaps` are pairs of days that no whole line joins."""
    days = [dot.on for dot in dots] + [goal.by for goal in goals if goal.by] + [one.on for one in happenings]
    along = days_axis(days)
    lanes = _lanes([along.place(one.on) for one in happenings])
    top = _LANE * (max(lanes, default=-1) + 1) + _HEADROOM
    bottom = top + _PLOT

    def up(figure: Decimal) -> float:
        return round(bottom - _PLOT * axis.share(figure), 1)

    labels = [label(tick) for tick in axis.ticks]
    return Timeline(
        height=bottom + _FOOT,
        top=top,
        bottom=bottom,
        gutter=_LETTER * max(len(text) for text in labels) + _BESIDE,
        up=[(up(tick), text) for tick, text in zip(axis.ticks, labels, strict=True)],
        along=[(along.place(day), text) for day, text in along.ticks],
        segments=[*_goal_lines(goals, along, up), *_lines(dots, along, up, gaps, is_stepped=is_stepped)],
        marks=[
            *(Mark("target", along.place(goal.by), up(goal.figure)) for goal in goals if goal.by),
            *(Mark("baseline" if dot.is_baseline else "point", along.place(dot.on), up(dot.figure)) for dot in dots),
        ],
        happened=[
            Numbered(number, one.look, along.place(one.on), _LANE * lane + _LANE / 2, one.text)
            for number, (one, lane) in enumerate(zip(happenings, lanes, strict=True), start=1)
        ],
        words=words,
    )


def _lines(
    dots: Sequence[Dot],
    along: Days,
    up: Callable[[Decimal], float],
    gaps: frozenset[tuple[date, date]],
    *,
    is_stepped: bool,
) -> list[Segment]:
    lines: list[Segment] = []
    for a, b in pairwise(dots):
        look = "gap" if (a.on, b.on) in gaps else "measured"
        x1, y1, x2, y2 = along.place(a.on), up(a.figure), along.place(b.on), up(b.figure)
        if is_stepped:
            lines += [Segment(look, x1, y1, x2, y1), Segment(look, x2, y1, x2, y2)]
        else:
            lines.append(Segment(look, x1, y1, x2, y2))
    return lines


def _goal_lines(goals: Sequence[Goal], along: Days, up: Callable[[Decimal], float]) -> list[Segment]:
    """Return a level line for each goal: from the day of the one before it to its own; undated ones reach across."""
    lines, since = [], along.first
    for goal in sorted(goals, key=lambda goal: goal.by or date.max):
        until = goal.by or along.last
        start = since if goal.by else along.first
        y = up(goal.figure)
        lines.append(Segment("target", along.place(start), y, along.place(until), y))
        since = until
    return lines


def _lanes(places: Sequence[float]) -> list[int]:
    """Return for each the uppermost lane in which it lies on no other; places come from the left."""
    lanes: list[int] = []
    last: list[float] = []
    for x in places:
        lane = next((lane for lane, taken in enumerate(last) if x - taken >= _NEAR), len(last))
        last[lane : lane + 1] = [x]
        lanes.append(lane)
    return lanes
