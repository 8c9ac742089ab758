"""Sets a document with typst, in a process of its own: `python -m cases.exports.typesetting`, JSON in, PDF/UA-1 out.

A process can be ended when it takes too long, and takes nobody else along when it breaks. It needs no Django.
"""

from __future__ import annotations

import json
import resource
import sys
import unicodedata
from collections.abc import Set
from pathlib import Path
from typing import Any

import typst

from cases.exports.fonts import font_folder, letters_in

TEMPLATE = Path(__file__).with_name("list.typ")
_CPU_SECONDS = 90
_SHOWN_AS = ord("?")


def showable(text: str, letters: Set[int]) -> str:
    """Return a text in the letters that the fonts have, for a PDF/UA may hold no other.

    Marks and pictures (emoji) are left out; a letter of an alphabet that no font here has becomes a question mark.
    """
    shown = []
    for letter in unicodedata.normalize("NFC", text):
        if ord(letter) in letters or letter == "\n":
            shown.append(letter)
        elif letter.isspace():
            shown.append(" ")
        elif letter.isalnum():
            shown.append(chr(_SHOWN_AS))
    return "".join(shown)


def _all_showable(value: Any, letters: Set[int]) -> Any:
    if isinstance(value, str):
        return showable(value, letters)
    if isinstance(value, list):
        return [_all_showable(one, letters) for one in value]
    if isinstance(value, dict):
        return {key: _all_showable(one, letters) for key, one in value.items()}
    return value


def pdf_of(document: dict[str, Any], fonts: Path, template: Path = TEMPLATE) -> bytes:
    """Return a document as PDF/UA-1; typst raises where it would not be one."""
    data = json.dumps(_all_showable(document, letters_in(fonts)), ensure_ascii=False)
    own_fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(fonts)])
    # The package's own types do not know of this standard yet.
    standards: Any = ["ua-1"]
    compiler = typst.Compiler(font_paths=own_fonts, sys_inputs={"data": data})
    made = compiler.compile(template.read_bytes(), format="pdf", pdf_standards=standards)
    if not isinstance(made, bytes):
        raise TypeError
    return made


def main() -> None:
    """Read what is to be set from standard input, and write the PDF to standard output."""
    resource.setrlimit(resource.RLIMIT_CPU, (_CPU_SECONDS, _CPU_SECONDS))
    asked = json.load(sys.stdin)
    fonts = font_folder(Path(asked["font_source"]), Path(asked["kept"]))
    sys.stdout.buffer.write(pdf_of(asked["document"], fonts, Path(asked["template"])))


if __name__ == "__main__":
    main()
