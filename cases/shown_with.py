"""What the tools show with a case: part of its own content, so that it is published by review like its texts.

A case keeps a list of `{"tool": …, "id": …, "show": …}`: which tool, which of its things, and what of it. The tool
says what an entry is in words, and puts it on the page by a registered panel (cases/detail/panels.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

_KEYS: Final = {"tool", "id", "show"}
# More than any page would show.
MOST: Final = 20
_LONGEST: Final = 30


@dataclass(frozen=True, order=True)
class Shown:
    """One thing that a tool shows with a case."""

    tool: str
    id: int
    show: str

    @property
    def key(self) -> str:
        """Return what stands for the thing in a form, however much of it is shown."""
        return f"{self.tool}:{self.id}"

    def plain(self) -> dict[str, Any]:
        """Return it as a case keeps it."""
        return {"tool": self.tool, "id": self.id, "show": self.show}


# Says what an entry is, in the active language.
Describer = Callable[[Shown], str]
_describers: dict[str, Describer] = {}


def register(tool: str, describer: Describer) -> None:
    """Have a tool's entries described; called by apps when they are ready."""
    _describers[tool] = describer


def in_words(shown: Shown) -> str:
    """Return what an entry is; one of a tool that is not there any more has nothing but its code."""
    describe = _describers.get(shown.tool)
    return describe(shown) if describe else shown.key


def entries(value: Any) -> list[Shown]:
    """Return what is kept, without what does not have its form: a page is shown whatever an old version holds."""
    kept = value if isinstance(value, list) else []
    return [Shown(entry["tool"], entry["id"], entry["show"]) for entry in kept if _is_entry(entry)]


def of_tool(value: Any, tool: str) -> list[Shown]:
    """Return what one tool shows."""
    return [entry for entry in entries(value) if entry.tool == tool]


def replaced(value: Any, entry: Shown, *, by: Shown | None) -> list[dict[str, Any]]:
    """Return what is kept with one thing shown otherwise, or not at all; the rest stays in its order."""
    others = [other for other in entries(value) if other.key != entry.key]
    return as_kept([*others, by] if by else others)


def as_kept(shown: Iterable[Shown]) -> list[dict[str, Any]]:
    """Return entries as a case keeps them."""
    return [entry.plain() for entry in shown]


def check(value: Any) -> None:
    """Raise ValidationError for anything else than a list of entries, each thing once."""
    found: Sequence[Shown] = entries(value)
    if not isinstance(value, list) or len(found) != len(value) or len(value) > MOST:
        raise ValidationError(_("What the tools show with the case cannot be read."))
    if len({entry.key for entry in found}) != len(found):
        raise ValidationError(_("The same thing is shown twice."))


def _is_entry(entry: Any) -> bool:
    if not isinstance(entry, dict) or set(entry) != _KEYS:
        return False
    is_number = isinstance(entry["id"], int) and not isinstance(entry["id"], bool) and 0 < entry["id"] < 2**63
    return is_number and all(isinstance(entry[k], str) and 0 < len(entry[k]) <= _LONGEST for k in ("tool", "show"))
