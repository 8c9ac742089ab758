"""What a figure is made of, as plain values: shapes, words where they stand, and the same in words alone. A pure core.

All drawings are 360 units wide and no word is set smaller than 15, so that it is read at 12 pixels on a screen of 320.
SVG breaks no lines; we do, by a rough measure of the letters of Inter.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, Literal

WIDTH: Final = 360
MARGIN: Final = 8
SIZE: Final = 15
LEADING: Final = 19
_NARROW, _WIDE = frozenset("fijlrtI.,:;'|!()- "), frozenset("mwMW@")


@dataclass(frozen=True)
class Path:
    """A shape; `look` is its class names, and `d` the data of an SVG path."""

    look: str
    d: str


Anchor = Literal["start", "middle", "end"]


@dataclass(frozen=True)
class Text:
    """Lines of words from a point; `look` is class names, `anchor` where the point is in the line."""

    x: float
    y: float
    lines: tuple[str, ...]
    look: str = ""
    anchor: Anchor = "start"

    @property
    def below(self) -> float:
        """Return where the next line would stand."""
        return self.y + LEADING * len(self.lines)


@dataclass(frozen=True)
class Drawing:
    """Shapes from back to front, and words upon them."""

    height: float
    paths: list[Path]
    texts: list[Text]


@dataclass(frozen=True)
class Word:
    """A thing of the figure in words; `url` leads to its own page where it has one."""

    name: str
    text: str = ""
    url: str = ""


@dataclass(frozen=True)
class Cell:
    """A square of a table: its name, the column that it stands in, and the threads that cross in its little cloth."""

    name: str
    column: str
    threads: list[Path]
    look: str = ""


@dataclass(frozen=True)
class Table:
    """A table with its heads."""

    columns: list[str]
    rows: list[tuple[str, list[Cell]]]


@dataclass(frozen=True)
class Figure:
    """A figure as a page shows it: a drawing, a table, or the model's cloth with its threads."""

    code: str
    title: str
    source: str
    words: list[Word] = field(default_factory=list)
    drawing: Drawing | None = None
    table: Table | None = None
    columns: list[object] = field(default_factory=list)
    rows: list[object] = field(default_factory=list)


def breadth(text: str, *, strong: bool = False) -> float:
    """Return about how broad a line is."""
    letters = sum(
        0.32 if letter in _NARROW else 0.88 if letter in _WIDE else 0.68 if letter.isupper() else 0.58
        for letter in text
    )
    return letters * SIZE * (1.07 if strong else 1)


def lines_of(text: str, room: float, *, strong: bool = False) -> tuple[str, ...]:
    """Return a text in lines no broader than `room`; a word that is broader stands alone."""
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and breadth(longer, strong=strong) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return tuple(lines)


def stack(
    x: float,
    y: float,
    parts: Iterable[tuple[str, str]],
    room: float,
    anchor: Anchor = "start",
) -> list[Text]:
    """Return texts of given looks beneath each other, each broken into lines."""
    texts: list[Text] = []
    for look, text in parts:
        texts.append(Text(x, y, lines_of(text, room, strong=look == "name"), look, anchor))
        y = texts[-1].below
    return texts


def box(x: float, y: float, width: float, height: float) -> str:
    """Return the path of a rectangle."""
    return f"M{x:g} {y:g}h{width:g}v{height:g}h{-width:g}z"


def lozenge(x: float, y: float, size: float = 7) -> str:
    """Return the path of a knot."""
    return f"M{x:g} {y - size:g}l{size:g} {size:g}l{-size:g} {size:g}l{-size:g} {-size:g}z"


def arrow_head(x: float, y: float, dx: float, dy: float, size: float = 9) -> str:
    """Return the path of an arrow's head at a point, in the direction of a vector of length 1."""
    left, right = (-dy, dx), (dy, -dx)
    corners = [(x - dx * size + side[0] * size * 0.65, y - dy * size + side[1] * size * 0.65) for side in (left, right)]
    (x1, y1), (x2, y2) = corners
    return f"M{x:.1f} {y:.1f}L{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}z"
