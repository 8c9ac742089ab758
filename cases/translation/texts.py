"""The texts of a page, which belong to its language, as plain values: their fingerprint and their differences.

A pure core: no database. Facts, which all translations share, are no texts.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import unescape
from typing import Any, Literal

from cases.exchange.html import canonical_html

_IS_RICH = re.compile(r"\s*<(p|h[1-6]|ul|ol|blockquote|hr)\b")
_ENDS_A_LINE = re.compile(r"</(?:p|h[1-6]|li|blockquote)>|<br\s*/?>")
_TAG = re.compile(r"<[^>]*>")
_TOKEN = re.compile(r"\s+|[^\s]+")
# Words. Beyond this the comparison costs more than it tells.
_MOST_TOKENS = 6000


@dataclass(frozen=True)
class Piece:
    """A run of words that stayed, came or went."""

    change: Literal["same", "ins", "del"]
    text: str


def digest_of(texts: Mapping[str, str]) -> str:
    """Return the fingerprint of a page's texts by name; a text that is empty counts as one that is not there."""
    said = {name: text for name, text in texts.items() if text}
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def rich_text(html: str | None) -> str:
    """Return a rich text in its one form, whichever editor or import wrote it."""
    return canonical_html(html or "")


def plain_text(text: str | None) -> str:
    """Return a plain text without the white space around it."""
    return (text or "").strip()


def story_text(blocks: Any) -> str:
    """Return the blocks of a story, as they are stored, in one form: without their ids, which say nothing."""
    said = _without_ids(blocks or [])
    return json.dumps(said, sort_keys=True, ensure_ascii=False) if said else ""


def _without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        is_block = "type" in value and "value" in value
        return {key: _without_ids(part) for key, part in value.items() if not (is_block and key == "id")}
    if isinstance(value, list | tuple):
        return [_without_ids(part) for part in value]
    if isinstance(value, str):
        return rich_text(value) if _IS_RICH.match(value) else value.strip()
    return value


def words_of(text: str) -> str:
    """Return what a reader sees of a text made by `rich_text`, `plain_text` or `story_text`, a line for each part."""
    if text.startswith("["):
        try:
            return "\n".join(words_of(leaf) for leaf in _leaves(json.loads(text)))
        except ValueError:
            pass  # a plain text that happens to begin with a bracket
    if not _IS_RICH.match(text):
        return text
    lines = _TAG.sub("", _ENDS_A_LINE.sub("\n", text)).splitlines()
    return "\n".join(unescape(line) for line in lines if line.strip())


def _leaves(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        parts = value["value"] if "type" in value and "value" in value else list(value.values())
        yield from _leaves(parts)
    elif isinstance(value, list):
        for part in value:
            yield from _leaves(part)
    elif isinstance(value, str) and value:
        yield value


def differences(old: str, new: str) -> list[Piece]:
    """Return how a text became another, word by word; an empty list when readers see the same words."""
    before, after = (_TOKEN.findall(words_of(text)) for text in (old, new))
    if before == after:
        return []
    if max(len(before), len(after)) > _MOST_TOKENS:
        return [Piece("del", "".join(before)), Piece("ins", "".join(after))]
    pieces: list[Piece] = []
    for change, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if change == "equal":
            pieces.append(Piece("same", "".join(before[i1:i2])))
            continue
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        pieces += [piece for piece in (Piece("del", gone), Piece("ins", come)) if piece.text]
    return pieces
