"""The weave: a case's own cloth, drawn from its tags alone. A pure core: the same tags always give the same cloth.

The handbook's model (figure 5, p. 23) is a weave: seven action fields run across, four values run up through them. Here
the ground is undyed linen in a plain weave, with a lozenge in its own tone at each crossing, as in damask; the case's
own threads are dyed and laid over it, as in a Norwegian coverlet, and go under the linen at every second crossing.
Where two of them meet, the lozenge is tied in colour. The step of the ladder is that many slanting stitches along the
selvedge.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from cases.codes import FIELDS, LADDER_STEPS, VALUES

WIDTH, HEIGHT = 320, 180
_HEM = 24
_ROW, _COLUMN = HEIGHT / len(FIELDS), (WIDTH - _HEM) / len(VALUES)
# Breadth of an undyed thread, which is of two or three strands, and of a dyed one on top of it.
_LINEN_WEFT, _LINEN_WARP, _BETWEEN_STRANDS = 19.0, 56.0, 1.6
_WEFT, _WARP = 13.0, 38.0
# Breadths of the steps of a lozenge and of its heart, from top to foot.
_LOZENGE, _HEART, _LOZENGE_STEP = (10, 22, 34, 22, 10), (9, 21, 9), 4.0


@dataclass(frozen=True)
class Strip:
    """All cloth of one look; `look` is its class names and `path` the data of an SVG path in a box of 320 x 180."""

    look: str
    path: str


def weave(values: Collection[str], fields: Collection[str], step: str = "") -> list[Strip]:
    """Return the strips of a cloth from back to front; codes that are unknown are not threads."""
    return list(_woven(frozenset(values), frozenset(fields), step))


@lru_cache(maxsize=256)
def _woven(values: frozenset[str], fields: frozenset[str], step: str) -> tuple[Strip, ...]:
    warps = [(code, column) for column, code in enumerate(VALUES) if code in values]
    wefts = [row for row, code in enumerate(FIELDS) if code in fields]
    own = {column for _code, column in warps}
    strips = [*_linen(), _damask(own, set(wefts)), *_stitches(step)]
    # A hair broader than its row, or the ground would show as a line between two.
    strips.append(Strip("tint weft", _join(_box(_HEM, _ROW * row - 0.2, WIDTH - _HEM, _ROW + 0.4) for row in wefts)))
    strips += [Strip(f"tint {code}", _band(_column_at(column), _WARP + 8)) for code, column in warps]
    strips.append(Strip("weft dyed", _join(_weft(row, _HEM, WIDTH - _HEM) for row in wefts)))
    strips.append(_linen_over(own, wefts))
    strips += [Strip(f"warp dyed {code}", _warp(code, _column_at(column))) for code, column in warps]
    for code, column in warps:
        strips += _crossings(code, column, wefts)
    return tuple(strip for strip in strips if strip.path)


def _column_at(number: int) -> float:
    return _HEM + _COLUMN * (number + 0.5)


def _row_at(number: int) -> float:
    return _ROW * (number + 0.5)


def _linen() -> list[Strip]:
    """Return the undyed cloth: warps, wefts over them, and the warps again where they pass over a weft."""
    warps = [strand for column in range(len(VALUES)) for strand in _strands(_column_at(column), _LINEN_WARP, 3)]
    wefts = [strand for row in range(len(FIELDS)) for strand in _strands(_row_at(row), _LINEN_WEFT, 2)]
    over = (
        _box(x, _ROW * row, breadth, _ROW)
        for strand, (x, breadth) in enumerate(warps)
        for row in range(strand // 3 % 2, len(FIELDS), 2)
    )
    return [
        Strip("cloth", _box(0, 0, WIDTH, HEIGHT)),
        Strip("warp undyed", _join(_box(x, 0, breadth, HEIGHT) for x, breadth in warps)),
        Strip("weft undyed", _join(_box(_HEM, y, WIDTH - _HEM, breadth) for y, breadth in wefts)),
        Strip("warp undyed", _join(over)),
        Strip("hem", _box(0, 0, _HEM - 3, HEIGHT)),
    ]


def _damask(own_columns: Collection[int], own_rows: Collection[int]) -> Strip:
    """Return the lozenges of the ground, at the crossings that none of the case's own threads goes through."""
    return Strip(
        "damask",
        _join(
            _lozenge(_column_at(column), _row_at(row), _LOZENGE)
            for column in range(len(VALUES))
            for row in range(len(FIELDS))
            if column not in own_columns and row not in own_rows
        ),
    )


def _linen_over(own_columns: Collection[int], wefts: Iterable[int]) -> Strip:
    """Return the undyed warps where they pass over a dyed weft: at every second column, as in the linen."""
    over = (
        _box(x + breadth / 4, _row_at(row) - _WEFT / 2, breadth / 2, _WEFT)
        for row in wefts
        for column in range(len(VALUES))
        if column not in own_columns and (row + column) % 2
        for x, breadth in _strands(_column_at(column), _LINEN_WARP, 3)
    )
    return Strip("warp undyed", _join(over))


def _strands(middle: float, breadth: float, count: int) -> list[tuple[float, float]]:
    """Return the start and breadth of each strand of an undyed thread."""
    each = (breadth - _BETWEEN_STRANDS * (count - 1)) / count
    return [(middle - breadth / 2 + n * (each + _BETWEEN_STRANDS), each) for n in range(count)]


def _stitches(step: str) -> list[Strip]:
    """Return one slanting stitch for each step of the ladder, from the foot; those reached are dyed."""
    reached = LADDER_STEPS.index(step) + 1 if step in LADDER_STEPS else 0
    height = HEIGHT / len(LADDER_STEPS)
    stitches = [f"M4 {HEIGHT - height * n - 6:g}l13 -9v{18 - height:g}l-13 9z" for n in range(len(LADDER_STEPS))]
    return [Strip("stitch dyed", _join(stitches[:reached])), Strip("stitch undyed", _join(stitches[reached:]))]


def _weft(row: int, x: float, length: float) -> str:
    return _box(x, _row_at(row) - _WEFT / 2, length, _WEFT)


def _warp(code: str, x: float) -> str:
    """Return a value's own kind of thread around x: solid, double, dashed or dotted."""
    if code == "democracy":
        return _band(x - _WARP / 3, _WARP / 3) + _band(x + _WARP / 3, _WARP / 3)
    if code == "creativity":
        return _join(_box(x - _WARP / 2, _ROW * row + 4, _WARP, _ROW - 8) for row in range(len(FIELDS)))
    if code == "leadership":
        gap = HEIGHT / 13
        dots = [(x - 17, gap * (n + 0.5)) for n in range(13)] + [(x + 3, gap * n) for n in range(14)]
        return _join(f"M{left:g} {round(y, 1):g}a7 7 0 1 1 14 0a7 7 0 1 1 -14 0z" for left, y in dots)
    return _band(x, _WARP)


def _crossings(code: str, column: int, wefts: list[int]) -> list[Strip]:
    """Return what is tied where an own warp meets own wefts; at every second crossing the weft passes over the warp."""
    x = _column_at(column)
    over = (_weft(row, x - _WARP / 2 - 4, _WARP + 8) for row in wefts if (row + column) % 2)
    return [
        Strip("weft dyed", _join(over)),
        Strip("knot", _join(_lozenge(x, _row_at(row), _LOZENGE) for row in wefts)),
        Strip(f"heart {code}", _join(_lozenge(x, _row_at(row), _HEART) for row in wefts)),
    ]


def _lozenge(x: float, y: float, breadths: tuple[int, ...]) -> str:
    """Return a figure of steps around a crossing."""
    top = y - _LOZENGE_STEP * len(breadths) / 2
    return _join(
        _box(x - breadth / 2, top + _LOZENGE_STEP * n, breadth, _LOZENGE_STEP) for n, breadth in enumerate(breadths)
    )


def _band(x: float, breadth: float) -> str:
    return _box(x - breadth / 2, 0, breadth, HEIGHT)


def _box(x: float, y: float, width: float, height: float) -> str:
    return f"M{round(x, 1):g} {round(y, 1):g}h{round(width, 1):g}v{round(height, 1):g}h{-round(width, 1):g}z"


def _join(paths: Iterable[str]) -> str:
    return "".join(paths)
