"""The portal's web font as files that typst reads: those weights that a document uses, made once on a machine."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

# Parts of the alphabet as the web font has them, and what the family is called in a document.
FAMILIES = {"latin": "Portal", "latin-ext": "Portal Ext", "cyrillic": "Portal Cyrillic", "greek": "Portal Greek"}
# (style, weight) for all, and those that only our own alphabet has.
_STYLES = (("normal", 400), ("normal", 680))
_OWN = {"latin": (("italic", 400),), "latin-ext": (("italic", 400),)}
_LETTERS = "letters.json"
_FAMILY_NAMES = (1, 16)


def font_folder(source: Path, kept: Path) -> Path:
    """Return a folder with the fonts, made from the web font's files in `source` when `kept` has none of these yet."""
    folder = kept / f"fonts-{_version(source)}"
    if (folder / _LETTERS).is_file():
        return folder
    kept.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix="fonts-", dir=kept))
    letters: set[int] = set()
    for part, family in FAMILIES.items():
        for style, weight in (*_STYLES, *_OWN.get(part, ())):
            font = _one_weight(source / f"inter-{part}-wght-{style}.woff2", family, weight)
            letters |= set(font.getBestCmap())
            font.save(making / f"{part}-{style}-{weight}.ttf")
    (making / _LETTERS).write_text(json.dumps(sorted(letters)))
    try:
        making.rename(folder)
    except OSError:  # another process was quicker
        shutil.rmtree(making)
    return folder


def letters_in(folder: Path) -> frozenset[int]:
    """Return the code points that the fonts can show; control characters, which they name too, show nothing."""
    return frozenset(code for code in json.loads((folder / _LETTERS).read_text()) if code >= ord(" "))


def _one_weight(file: Path, family: str, weight: int) -> TTFont:
    font = instantiateVariableFont(TTFont(file), {"wght": weight})
    font.flavor = None
    font["OS/2"].usWeightClass = weight
    for record in font["name"].names:
        if record.nameID in _FAMILY_NAMES:
            record.string = family
    return font


def _version(source: Path) -> str:
    """Return what names these fonts, made in this way."""
    files = sorted((file.name, file.stat().st_size) for file in source.glob("inter-*-wght-*.woff2"))
    return hashlib.sha256(repr((files, FAMILIES, _STYLES, _OWN)).encode()).hexdigest()[:12]
