"""What a page says, as plain values that the content checks can look at, however unfinished its draft is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

# Letters that are looked at in one page; a book has fewer, and whoever pastes in more gets an answer in time.
MOST_READ = 200_000
_DEEPEST = 12

# Never more than one tag away: text with a stray `<` costs no more than other text.
_MARKUP = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)[^<>]*>")
_BREAKS = frozenset("p li ul ol br hr div h1 h2 h3 h4 h5 h6 blockquote".split())
_HEADING = re.compile(r"h[1-6]\Z")
# What stands in a block without being prose of the page's own.
_NOT_PROSE = frozenset(
    "address alt attribution author code concept credit image document poster url type id when".split()
)


@dataclass(frozen=True)
class Passage:
    """A paragraph, list item, heading or quotation; `field` says where it stands, as a content path of the form."""

    field: str
    kind: Literal["text", "heading", "quote"]
    text: str
    level: int = 0


@dataclass(frozen=True)
class Link:
    """The text of a link, and where it stands."""

    field: str
    text: str


@dataclass(frozen=True)
class Picture:
    """A picture in use. One that needs no alt text of its own, as a video's still, counts as decorative."""

    alt_field: str
    consent_field: str
    alt: str
    decorative: bool
    consent: bool


@dataclass(frozen=True)
class Tag:
    """A value or action field that a case shows, by its name, and how."""

    field: str
    name: str
    how: str


@dataclass(frozen=True)
class Content:
    """A page to check. `filled` says of each fact that this kind of page has, whether it is there."""

    language: str
    title: str = ""
    summary: str = ""
    summary_field: str = "summary"
    story_field: str = "challenge"
    passages: tuple[Passage, ...] = ()
    links: tuple[Link, ...] = ()
    pictures: tuple[Picture, ...] = ()
    tags: tuple[Tag, ...] = ()
    filled: Mapping[str, bool] = field(default_factory=dict)


class Reader:
    """Reads texts in the order of the page until `MOST_READ` letters have been read, and leaves the rest."""

    def __init__(self) -> None:
        self.left = MOST_READ
        self.passages: list[Passage] = []
        self.links: list[Link] = []
        self.pictures: list[Picture] = []

    def take(self, text: Any) -> str:
        """Return as much of a text as may still be read; an empty text for anything that is none."""
        if not isinstance(text, str):
            return ""
        taken = text[: self.left]
        self.left -= len(taken)
        return taken

    def add(self, path: str, text: str, kind: Literal["text", "heading", "quote"] = "text", level: int = 0) -> None:
        """Keep a passage, unless it is empty."""
        if plain := " ".join(html.unescape(text).split()):
            self.passages.append(Passage(path, kind, plain, level))

    def read_plain(self, path: str, text: Any, kind: Literal["text", "quote"] = "text") -> None:
        """Read a text without markup; an empty line, or a new one, starts a passage."""
        for line in self.take(text).splitlines():
            self.add(path, line, kind)

    def read_rich(self, path: str, markup: Any) -> None:
        """Read a rich text: its paragraphs, headings, quotations and links."""
        pieces: list[str] = []
        link: list[str] | None = None
        level, quoted = 0, False

        def finish() -> None:
            self.add(path, "".join(pieces), "heading" if level else "quote" if quoted else "text", level)
            pieces.clear()

        taken, position = self.take(markup), 0
        for found in _MARKUP.finditer(taken):
            before, position = taken[position : found.start()], found.end()
            pieces.append(before)
            if link is not None:
                link.append(before)
            closing, tag = bool(found[1]), found[2].lower()
            if tag == "a":
                if link is not None:
                    self.links.append(Link(path, " ".join(html.unescape("".join(link)).split())))
                link = None if closing else []
            if tag in _BREAKS:
                finish()
            if _HEADING.match(tag):
                level = 0 if closing else int(tag[1])
            quoted = (tag == "blockquote" and not closing) or (quoted and tag != "blockquote")
        pieces.append(taken[position:])
        finish()

    def read_blocks(self, path: str, blocks: Any, depth: int = 0) -> None:
        """Read the raw data of a stream: a list of {type, value, id}, or whatever a broken draft has there."""
        if depth > _DEEPEST or not isinstance(blocks, Iterable) or isinstance(blocks, (str, bytes, Mapping)):
            return
        for block in blocks:
            if not isinstance(block, Mapping):
                self._read_value(path, "", block, depth + 1)
                continue
            name, value = block.get("type"), block.get("value")
            own = f"{path}.{block['id']}" if isinstance(block.get("id"), str) else path
            if name == "heading" and isinstance(value, str):
                self.add(own, self.take(value), "heading", 2)
            elif name == "quote" and isinstance(value, Mapping):
                self.read_plain(f"{own}.text", value.get("text"), "quote")
            else:
                self._read_value(own, "", value, depth + 1)

    def _read_value(self, path: str, key: str, value: Any, depth: int) -> None:
        if depth > _DEEPEST:
            return
        if isinstance(value, str):
            if key not in _NOT_PROSE:
                (self.read_rich if "<" in value else self.read_plain)(path, value)
        elif isinstance(value, Mapping):
            self._note_picture(path, value)
            for name, part in value.items():
                self._read_value(f"{path}.{name}", str(name), part, depth + 1)
        else:
            self.read_blocks(path, value, depth + 1)

    def _note_picture(self, path: str, value: Mapping[Any, Any]) -> None:
        if not value.get("image") or not ("alt" in value or "consent" in value):
            return
        alt = value["alt"] if isinstance(value.get("alt"), str) else ""
        self.pictures.append(
            Picture(
                alt_field=f"{path}.alt",
                consent_field=f"{path}.consent",
                alt=alt[:500],
                decorative=bool(value.get("decorative")) or "alt" not in value,
                consent=bool(value.get("consent")),
            )
        )


def headings_of(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Yield the headings among passages."""
    return (passage for passage in passages if passage.kind == "heading")
