"""Reads one JSON object, and refuses what would be read in more than one way or cannot be stored. A pure core."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _


class FaultyTextError(ValueError):
    """What was read is not one JSON object; `key` is where, `expected` says in words what was expected."""

    def __init__(self, expected: str, key: str = "") -> None:
        super().__init__(expected)
        self.expected, self.key = expected, key


def object_in(raw: bytes) -> dict[str, Any]:
    """Return the object that a text in UTF-8 holds; FaultyTextError where it holds anything else."""
    try:
        content = json.loads(raw.decode("utf-8"), parse_constant=_refuse_constant, object_pairs_hook=_object)
        unstorable = _impossible_key(content)
    except UnicodeDecodeError as error:
        raise FaultyTextError(_("expected text in UTF-8")) from error
    except _KeyTwiceError as twice:
        raise FaultyTextError(_("expected each key once"), str(twice)) from twice
    except (ValueError, RecursionError) as error:
        raise FaultyTextError(_("expected one whole JSON object on the line")) from error
    if not isinstance(content, dict):
        raise FaultyTextError(_("expected a JSON object"))
    if unstorable:
        raise FaultyTextError(_("expected text without NUL and half characters"), unstorable)
    return content


class _KeyTwiceError(ValueError):
    """A key stands twice in one JSON object, and only one of its values would be read."""


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    content: dict[str, Any] = {}
    for key, value in pairs:
        if key in content:
            raise _KeyTwiceError(key)
        content[key] = value
    return content


def _refuse_constant(name: str) -> None:
    raise ValueError(name)


def _impossible_key(content: Any, path: str = "") -> str:
    """Return where a text holds what the database cannot store, or an empty text."""
    if isinstance(content, str):
        return path if "\x00" in content or any("\ud800" <= letter <= "\udfff" for letter in content) else ""
    items: Iterable[tuple[Any, Any]] = ()
    if isinstance(content, dict):
        items = content.items()
    elif isinstance(content, list):
        items = enumerate(content, start=1)
    for key, value in items:
        here = f"{path}.{key}" if path else str(key)
        if isinstance(key, str) and _impossible_key(key, "?"):
            return path or "?"
        if found := _impossible_key(value, here):
            return found
    return ""
