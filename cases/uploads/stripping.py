"""Takes what tells about people out of pictures that lie within documents, without drawing them anew. A pure core.

A document's layout rests on its pictures as they are: their dots, colours and way up stay. What cannot be walked
through is left as it is.
"""

from __future__ import annotations

import struct

from PIL import Image

from cases.uploads.tidy import jpeg_parts

_TELLING_MARKS = {0xE1, 0xED, 0xFE}
_TELLING_PNG_PARTS = {b"eXIf", b"tEXt", b"zTXt", b"iTXt", b"tIME"}
_ORIENTATION = 0x0112


def strip_picture(content: bytes) -> bytes:
    """Return a JPEG or PNG picture without camera data, place, comments and previews; other files as they are."""
    try:
        if content.startswith(b"\xff\xd8\xff"):
            return _strip_jpeg(content)
        if content.startswith(b"\x89PNG\r\n\x1a\n"):
            return _strip_png(content)
    except (IndexError, struct.error):
        pass
    return content


def _strip_jpeg(content: bytes) -> bytes:
    kept, way_up = [content[:2]], b""
    for mark, start, end in jpeg_parts(content):
        if mark == 0xE1 and content[start + 4 : start + 10] == b"Exif\0\0":
            way_up = way_up or _way_up_alone(content[start + 4 : end])
        if mark not in _TELLING_MARKS:
            kept.append(content[start:end])
    kept.insert(1, way_up)
    return b"".join(kept)


def _way_up_alone(camera_data: bytes) -> bytes:
    """Return a part of a JPEG file that says which way up it is and nothing else; empty if that goes without saying."""
    whole, alone = Image.Exif(), Image.Exif()
    try:
        whole.load(camera_data)
        turned = int(whole.get(_ORIENTATION, 1))
    except Exception:
        # Whatever is wrong with the camera data, the picture is the right way up without it.
        return b""
    if not 2 <= turned <= 8:
        return b""
    alone[_ORIENTATION] = turned
    data = alone.tobytes()
    return b"\xff\xe1" + struct.pack(">H", len(data) + 2) + data


def _strip_png(content: bytes) -> bytes:
    kept, position, name = [content[:8]], 8, b""
    while name != b"IEND":
        length, name = struct.unpack_from(">I4s", content, position)
        end = position + 12 + length
        if end > len(content):
            return content
        if name not in _TELLING_PNG_PARTS:
            kept.append(content[position:end])
        position = end
    return b"".join(kept)
