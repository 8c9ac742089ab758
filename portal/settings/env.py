"""Reads every setting from the environment, in one place, and remembers which were asked for.

`docs/settings.md` lists them all; a test compares that table with what is recorded here.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

import environ

_reader = environ.Env()


@dataclass(frozen=True)
class Setting:
    """One setting: its name in the environment, its kind and its default as written in the docs."""

    name: str
    kind: str
    default: str


asked_for: dict[str, Setting] = {}


def _record(name: str, kind: str, default: object) -> None:
    asked_for[name] = Setting(name, kind, "" if default is None else str(default))


def text(name: str, default: str = "", pattern: str = "") -> str:
    """Return a text setting; one of several alike stands in the docs by its pattern."""
    _record(pattern or name, "text", default)
    return str(_reader.str(name, default=default)).strip()


def flag(name: str, default: bool = False) -> bool:
    """Return an on/off setting; 1, true, yes and on mean on."""
    _record(name, "on/off", "on" if default else "off")
    return bool(_reader.bool(name, default=default))


def number(name: str, default: int) -> int:
    """Return a whole-number setting; ImproperlyConfigured when it is not one."""
    _record(name, "number", default)
    return int(_reader.int(name, default=default))


def words(name: str, default: tuple[str, ...] = (), pattern: str = "") -> list[str]:
    """Return a comma-separated setting as a list without empty parts."""
    _record(pattern or name, "list", ",".join(default))
    return [word.strip() for word in os.environ.get(name, ",".join(default)).split(",") if word.strip()]
