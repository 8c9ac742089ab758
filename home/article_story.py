"""An article's text as its page shows it: with a list of contents when it is long, and its questions together."""

from __future__ import annotations

from typing import Any, NamedTuple

from cases.story import with_levels

# So many headings, and a list of them helps.
LONG = 4


class Part(NamedTuple):
    """A block, the level of a heading in it, and, where it is a heading itself, the name to link to."""

    block: Any
    level: int
    anchor: str


def parts_of(body: Any) -> dict[str, Any]:
    """Return the story, the questions at its end, and the contents: (anchor, heading), empty for a short one."""
    blocks = with_levels(body, below_heading=False)
    end = len(blocks)
    while end and blocks[end - 1][0].block_type == "question":
        end -= 1
    story = []
    for number, (block, level) in enumerate(blocks[:end], start=1):
        story.append(Part(block, level, f"part-{number}" if block.block_type == "heading" else ""))
    contents = [(part.anchor, part.block.value) for part in story if part.anchor]
    return {
        "story": story,
        "questions": [block.value for block, _level in blocks[end:]],
        "contents": contents if len(contents) >= LONG else [],
    }
