"""Strands that part: where each group stands on a scale, drawn out of the thread that they make together. Pure.

The thread is as thick at each step as the share that answered it. From its middle a strand leads to each group: where
the groups agree the strands stay a cord, and where they do not they part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from toolkit.charts.shares import decimal_in_words

# Where the steps stand, in per cent of the width, and the measures of a drawing in pixels.
_FIRST, _LAST = 9.0, 91.0
_THREAD, _THINNEST, _THICKEST = 20, 1.5, 18.0
# Of a share this large the thread is as thick as it gets.
_FULL = 0.6
_BELOW_THREAD, _LANE, _FOOT = 66, 27, 15
# Knots nearer than this, in per cent, would lie on each other at 320 px.
_KNOT = 9.0


@dataclass(frozen=True)
class Standing:
    """Where a group stands: its number, its name, and its mean as a place on the scale from 1 to 5."""

    number: int
    name: str
    position: float


@dataclass(frozen=True)
class Knot:
    """A group's mark at the end of its strand; `path` is the strand in a box of 100 by the drawing's height."""

    number: int
    name: str
    shown: str
    x: float
    y: int
    path: str


@dataclass(frozen=True)
class Strands:
    """A drawing: the thread, the knots, the steps, and the whole in words. `middle` is where the thread's mean is."""

    height: int
    thread: str
    middle: float
    steps: list[float]
    knots: list[Knot]
    words: str

    @property
    def in_order(self) -> list[Knot]:
        """Return the knots as they stand, from the left."""
        return sorted(self.knots, key=lambda knot: (knot.x, knot.number))


def strands(shares: Sequence[float], middle: float, standings: Sequence[Standing], words: str) -> Strands:
    """Return the drawing for the shares of the five steps, their mean, and where each group stands."""
    lanes = _lanes(standings)
    knots = [_knot(one, lane, _place(middle)) for one, lane in zip(standings, lanes, strict=True)]
    height = _BELOW_THREAD + _LANE * max(lanes, default=0) + _FOOT if knots else 2 * _THREAD
    return Strands(height, _thread(shares), _place(middle), [_place(step) for step in range(1, 6)], knots, words)


def _place(position: float) -> float:
    return round(_FIRST + (_LAST - _FIRST) * (position - 1) / 4, 2)


def _lanes(standings: Sequence[Standing]) -> list[int]:
    """Return for each the uppermost lane in which it lies on no other."""
    lanes = [0] * len(standings)
    last: list[float] = []
    for index in sorted(range(len(standings)), key=lambda place: (standings[place].position, standings[place].number)):
        x = _place(standings[index].position)
        lane = next((lane for lane, taken in enumerate(last) if x - taken >= _KNOT), len(last))
        last[lane : lane + 1] = [x]
        lanes[index] = lane
    return lanes


def _knot(one: Standing, lane: int, middle: float) -> Knot:
    x, y = _place(one.position), _BELOW_THREAD + _LANE * lane
    path = f"M{middle:g} {_THREAD}C{middle:g} {(_THREAD + y) / 2:g} {x:g} {_THREAD + 14} {x:g} {y}"
    return Knot(one.number, one.name, decimal_in_words(one.position), x, y, path)


def _thread(shares: Sequence[float]) -> str:
    """Return the outline of the thread, in a box of 100 by the height: curves through its breadth at each step."""
    half = [max(_THINNEST, _THICKEST * min(1.0, share / _FULL)) for share in shares]
    xs = [0.0, *(_place(step) for step in range(1, 6)), 100.0]
    halves = [_THINNEST, *half, _THINNEST]
    above = [(x, _THREAD - h) for x, h in zip(xs, halves, strict=True)]
    below = [(x, _THREAD + h) for x, h in zip(reversed(xs), reversed(halves), strict=True)]
    return f"M{_point(*above[0])}{_curve(above)}L{_point(*below[0])}{_curve(below)}z"


def _curve(points: Sequence[tuple[float, float]]) -> str:
    pieces = []
    for (x1, y1), (x2, y2) in pairwise(points):
        between = (x1 + x2) / 2
        pieces.append(f"C{_point(between, y1)} {_point(between, y2)} {_point(x2, y2)}")
    return "".join(pieces)


def _point(x: float, y: float) -> str:
    return f"{round(x, 2):g} {round(y, 2):g}"
