"""Tells whether a picture's file holds nothing but the picture, by walking through its parts. A pure core.

A file is tidy when it has only the parts that draw the picture: no camera data, no place, no comment, no colour
profile (whose text names a device), no preview, no second picture, and nothing after its end. Whatever this module does
not know is not tidy, and such a file is drawn anew.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from itertools import pairwise

_JPEG_NEXT_MARK = re.compile(rb"\xff[^\x00\xd0-\xd7\xff]", re.DOTALL)
_JPEG_TABLES = {0xDB, 0xC4, 0xDD}
_JPEG_FRAMES = set(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
_PNG_PARTS = {b"IHDR", b"PLTE", b"tRNS", b"sRGB", b"IDAT", b"IEND"}
_WEBP_PARTS = {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
_AVIF_PARTS = {b"ftyp", b"meta", b"mdat"}
_AVIF_META = {b"hdlr", b"pitm", b"iloc", b"iinf", b"iref", b"iprp", b"idat"}
_AVIF_PROPERTIES = {b"ispe", b"pixi", b"av1C", b"auxC", b"pasp", b"colr"}


def is_tidy(kind: str, content: bytes) -> bool:
    """Say whether a file of a kind (as Pillow names it) is tidy; a file that breaks off is not."""
    try:
        return _WALKS[kind](content)
    except (IndexError, KeyError, struct.error):
        return False


def jpeg_parts(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Yield marker, start and end of each part of a JPEG file, a scan's data included; may raise."""
    position = 2
    while content[position] == 0xFF:
        mark = content[position + 1]
        if mark == 0xD9:
            yield mark, position, position + 2
            return
        end = position + 2 + struct.unpack_from(">H", content, position + 2)[0]
        if mark == 0xDA:
            found = _JPEG_NEXT_MARK.search(content, end)
            end = found.start() if found else len(content)
        yield mark, position, end
        position = end
    raise IndexError(position)


def _is_tidy_jpeg(content: bytes) -> bool:
    marks = list(jpeg_parts(content))
    for mark, start, end in marks:
        is_jfif = mark == 0xE0 and content[start + 4 : start + 9] == b"JFIF\0" and end - start == 18
        is_adobe = mark == 0xEE and content[start + 4 : start + 9] == b"Adobe" and end - start == 16
        if not (is_jfif or is_adobe or mark in _JPEG_TABLES or mark in _JPEG_FRAMES or mark in (0xDA, 0xD9)):
            return False
    return sum(mark in _JPEG_FRAMES for mark, _start, _end in marks) == 1 and marks[-1][2] == len(content)


def _is_tidy_png(content: bytes) -> bool:
    position, name = 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, position)
        if name not in _PNG_PARTS:
            return False
        position += 12 + length
    return position == len(content)


def _is_tidy_gif(content: bytes) -> bool:
    def colours(flags: int) -> int:
        return 3 << (flags & 7) + 1 if flags & 0x80 else 0

    def after_blocks(position: int) -> int:
        while content[position]:
            position += content[position] + 1
        return position + 1

    position, pictures = 13 + colours(content[10]), 0
    while content[position] != 0x3B:
        if content[position : position + 2] == b"\x21\xf9":
            position = after_blocks(position + 2)
        elif content[position] == 0x2C and not pictures:
            pictures += 1
            position = after_blocks(position + 11 + colours(content[position + 9]))
        else:
            return False
    return pictures == 1 and position + 1 == len(content)


def _is_tidy_webp(content: bytes) -> bool:
    if struct.unpack_from("<I", content, 4)[0] + 8 != len(content):
        return False
    position, drawn = 12, 0
    while position < len(content):
        name, length = struct.unpack_from("<4sI", content, position)
        if name not in _WEBP_PARTS:
            return False
        drawn += name in (b"VP8 ", b"VP8L")
        position += 8 + length + length % 2
    return drawn == 1 and position == len(content)


def _boxes(content: bytes, start: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    """Yield name, start of content and end of each box between two places; raises where they do not fill it."""
    while start < end:
        length, name = struct.unpack_from(">I4s", content, start)
        if length < 8 or start + length > end:
            raise IndexError(start)
        yield name, start + 8, start + length
        start += length


def _is_tidy_avif(content: bytes) -> bool:
    outer = list(_boxes(content, 0, len(content)))
    if sorted(name for name, _start, _end in outer) != sorted(_AVIF_PARTS):
        return False
    inner = {name: (start, end) for name, start, end in outer}
    meta = {name: (start, end) for name, start, end in _boxes(content, inner[b"meta"][0] + 4, inner[b"meta"][1])}
    if not meta.keys() <= _AVIF_META:
        return False
    items = list(_boxes(content, meta[b"iinf"][0] + 6, meta[b"iinf"][1]))
    kinds = {content[start + 8 : start + 12] for name, start, _end in items if name == b"infe"}
    properties = next((s, e) for name, s, e in _boxes(content, *meta[b"iprp"]) if name == b"ipco")
    for name, start, _end in _boxes(content, *properties):
        # `nclx` is numbers of a standard; `prof` and `rICC` are profiles.
        if name not in _AVIF_PROPERTIES or (name == b"colr" and content[start : start + 4] != b"nclx"):
            return False
    return kinds <= {b"av01", b"grid"} and _is_filled(content, meta[b"iloc"], inner[b"mdat"])


def _is_filled(content: bytes, places: tuple[int, int], data: tuple[int, int]) -> bool:
    """Say whether the items of an AVIF file fill its data, as many bytes as it has and in no gap more than padding."""
    start, end = places
    version = content[start]
    sizes = struct.unpack_from(">H", content, start + 4)[0]
    offset_size, length_size, base_size = sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15
    if version > 1 or (offset_size, length_size) != (4, 4) or base_size not in (0, 4):
        return False
    count, position, spans = struct.unpack_from(">H", content, start + 6)[0], start + 8, [(data[0], data[0])]
    for _item in range(count):
        position += 6 if version else 4
        base = struct.unpack_from(">I", content, position)[0] if base_size else 0
        extents = struct.unpack_from(">H", content, position + base_size)[0]
        position += base_size + 2
        for _extent in range(extents):
            offset, length = struct.unpack_from(">II", content, position)
            spans.append((base + offset, base + offset + length))
            position += 8
    spans = sorted([*spans, (data[1], data[1])])
    return position <= end and all(right[0] - left[1] < 8 for left, right in pairwise(spans))


_WALKS = {
    "JPEG": _is_tidy_jpeg,
    "PNG": _is_tidy_png,
    "GIF": _is_tidy_gif,
    "WEBP": _is_tidy_webp,
    "AVIF": _is_tidy_avif,
}
