"""The list of what is on a case page, and the anchors that it leads to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cases.models.vocabulary import ascii_slug
from cases.story import with_levels

# Fewer are seen at a glance.
_FEWEST = 4


@dataclass(frozen=True)
class Entry:
    """A heading of the page and its anchor."""

    anchor: str
    heading: str


@dataclass(frozen=True)
class StoryPart:
    """A block of the free story, the level of headings in it, and its anchor; only headings have one."""

    block: Any
    level: int
    anchor: str = ""


def story_parts(body: Any, *, below_heading: bool) -> list[StoryPart]:
    """Return the blocks of a story, its headings with an anchor made of their words, each anchor once."""
    parts, taken = [], set()
    for block, level in with_levels(body, below_heading=below_heading):
        anchor = ""
        if block.block_type == "heading":
            # No anchor of the page itself begins like this.
            wanted = anchor = f"del-{ascii_slug(str(block.value)) or 'overskrift'}"
            number = 1
            while anchor in taken:
                number += 1
                anchor = f"{wanted}-{number}"
            taken.add(anchor)
        parts.append(StoryPart(block, level, anchor))
    return parts


def contents(*lots: Iterable[Entry]) -> list[Entry]:
    """Return the entries, or none where there are so few that a list is no help."""
    entries = [entry for lot in lots for entry in lot]
    return entries if len(entries) >= _FEWEST else []


def headings_of(parts: Iterable[StoryPart]) -> list[Entry]:
    """Return the headings of a story."""
    return [Entry(part.anchor, str(part.block.value)) for part in parts if part.anchor]
