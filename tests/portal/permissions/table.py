"""Reads the table, and proposes rows that are missing in it."""

from __future__ import annotations

from pathlib import Path

from tests.portal.permissions.outcomes import ROLES

FILE = Path(__file__).parent / "matrix.tsv"
Key = tuple[str, str]
Words = tuple[str, ...]


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def read() -> dict[Key, Words]:
    """Return what is expected for each address and method, in the order of the roles."""
    rows = [line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if _is_row(line)]
    return {(address, method): tuple(words) for address, method, *words in rows[1:]}


def write(rows: dict[Key, Words]) -> None:
    """Write the table anew, sorted, below the remarks at its head."""
    remarks = [line for line in FILE.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    heading = "\t".join(("address", "method", *ROLES))
    lines = ["\t".join((*key, *words)) for key, words in sorted(rows.items())]
    FILE.write_text("\n".join([*remarks, heading, *lines]) + "\n", encoding="utf-8")
