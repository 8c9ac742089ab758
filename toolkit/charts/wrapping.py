"""Texts in drawings, broken into lines: SVG does not break them itself. Pure.

The breadths are those of Inter, rounded up; another font that is a little broader still has room.
"""

from __future__ import annotations

from typing import Final

_BREADTHS: Final = {
    0.3: " ijlI.,;:'!|",
    0.36: "ft()/[]",
    0.42: "r1",
    0.48: '-"',
    0.53: "–?*",
    0.82: "w",
    0.95: "mæM",
    1.05: "WÆ%@—",
}
_BREADTH_OF: Final = {letter: breadth for breadth, letters in _BREADTHS.items() for letter in letters}
_SMALL, _LARGE = 0.63, 0.78
# What is cut from a word that is broader than a line ends with this.
_HYPHEN = "-"


def breadth(text: str) -> float:
    """Return about how broad a text is, in the size of its font."""
    return sum(
        _BREADTH_OF.get(letter, _LARGE if letter.isupper() or ord(letter) > 0x24F else _SMALL) for letter in text
    )


def wrapped(text: str, room: float) -> list[str]:
    """Return a text in lines that are no broader than `room`, in the size of its font; a longer word is cut."""
    lines: list[str] = []
    line = ""
    for word in text.split():
        longer = f"{line} {word}" if line else word
        if breadth(longer) <= room:
            line = longer
            continue
        if line:
            lines.append(line)
        *whole, line = _cut(word, room)
        lines += whole
    return [*lines, line] if line or not lines else lines


def _cut(word: str, room: float) -> list[str]:
    """Return a word in pieces that each fit; one letter always does."""
    pieces: list[str] = []
    piece = ""
    for letter in word:
        if piece and breadth(piece + letter + _HYPHEN) > room:
            pieces.append(piece if piece.endswith(_HYPHEN) else piece + _HYPHEN)
            piece = ""
        piece += letter
    return [*pieces, piece]
