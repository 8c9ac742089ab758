"""More than a hundred hostile files, the same in each run."""

from __future__ import annotations

import random
import struct
import zlib
from collections.abc import Iterator

from tests.factories import files

SCRIPT = b"<script>alert(1)</script>"
_SEED = 20261124
_PICTURES = {"JPEG": "jpg", "PNG": "png", "WEBP": "webp", "GIF": "gif", "AVIF": "avif", "HEIF": "heic"}
_SVG = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">' + SCRIPT + b"</svg>"


def _chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


def huge_png(side: int) -> bytes:
    """Return a small file that is, or says that it is, an enormous picture."""
    header = struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)
    rows = zlib.compress(b"\0" * ((min(side, 9_000) // 8 + 1) * min(side, 9_000)), 9)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _spoilt(whole: bytes, chance: random.Random) -> Iterator[bytes]:
    for _cut in range(6):
        yield whole[: chance.randrange(1, len(whole))]
    for _flip in range(6):
        broken = bytearray(whole)
        for _bit in range(chance.randrange(1, 40)):
            broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
        yield bytes(broken)


def hostile_pictures() -> list[tuple[str, bytes]]:
    """Return names and contents of files that are no pictures, or more than pictures."""
    chance = random.Random(_SEED)
    found: list[tuple[str, bytes]] = []
    for kind, ending in _PICTURES.items():
        whole = files.camera_picture(kind)
        found += [(f"{kind}-{n}.{ending}", spoilt) for n, spoilt in enumerate(_spoilt(whole, chance))]
        found += [(f"{kind} og mer.{ending}", whole + SCRIPT), (f"{kind}.html", whole + SCRIPT)]
        found += [(f"{kind}-foran.{ending}", SCRIPT + whole), (f"{kind}.php.svg", whole)]
    jpeg = files.camera_picture()
    note = b"\xff\xfe" + struct.pack(">H", len(SCRIPT) + 2) + SCRIPT
    found += [
        ("tegning.svg", _SVG),
        ("tegning.png", _SVG),
        ("tegning.jpg", b"\xef\xbb\xbf \n" + b'<?xml version="1.0"?>' + _SVG),
        ("side.jpg", b"<!doctype html>" + SCRIPT),
        ("program.png", b"MZ" + bytes(200)),
        ("tom.jpg", b""),
        ("null.gif", bytes(400)),
        ("stor.png", huge_png(9_000)),
        ("storst.png", huge_png(2_000_000)),
        ("notat.jpg", jpeg[:2] + note + jpeg[2:]),
        ("arkiv.jpg", jpeg + files.document("docx")),
        ("a" * 240 + ".jpg", jpeg),
        ("../../../etc/passwd.jpg", jpeg),
        ("uten-ending", jpeg),
        ("a\0b.jpg", jpeg),
        ("<img src=x onerror=alert(1)>.png", SCRIPT),
        ("film.gif", _moving()),
    ]
    return found


def _moving() -> bytes:
    still = files.camera_picture("GIF")
    start = still.index(b"\x2c", 13)
    return still[:-1] + still[start:]


def hostile_documents() -> list[tuple[str, bytes]]:
    """Return names and contents of files that are no documents, or more than documents."""
    chance = random.Random(_SEED)
    found: list[tuple[str, bytes]] = []
    for ending in ("pdf", "docx", "odt", "pptx", "xlsx"):
        found += [(f"{n}.{ending}", spoilt) for n, spoilt in enumerate(_spoilt(files.document(ending), chance))]
        found += [(f"side.{ending}", SCRIPT), (f"tom.{ending}", b""), (f"arkiv.{ending}", files.package({"a": "b"}))]
    parts = files.office_parts("docx")
    found += [
        ("makro.docx", files.package({**parts, "word/vbaProject.bin": "x"})),
        ("makro.docm", files.package(parts)),
        ("bombe.docx", files.package({**parts, "word/a.xml": b"<a>" + b" " * 60_000_000 + b"</a>"})),
        ("ut.docx", files.package({**parts, "../../ut.txt": "x"})),
        ("ord.docx", files.package({**parts, "word/a.xml": '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'})),
        ("side.html", SCRIPT),
        ("null.txt", b"a\0b"),
        ("bilde.csv", files.camera_picture()),
    ]
    return found
