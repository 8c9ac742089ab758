"""What leads to what, for a narrow page: boxes beneath each other, with threads beside them. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from toolkit.charts.flow import Box, DrawnBox, DrawnThread, Flow, Head, Thread, kept_threads, tip
from toolkit.charts.wrapping import wrapped

_FONT, _LINE = 15.0, 20.0
_WIDTH, _LEFT, _PAD = 340.0, 72.0, 10.0
_HEAD, _GAP, _PORT = 40.0, 12.0, 19.0
# Threads run between these, the long ones farthest out.
_OUTERMOST, _INNERMOST, _ROUND = 4.0, 36.0, 6.0
_TIP, _NUMBER = 9.0, 21.0


@dataclass(frozen=True)
class _Side:
    """How a thread runs: from one height to another, in which lane."""

    start: float
    end: float
    lane: int = 0


def flow_down(heads: Sequence[str], boxes: Sequence[Box], threads: Sequence[Thread]) -> Flow:
    """Return the drawing: the columns beneath each other, each under its name."""
    by_key = {box.key: box for box in boxes}
    kept = kept_threads(by_key, threads)
    drawn_heads, drawn, height = _placed(heads, boxes, kept)
    sides = _in_lanes(_sides(drawn, kept))
    lanes = max((side.lane for side in sides), default=0) + 1
    return Flow(
        width=_WIDTH,
        height=height,
        heads=drawn_heads,
        boxes=list(drawn.values()),
        threads=[_drawn_thread(one, side, lanes) for one, side in zip(kept, sides, strict=True)],
    )


def _placed(
    heads: Sequence[str], boxes: Sequence[Box], threads: Sequence[Thread]
) -> tuple[list[Head], dict[str, DrawnBox], float]:
    drawn_heads: list[Head] = []
    drawn: dict[str, DrawnBox] = {}
    top = 0.0
    for column, head in enumerate(heads):
        drawn_heads.append(Head(_LEFT, top + _HEAD * 0.65, head))
        top += _HEAD
        for box in boxes:
            if box.column == column:
                ends = sum((box.key == one.cause) + (box.key == one.effect) for one in threads)
                drawn[box.key] = _drawn_box(box, top, _PORT * (ends + 1))
                top += drawn[box.key].height + _GAP
    return drawn_heads, drawn, top


def _drawn_box(box: Box, top: float, least: float) -> DrawnBox:
    lines = wrapped(box.text, (_WIDTH - _LEFT - 2 * _PAD) / _FONT)
    height = max(2 * _PAD + _LINE * len(lines), least)
    first = top + (height - _LINE * len(lines)) / 2 + _LINE * 0.72
    told = [(_LEFT + _PAD, round(first + _LINE * index, 1), line) for index, line in enumerate(lines)]
    return DrawnBox(box.column, _LEFT, round(top, 1), _WIDTH - _LEFT - 1, round(height, 1), told)


def _sides(boxes: Mapping[str, DrawnBox], threads: Sequence[Thread]) -> list[_Side]:
    """Return from where to where each thread runs: its ends are spread over the sides of the boxes."""
    ends: dict[str, list[tuple[float, int, bool]]] = {}
    for place, one in enumerate(threads):
        ends.setdefault(one.cause, []).append((boxes[one.effect].y, place, False))
        ends.setdefault(one.effect, []).append((boxes[one.cause].y, place, True))
    at: dict[tuple[int, bool], float] = {}
    for key, found in ends.items():
        box = boxes[key]
        # What leads up stands above what leads down, and so that no thread crosses one that is farther in.
        found.sort(key=lambda end: (end[0] > box.y, -end[0], end[1], end[2]))
        for index, (_other, place, is_effect) in enumerate(found, start=1):
            at[place, is_effect] = box.y + box.height * index / (len(found) + 1)
    return [_Side(at[place, False], at[place, True]) for place in range(len(threads))]


def _in_lanes(sides: Sequence[_Side]) -> list[_Side]:
    """Return each in a lane in which it lies on no other: the short ones innermost."""
    taken: list[list[tuple[float, float]]] = []
    lanes = [0] * len(sides)
    for place in sorted(range(len(sides)), key=lambda place: (abs(sides[place].end - sides[place].start), place)):
        low, high = sorted((sides[place].start, sides[place].end))
        lane = next(
            (lane for lane, spans in enumerate(taken) if all(high < start or end < low for start, end in spans)),
            len(taken),
        )
        taken[lane : lane + 1] = [[*(taken[lane] if lane < len(taken) else []), (low, high)]]
        lanes[place] = lane
    return [_Side(side.start, side.end, lane) for side, lane in zip(sides, lanes, strict=True)]


def _drawn_thread(one: Thread, side: _Side, lanes: int) -> DrawnThread:
    apart = min(8.0, (_INNERMOST - _OUTERMOST) / max(lanes - 1, 1))
    x = round(_INNERMOST - apart * side.lane, 1)
    down = 1 if side.end > side.start else -1
    bend = min(_ROUND, abs(side.end - side.start) / 2)
    start, end = round(side.start, 1), round(side.end, 1)
    path = (
        f"M{_LEFT:g} {start:g}H{x + bend:g}Q{x:g} {start:g} {x:g} {start + down * bend:g}"
        f"V{end - down * bend:g}Q{x:g} {end:g} {x + bend:g} {end:g}H{_LEFT - _TIP:g}"
    )
    return DrawnThread(path, tip(_LEFT, end, 1), one.number, _LEFT - _NUMBER, end)
