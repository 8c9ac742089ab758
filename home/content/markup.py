"""Reads the markup in which the shipped articles are written. A pure core.

@ anchors-and-moorings | 34     the address, and pages of the handbook if there are any
# Anchors and moorings          the title; the line after it is the summary
## Downwards                    a heading; ### is one below it
A line is a paragraph.          **strong**, *stressed*, [words](article:ladder), [words](https://example.org/)
- An item of a list             1. an item of a numbered one
> Words | who said them
! Title of a box                what follows is in the box, until an empty line
? A question | a hint
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html import escape
from typing import Any, Final

ARTICLE_LINK: Final = re.compile(r'href="article:([a-z_]+)"')
_ITEM = re.compile(r"(-|\d+\.) +(.+)")
_LINK = re.compile(r"\[([^\]]+)\]\(((?:https://|mailto:|/|article:)[^\s)]+)\)")
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
Block = tuple[str, Any]


@dataclass(frozen=True)
class ArticleText:
    """One article in one language; the blocks are those of its story, with rich text as HTML."""

    slug: str
    pages: str
    title: str
    summary: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Fault:
    """What is wrong, and in which line of the file."""

    line: int
    message: str


class MarkupError(Exception):
    """A text cannot be read; `faults` are all that was found."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(f"line {fault.line}: {fault.message}" for fault in faults))
        self.faults = faults


def read_article(text: str) -> ArticleText:
    """Return the article that a file holds; MarkupError with everything that is wrong."""
    return _Reader().read(text)


def rich_text(text: str) -> str:
    """Return a line with its marks as HTML."""
    html = escape(text, quote=False)
    html = _LINK.sub(r'<a href="\2">\1</a>', html)
    html = re.sub(r"\*\*(.+?)\*\*", r"<b>\1</b>", html)
    return re.sub(r"(?<!\w)\*(.+?)\*(?!\w)", r"<i>\1</i>", html)


@dataclass
class _Flow:
    """Paragraphs, lists and smaller headings that follow each other: one rich text."""

    html: list[str] = field(default_factory=list)
    list_tag: str = ""

    def item(self, tag: str, text: str) -> None:
        if self.list_tag != tag:
            self.close_list()
            self.html.append(f"<{tag}>")
            self.list_tag = tag
        self.html.append(f"<li>{rich_text(text)}</li>")

    def element(self, tag: str, text: str) -> None:
        self.close_list()
        self.html.append(f"<{tag}>{rich_text(text)}</{tag}>")

    def close_list(self) -> None:
        if self.list_tag:
            self.html.append(f"</{self.list_tag}>")
        self.list_tag = ""

    def taken(self) -> str:
        self.close_list()
        html, self.html = "".join(self.html), []
        return html


class _Reader:
    """Reads one file from its first line to its last."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.head: dict[str, str] = {}
        self.blocks: list[Block] = []
        self.flow = _Flow()
        self.box: tuple[int, str] | None = None
        self.kinds: dict[str, Callable[[int, str], None]] = {
            "@ ": self._address,
            "# ": self._title,
            "## ": lambda _line, text: self._block("heading", text),
            "### ": lambda _line, text: self.flow.element("h3", text),
            "> ": self._quote,
            "! ": self._box,
            "? ": self._question,
            "figure: ": lambda _line, code: self._block("figure", {"code": code}),
        }

    def read(self, text: str) -> ArticleText:
        for number, line in _lines(text):
            if line:
                self._line(number, line)
            else:
                self._end_of_box()
        self._end_of_box()
        self._end_of_flow()
        self._ask_for("title", "A title is missing: a line that begins with # and a blank.")
        self._ask_for("summary", "A summary is missing: the line after the title.")
        self._ask_for("slug", "An address is missing: a line that begins with @ and a blank.")
        if self.faults:
            raise MarkupError(self.faults)
        return ArticleText(blocks=tuple(self.blocks), **{"pages": "", **self.head})

    def _ask_for(self, name: str, message: str) -> None:
        if name not in self.head and not any(fault.line == 1 for fault in self.faults):
            self.faults.append(Fault(1, message))

    def _line(self, number: int, line: str) -> None:
        for mark, take in self.kinds.items():
            if line.startswith(mark):
                take(number, line.removeprefix(mark).strip())
                return
        if item := _ITEM.fullmatch(line):
            self.flow.item("ul" if item[1] == "-" else "ol", item[2])
        elif "title" in self.head and "summary" not in self.head:
            self.head["summary"] = line
        else:
            self.flow.element("p", line)
        if "](" in _LINK.sub("", line):
            self.faults.append(Fault(number, "A link leads to https://, mailto:, a path or article: and a key."))

    def _address(self, number: int, text: str) -> None:
        slug, _bar, pages = (part.strip() for part in text.partition("|"))
        if not _SLUG.match(slug):
            self.faults.append(Fault(number, f"“{slug}” is no address: small letters a-z, figures and hyphens."))
        self.head |= {"slug": slug, "pages": pages}

    def _title(self, number: int, text: str) -> None:
        if "title" in self.head:
            self.faults.append(Fault(number, "There is a title already. Headings begin with ##."))
        self.head["title"] = text

    def _block(self, kind: str, value: Any) -> None:
        self._end_of_box()
        self._end_of_flow()
        self.blocks.append((kind, value))

    def _quote(self, _number: int, text: str) -> None:
        words, _bar, who = (part.strip() for part in text.partition("|"))
        self._block("quote", {"text": words, "attribution": who})

    def _question(self, _number: int, text: str) -> None:
        question, _bar, hint = (part.strip() for part in text.partition("|"))
        self._block("question", {"question": question, "hint": hint, "concept": ""})

    def _box(self, number: int, text: str) -> None:
        self._end_of_box()
        self._end_of_flow()
        self.box = (number, text)

    def _end_of_box(self) -> None:
        if self.box is None:
            return
        (number, title), self.box = self.box, None
        html = self.flow.taken()
        if not html:
            self.faults.append(Fault(number, f"The box “{title}” is empty: its text follows in the next line."))
        self.blocks.append(("fact_box", {"title": title, "text": html}))

    def _end_of_flow(self) -> None:
        if html := self.flow.taken():
            self.blocks.append(("paragraph", html))


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), start=1):
        yield number, line.strip()
