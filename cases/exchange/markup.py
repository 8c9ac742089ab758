"""Writes well-formed HTML in one form: blocks of runs of text, so that one text has one look. A pure core."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from itertools import groupby
from typing import NamedTuple

_BLOCKS = frozenset({"p", "h3", "ul", "ol", "li", "blockquote"})
_STRONG = frozenset({"strong", "b"})
_EM = frozenset({"em", "i"})
_BLANKS = re.compile(r"[ \t\n\r\f]+")
# Lists and quotations within each other; deeper ones are taken as text of the last.
_MAX_DEPTH = 20


class _Run(NamedTuple):
    """A stretch of text with the same marks all through."""

    text: str
    href: str = ""
    strong: bool = False
    em: bool = False


@dataclass
class _Block:
    """A paragraph, heading, list, item or quotation; the root has no tag."""

    tag: str
    children: list[_Run | _Block] = field(default_factory=list)

    @property
    def has_blocks(self) -> bool:
        """Say whether there is more in it than text."""
        return any(isinstance(child, _Block) for child in self.children)


class _Reader(HTMLParser):
    """Reads sanitised HTML as a tree of blocks; strong, em and links become marks of the text, however they nest."""

    def __init__(self, is_allowed_address: Callable[[str], bool]) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Block("")
        self._is_allowed_address = is_allowed_address
        self._open = [self.root]
        self._hrefs: list[str] = []
        self._strong = self._em = self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _BLOCKS:
            self._open_block(tag)
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            self._hrefs.append(href if self._is_allowed_address(href) else "")
        elif tag in _STRONG:
            self._strong += 1
        elif tag in _EM:
            self._em += 1
        elif tag == "br":
            self.handle_data(" ")

    def _open_block(self, tag: str) -> None:
        parent = self._open[-1]
        if tag not in ("p", "h3"):
            self._depth += 1
            if self._depth > _MAX_DEPTH:
                parent.children.append(_Run(" "))
                self._open.append(parent)
                return
        block = _Block(tag)
        parent.children.append(block)
        self._open.append(block)

    def handle_endtag(self, tag: str) -> None:
        if tag in _BLOCKS:
            if len(self._open) > 1:
                self._open.pop()
                self._depth -= tag not in ("p", "h3")
        elif tag == "a" and self._hrefs:
            self._hrefs.pop()
        elif tag in _STRONG:
            self._strong = max(0, self._strong - 1)
        elif tag in _EM:
            self._em = max(0, self._em - 1)

    def handle_data(self, data: str) -> None:
        href = next((href for href in reversed(self._hrefs) if href), "")
        self._open[-1].children.append(_Run(data, href, self._strong > 0, self._em > 0))


def canonical_form(html: str, is_allowed_address: Callable[[str], bool]) -> str:
    """Return well-formed HTML of the record's tags in its one form; a link to an address not allowed loses its link."""
    reader = _Reader(is_allowed_address)
    reader.feed(html)
    reader.close()
    return _flow(reader.root.children, wrap=True)


def _flow(children: Iterable[_Run | _Block], *, wrap: bool) -> str:
    """Return blocks and text in their order; with `wrap`, text that stands between blocks becomes a paragraph."""
    parts: list[str] = []
    runs: list[_Run] = []

    def close() -> None:
        if text := _inline(runs):
            parts.append(f"<p>{text}</p>" if wrap else text)
        runs.clear()

    for child in children:
        if isinstance(child, _Run):
            runs.append(child)
        elif (block := _block(child)) or wrap:
            close()
            parts.append(block)
        else:
            runs.append(_Run(" "))
    close()
    return "".join(parts)


def _block(block: _Block) -> str:
    if block.tag in ("ul", "ol"):
        items = "".join(f"<li>{item}</li>" for item in _items(block) if item)
        return f"<{block.tag}>{items}</{block.tag}>" if items else ""
    if block.tag == "blockquote":
        inside = _flow(block.children, wrap=block.has_blocks)
    elif block.tag == "h3":
        inside = _inline(_all_runs(block))
    elif block.tag == "p" and not block.has_blocks:
        inside = _inline(child for child in block.children if isinstance(child, _Run))
    else:
        return _flow(block.children, wrap=True)
    return f"<{block.tag}>{inside}</{block.tag}>" if inside else ""


def _items(block: _Block) -> Iterator[str]:
    """Yield the items of a list; what stands in a list outside its items is an item of its own."""
    for is_item, children in groupby(block.children, lambda child: isinstance(child, _Block) and child.tag == "li"):
        if is_item:
            yield from (_flow(child.children, wrap=False) for child in children if isinstance(child, _Block))
        else:
            yield _flow(children, wrap=False)


def _all_runs(block: _Block) -> Iterator[_Run]:
    for child in block.children:
        if isinstance(child, _Run):
            yield child
        else:
            yield _Run(" ")
            yield from _all_runs(child)
            yield _Run(" ")


def _inline(runs: Iterable[_Run]) -> str:
    """Return text with its marks, links outside strong and strong outside em, so that each text has one form."""
    written: list[str] = []
    for href, group in groupby(_tidy(runs), lambda run: run.href):
        text = "".join(
            _marked("".join(run.text for run in alike), strong=strong, em=em)
            for (strong, em), alike in groupby(group, lambda run: (run.strong, run.em))
        )
        written.append(f'<a href="{escape(href)}">{text}</a>' if href else text)
    return "".join(written)


def _marked(text: str, *, strong: bool, em: bool) -> str:
    html = escape(text, quote=False)
    html = f"<em>{html}</em>" if em else html
    return f"<strong>{html}</strong>" if strong else html


def _tidy(runs: Iterable[_Run]) -> list[_Run]:
    """Return runs with single blanks, none at either end, and no marks on blanks alone."""
    tidy: list[_Run] = []
    for run in runs:
        text = _BLANKS.sub(" ", run.text)
        if text.startswith(" ") and (not tidy or tidy[-1].text.endswith(" ")):
            text = text[1:]
        if text:
            tidy.append(_Run(" ") if text == " " else run._replace(text=text))
    if tidy and tidy[-1].text.endswith(" "):
        last = tidy.pop()
        tidy += [last._replace(text=last.text[:-1])] if last.text != " " else []
    return tidy
