"""What leads to what: boxes in columns, with threads from left to right. Pure.

A thread that passes a column on its way has a lane of its own between the boxes there, so that it never seems to come
from one that it only passes. Each thread ends at its own place on a box's side; one that rests on something is double
and has that something's number where it arrives. Threads back, and within a column, are drawn too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from toolkit.charts.wrapping import wrapped

FONT, LINE = 15.0, 20.0
_BOX, _GUTTER, _PAD, _HEAD = 172.0, 85.0, 10.0, 40.0
# Between two boxes, for each thread between them, and between two ends of threads on a side.
_GAP, _LANE, _PORT = 20.0, 10.0, 19.0
# The straight end of a thread: with its tip, and with a number before that.
_TIP, _STUB, _NUMBERED = 9.0, 12.0, 34.0
_BULGE = 46.0


@dataclass(frozen=True)
class Box:
    """What stands in a column: its key, the column from 0, and its text."""

    key: str
    column: int
    text: str


@dataclass(frozen=True)
class Thread:
    """That one box leads to another; `number` is of what it rests on, which makes it double."""

    cause: str
    effect: str
    number: int | None = None


@dataclass(frozen=True)
class DrawnBox:
    """A box with its text in lines, where each line stands."""

    column: int
    x: float
    y: float
    width: float
    height: float
    lines: Sequence[tuple[float, float, str]]


@dataclass(frozen=True)
class DrawnThread:
    """A thread: its line and its tip as SVG paths, and where its number stands."""

    path: str
    tip: str
    number: int | None
    x: float
    y: float


@dataclass(frozen=True)
class Head:
    """What a column is called, and where that stands."""

    x: float
    y: float
    text: str


@dataclass(frozen=True)
class Flow:
    """A drawing in a box of its own measures."""

    width: float
    height: float
    heads: Sequence[Head]
    boxes: Sequence[DrawnBox]
    threads: Sequence[DrawnThread]


class End(NamedTuple):
    """An end of a thread: on which side of a box, and in what order among those on that side."""

    thread: int
    is_effect: bool


class Place(NamedTuple):
    """Where something is."""

    x: float
    y: float


@dataclass
class _Layout:
    """Where boxes are, and the lanes that threads have past columns."""

    boxes: Mapping[str, Box]
    lines: Mapping[str, list[str]]
    heights: Mapping[str, float]
    columns: Sequence[Sequence[str]]
    tops: dict[str, float] = field(default_factory=dict)
    # In which gap of a column, 0 above the first box, each thread passes it.
    gaps: dict[tuple[int, int], int] = field(default_factory=dict)
    lanes: dict[tuple[int, int], float] = field(default_factory=dict)
    height: float = 0.0


def flow(heads: Sequence[str], boxes: Sequence[Box], threads: Sequence[Thread]) -> Flow:
    """Return the drawing. Boxes keep their order in a column; threads to boxes that are not there are left out."""
    by_key = {box.key: box for box in boxes}
    kept = kept_threads(by_key, threads)
    layout = _laid_out(len(heads), by_key, kept)
    bulges = any(by_key[one.cause].column == by_key[one.effect].column == len(heads) - 1 for one in kept)
    ends = _ends(layout, kept)
    return Flow(
        width=_left(len(heads) - 1) + _BOX + (_BULGE if bulges else 0),
        height=_HEAD + layout.height,
        heads=[Head(_left(column), FONT + 4, head) for column, head in enumerate(heads)],
        boxes=[_drawn_box(layout, box) for box in boxes],
        threads=[_drawn_thread(layout, place, one, ends) for place, one in enumerate(kept)],
    )


def kept_threads(boxes: Mapping[str, Box], threads: Sequence[Thread]) -> list[Thread]:
    """Return the threads that can be drawn: between two boxes that are there."""
    return [one for one in threads if one.cause in boxes and one.effect in boxes and one.cause != one.effect]


def _laid_out(columns: int, boxes: Mapping[str, Box], threads: Sequence[Thread]) -> _Layout:
    """Place the boxes; then find the lanes of the threads that pass, and place all again with room for them."""
    lines = {key: wrapped(box.text, (_BOX - 2 * _PAD) / FONT) for key, box in boxes.items()}
    keys = [[key for key, box in boxes.items() if box.column == column] for column in range(columns)]
    layout = _Layout(boxes, lines, _heights(boxes, lines, threads), keys)
    _place_boxes(layout)
    for place, one in enumerate(threads):
        first, last = sorted((boxes[one.cause].column, boxes[one.effect].column))
        for column in range(first + 1, last):
            layout.gaps[place, column] = _nearest_gap(layout, column, _wanted(layout, one, column))
    _place_boxes(layout)
    _place_lanes(layout, threads)
    return layout


def _heights(
    boxes: Mapping[str, Box], lines: Mapping[str, Sequence[str]], threads: Sequence[Thread]
) -> dict[str, float]:
    """Return how high each box is: as its text, or as the threads on one of its sides need."""
    return {
        key: max(
            2 * _PAD + LINE * len(lines[key]), _PORT * (1 + sum(key in (one.cause, one.effect) for one in threads))
        )
        for key in boxes
    }


def _place_boxes(layout: _Layout) -> None:
    """Give each box its height on the page: columns stand around the same middle."""
    needed = [
        sum(layout.heights[key] for key in keys) + sum(_gap(layout, column, gap) for gap in range(len(keys) + 1))
        for column, keys in enumerate(layout.columns)
    ]
    layout.height = max([*needed, 3 * LINE])
    for column, keys in enumerate(layout.columns):
        top = _HEAD + (layout.height - needed[column]) / 2
        for gap, key in enumerate(keys):
            top += _gap(layout, column, gap)
            layout.tops[key] = top
            top += layout.heights[key]


def _gap(layout: _Layout, column: int, gap: int) -> float:
    """Return how high a gap between boxes is; above the first and below the last there is only what threads need."""
    passing = sum(1 for (_thread, at), chosen in layout.gaps.items() if at == column and chosen == gap)
    is_outer = gap in (0, len(layout.columns[column]))
    return (0 if is_outer else _GAP) + _LANE * passing


def _middle(layout: _Layout, key: str) -> float:
    return layout.tops[key] + layout.heights[key] / 2


def _wanted(layout: _Layout, one: Thread, column: int) -> float:
    """Return where a thread would pass a column, were there nothing in the way."""
    start, end = layout.boxes[one.cause].column, layout.boxes[one.effect].column
    share = (column - start) / (end - start)
    return _middle(layout, one.cause) * (1 - share) + _middle(layout, one.effect) * share


def _nearest_gap(layout: _Layout, column: int, wanted: float) -> int:
    keys = layout.columns[column]
    if not keys:
        return 0
    edges = [layout.tops[keys[0]], *(layout.tops[key] + layout.heights[key] for key in keys)]
    return min(range(len(edges)), key=lambda gap: (abs(edges[gap] - wanted), gap))


def _place_lanes(layout: _Layout, threads: Sequence[Thread]) -> None:
    """Give each thread that passes a column its height there: those that come from above pass above."""
    for column, keys in enumerate(layout.columns):
        for gap in range(len(keys) + 1):
            passing = [place for (place, at), chosen in layout.gaps.items() if at == column and chosen == gap]
            passing.sort(key=lambda place: (_wanted(layout, threads[place], column), place))
            middle = _middle_of_gap(layout, column, gap)
            for index, place in enumerate(passing):
                layout.lanes[place, column] = middle + _LANE * (index - (len(passing) - 1) / 2)


def _middle_of_gap(layout: _Layout, column: int, gap: int) -> float:
    keys = layout.columns[column]
    if not keys:
        return _HEAD + layout.height / 2
    if gap == len(keys):
        return layout.tops[keys[-1]] + layout.heights[keys[-1]] + _gap(layout, column, gap) / 2
    return layout.tops[keys[gap]] - _gap(layout, column, gap) / 2


def _ends(layout: _Layout, threads: Sequence[Thread]) -> dict[End, Place]:
    """Return where each end is: spread over its side of the box, in the order of what is at the other end."""
    sides: dict[tuple[str, bool], list[tuple[float, End]]] = {}
    for place, one in enumerate(threads):
        start, end = layout.boxes[one.cause].column, layout.boxes[one.effect].column
        # Forward: out to the right and in from the left; back: the other way round; within a column: both to the right.
        sides.setdefault((one.cause, end >= start), []).append((_middle(layout, one.effect), End(place, False)))
        sides.setdefault((one.effect, end <= start), []).append((_middle(layout, one.cause), End(place, True)))
    found: dict[End, Place] = {}
    for (key, is_right), ends in sides.items():
        x = _left(layout.boxes[key].column) + (_BOX if is_right else 0)
        step = layout.heights[key] / (len(ends) + 1)
        for index, (_other, one_end) in enumerate(sorted(ends), start=1):
            found[one_end] = Place(x, layout.tops[key] + step * index)
    return found


def _drawn_thread(layout: _Layout, place: int, one: Thread, ends: Mapping[End, Place]) -> DrawnThread:
    start, end = ends[End(place, False)], ends[End(place, True)]
    first, last = layout.boxes[one.cause].column, layout.boxes[one.effect].column
    # Which way the thread goes as it arrives: 1 to the right.
    way = 1.0 if last > first else -1.0
    stub = end.x - way * (_NUMBERED if one.number else _STUB)
    if first == last:
        out = start.x + _BULGE
        path = f"M{_at(*start)}C{_at(out, start.y)} {_at(out, end.y)} {_at(stub, end.y)}H{end.x - way * _TIP:g}"
    else:
        path = f"M{_at(*start)}{_through(layout, place, start, Place(stub, end.y), way)}H{end.x - way * _TIP:g}"
    return DrawnThread(path, tip(end.x, end.y, way), one.number, round(end.x - way * 21, 1), round(end.y, 1))


def _through(layout: _Layout, place: int, start: Place, end: Place, way: float) -> str:
    """Return the path from an end to the other, along the thread's lanes past the columns between."""
    lanes = sorted((column, y) for (thread, column), y in layout.lanes.items() if thread == place)
    path, now = "", start
    for column, y in lanes if way > 0 else reversed(lanes):
        near, far = (_left(column), _left(column) + _BOX)[:: int(way)]
        path += f"{_curve(now, Place(near, y))}H{far:g}"
        now = Place(far, y)
    return path + _curve(now, end)


def _curve(start: Place, end: Place) -> str:
    middle = (start.x + end.x) / 2
    return f"C{_at(middle, start.y)} {_at(middle, end.y)} {_at(*end)}"


def tip(x: float, y: float, way: float) -> str:
    """Return the tip of a thread that arrives at a place, to the right (1) or to the left (-1)."""
    return f"M{_at(x, y)}l{-way * (_TIP + 1):g} -5.5v11z"


def _at(x: float, y: float) -> str:
    return f"{round(x, 1):g} {round(y, 1):g}"


def _left(column: int) -> float:
    return column * (_BOX + _GUTTER)


def _drawn_box(layout: _Layout, box: Box) -> DrawnBox:
    x, y, height = _left(box.column), layout.tops[box.key], layout.heights[box.key]
    lines = layout.lines[box.key]
    first = y + (height - LINE * len(lines)) / 2 + LINE * 0.72
    told = [(x + _PAD, round(first + LINE * index, 1), line) for index, line in enumerate(lines)]
    return DrawnBox(box.column, x, round(y, 1), _BOX, round(height, 1), told)
