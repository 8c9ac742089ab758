"""The profile: the model's cloth, woven in as far as people agree. Pure.

Seven fields run across, four values run up. Of each thread as much is woven in (solid) as the share that agrees that it
goes well, then hatched as much as the share in between; the rest is undyed. Threads on which people are divided are
split in two strands, so that they draw the eye before those that are low.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.codes import FIELDS, VALUES

WIDTH, HEIGHT = 320.0, 224.0
_ROW, _COLUMN = HEIGHT / len(FIELDS), WIDTH / len(VALUES)
_WEFT, _WARP = 17.0, 34.0
# How much of a thread's breadth lies open between its two strands.
_SPLIT = 0.36
# A hairline shows in a share of less than this.
_LEAST = 0.005


@dataclass(frozen=True)
class Woven:
    """A thread: the share that agrees, the share in between, and whether people are divided; shares from 0 to 1."""

    code: str
    agree: float
    between: float
    is_divided: bool = False


@dataclass(frozen=True)
class Piece:
    """All cloth of one look; `path` is the data of an SVG path in a box of 320 x 224."""

    look: str
    path: str


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    width: float
    height: float

    @property
    def path(self) -> str:
        return f"M{self.x:.1f} {self.y:.1f}h{self.width:.1f}v{self.height:.1f}h{-self.width:.1f}z"


def cloth(threads: Iterable[Woven]) -> list[Piece]:
    """Return the cloth from back to front; a concept without a thread, whose answers are not shown, is a gap in it."""
    by_code = {thread.code: thread for thread in threads}
    wefts = [(row, by_code[code]) for row, code in enumerate(FIELDS) if code in by_code]
    warps = [(column, by_code[code]) for column, code in enumerate(VALUES) if code in by_code]
    pieces = [Piece("ground", _Box(0, 0, WIDTH, HEIGHT).path)]
    for column, thread in warps:
        pieces += _warp(column, thread, 0.0, HEIGHT)
    for row, thread in wefts:
        pieces += _weft(row, thread)
    for column, thread in warps:
        for row in range(len(FIELDS)):
            if (row + column) % 2 == 0:
                pieces += _warp(column, thread, _ROW * row + 1, _ROW * (row + 1) - 1)
    return _together(pieces)


def _weft(row: int, thread: Woven) -> list[Piece]:
    pieces = []
    for top, breadth in _strands(_ROW * (row + 0.5), _WEFT, is_split=thread.is_divided):
        for look, start, end in _stretches(thread):
            box = _Box(WIDTH * start, top, WIDTH * (end - start), breadth)
            pieces.append(Piece(f"weft {look}", box.path))
    return pieces


def _warp(column: int, thread: Woven, top: float, bottom: float) -> list[Piece]:
    """Return what is to be seen of a warp between two heights; it is woven in from the foot."""
    pieces = []
    for left, breadth in _strands(_COLUMN * (column + 0.5), _WARP, is_split=thread.is_divided):
        for look, start, end in _stretches(thread):
            upper, lower = max(top, HEIGHT * (1 - end)), min(bottom, HEIGHT * (1 - start))
            if lower > upper:
                pieces.append(Piece(f"warp {look} {thread.code}", _Box(left, upper, breadth, lower - upper).path))
    return pieces


def _strands(middle: float, breadth: float, *, is_split: bool) -> list[tuple[float, float]]:
    """Return where the strands of a thread begin and how broad they are."""
    if not is_split:
        return [(middle - breadth / 2, breadth)]
    each = breadth * (1 - _SPLIT) / 2
    return [(middle - breadth / 2, each), (middle + breadth / 2 - each, each)]


def _stretches(thread: Woven) -> list[tuple[str, float, float]]:
    """Return the stretches of a thread: woven in, in between, undyed."""
    ends = (0.0, thread.agree, thread.agree + thread.between, 1.0)
    looks = ("dyed", "between", "undyed")
    return [
        (look, start, min(end, 1.0))
        for look, start, end in zip(looks, ends, ends[1:], strict=False)
        if end - start > _LEAST
    ]


def _together(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces with those of one look that follow each other as one."""
    joined: list[Piece] = []
    for piece in pieces:
        if joined and joined[-1].look == piece.look:
            joined[-1] = Piece(piece.look, joined[-1].path + piece.path)
        else:
            joined.append(piece)
    return joined
