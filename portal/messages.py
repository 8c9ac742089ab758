"""`python -m portal.messages compile`: makes the .mo files from the .po files without gettext's own programs."""

from __future__ import annotations

import sys
from pathlib import Path

_LOCALES = Path(__file__).resolve().parents[1] / "locale"


def compile_all(locales: Path = _LOCALES) -> list[str]:
    """Compile every translation that is newer than its compiled file; return what is wrong, one line each.

    A file with a fault (a missing placeholder, a broken line) is not compiled; "fuzzy" translations are left out.
    """
    faults: list[str] = []
    for source in sorted(locales.glob("**/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            faults += _compile(source, target, language=source.parts[-3])
    return faults


def _compile(source: Path, target: Path, language: str) -> list[str]:
    # Imported here: most starts find everything compiled already.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po

    try:
        with source.open("rb") as file:
            catalog = read_po(file, locale=language, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        return [f"{source}: {error}"]
    faults = [f"{source}:{message.lineno}: {error}" for message, errors in catalog.check() for error in errors]
    if not faults:
        unfinished = target.with_suffix(".mo.new")
        with unfinished.open("wb") as file:
            write_mo(file, catalog)
        unfinished.replace(target)
    return faults


def main(arguments: list[str]) -> int:
    """Run the only command; returns the exit code."""
    if arguments != ["compile"]:
        print("usage: python -m portal.messages compile", file=sys.stderr)
        return 2
    faults = compile_all()
    print("\n".join(faults), file=sys.stderr, end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
