"""Reads the tables, and proposes rows that are missing in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.portal.permissions.outcomes import ROLES

_FOLDER = Path(__file__).parent
Key = tuple[str, str]
Words = tuple[str, ...]

# Of the admin, people without a role in the portal are asked for a few addresses: one guard stands before all of it.
_SAMPLE = ("admin/", "admin/pages/<int:page_id>/edit/", "admin/pages/<int:page_id>/delete/", "admin/users/")
MEMBERS = ("owner", "writer", "reader", "member of another")


@dataclass(frozen=True)
class Table:
    """What is expected for each address and method that it covers, in the order of its roles."""

    file: Path
    roles: tuple[str, ...]
    covers: Callable[[str], bool]

    def read(self) -> dict[Key, Words]:
        """Return the rows."""
        rows = [line.split("\t") for line in self.file.read_text(encoding="utf-8").splitlines() if _is_row(line)]
        return {(address, method): tuple(words) for address, method, *words in rows[1:]}

    def write(self, rows: dict[Key, Words]) -> None:
        """Write the table anew, sorted, below the remarks at its head."""
        remarks = [line for line in self.file.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
        heading = "\t".join(("address", "method", *self.roles))
        lines = ["\t".join((*key, *words)) for key, words in sorted(rows.items())]
        self.file.write_text("\n".join([*remarks, heading, *lines]) + "\n", encoding="utf-8")


def _is_row(line: str) -> bool:
    return bool(line.strip()) and not line.startswith("#")


def _is_for_members(address: str) -> bool:
    return not address.startswith("admin/") or address.startswith("admin/team/") or address in _SAMPLE


TABLES = {
    "matrix": Table(_FOLDER / "matrix.tsv", ROLES, lambda _address: True),
    "members": Table(_FOLDER / "members.tsv", MEMBERS, _is_for_members),
}
