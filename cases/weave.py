"""The weave: a case's own cloth, drawn from its tags alone. A pure core: the same tags always give the same cloth.

The handbook's model (figure 5, p. 23) is a weave: seven action fields run across, four values run up through them. The
case's own are dyed threads, the others undyed; where two of its threads meet, the crossing shows; the step of the ladder
is a band of that many stitches along the selvedge.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from cases.codes import FIELDS, LADDER_STEPS, VALUES

WIDTH, HEIGHT = 320, 180
_SELVEDGE = 20
_ROW = HEIGHT / len(FIELDS)
_COLUMN = (WIDTH - _SELVEDGE) / len(VALUES)
_WEFT = 12.0
_WARP = 34.0


@dataclass(frozen=True)
class Strip:
    """A rectangle of cloth; `look` is its class names: what thread it is and whether it is dyed."""

    x: float
    y: float
    width: float
    height: float
    look: str


def weave(values: Collection[str], fields: Collection[str], step: str = "") -> list[Strip]:
    """Return the cloth's strips from back to front, in a box of 320 x 180; codes that are unknown are not threads."""
    strips = [_selvedge_stitch(number, step) for number in range(len(LADDER_STEPS))]
    warp_at = [_SELVEDGE + _COLUMN * (column + 0.5) - _WARP / 2 for column in range(len(VALUES))]
    weft_at = [_ROW * (row + 0.5) - _WEFT / 2 for row in range(len(FIELDS))]
    strips += [
        strip
        for x, code in zip(warp_at, VALUES, strict=True)
        for strip in _warp(code, x, 0, HEIGHT, dyed=code in values)
    ]
    strips += [
        Strip(_SELVEDGE, y, WIDTH - _SELVEDGE, _WEFT, f"weft weft-{row} {_dye(code in fields)}")
        for row, (y, code) in enumerate(zip(weft_at, FIELDS, strict=True))
    ]
    for column, (x, value) in enumerate(zip(warp_at, VALUES, strict=True)):
        for row, (y, field) in enumerate(zip(weft_at, FIELDS, strict=True)):
            meets = value in values and field in fields
            if (column + row) % 2 == 0:
                strips += _warp(value, x, y - 3, _WEFT + 6, dyed=value in values)
            if meets:
                strips.append(Strip(x + _WARP / 2 - 4, y + _WEFT / 2 - 4, 8, 8, "knot"))
    return [Strip(round(s.x, 1), round(s.y, 1), round(s.width, 1), round(s.height, 1), s.look) for s in strips]


def _dye(dyed: bool) -> str:
    return "dyed" if dyed else "undyed"


def _selvedge_stitch(number: int, step: str) -> Strip:
    reached = step in LADDER_STEPS and number <= LADDER_STEPS.index(step)
    height = HEIGHT / len(LADDER_STEPS)
    return Strip(3, HEIGHT - height * (number + 1) + 4, 9, height - 8, f"stitch {_dye(reached)}")


def _warp(code: str, x: float, y: float, height: float, *, dyed: bool) -> list[Strip]:
    """Each value has its own thread as well as its own colour: solid, double, triple, and one with a core."""
    look = f"warp warp-{code} {_dye(dyed)}"
    if code == "democracy":
        third = _WARP / 3
        return [Strip(x, y, third, height, look), Strip(x + 2 * third, y, third, height, look)]
    if code == "creativity":
        fifth = _WARP / 5
        return [Strip(x + 2 * n * fifth, y, fifth, height, look) for n in range(3)]
    if code == "leadership":
        return [Strip(x, y, _WARP, height, look), Strip(x + _WARP / 2 - 3, y, 6, height, f"{look} core")]
    return [Strip(x, y, _WARP, height, look)]
