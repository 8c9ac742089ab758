"""The HTML of a chapter as plain data: paragraphs, lists, headings and quotes, each of runs of text. A pure core."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from bs4 import BeautifulSoup, NavigableString, Tag

Run = dict[str, Any]
Part = dict[str, Any]
_KINDS = {"h2": "heading", "h3": "heading", "h4": "heading", "blockquote": "quote", "p": "text"}


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    to: str = ""


def parts_of(html: str, site: str) -> list[Part]:
    """Return the parts of a text; addresses below the site become whole."""
    soup = BeautifulSoup(html, "html.parser")
    parts: list[Part] = []
    for child in soup.children:
        if isinstance(child, Tag) and child.name in ("ul", "ol"):
            items = [list(_runs(item, _Look(), site)) for item in child.find_all("li", recursive=False)]
            parts.append({"kind": "list" if child.name == "ul" else "numbers", "items": items})
        else:
            kind = _KINDS.get(child.name, "text") if isinstance(child, Tag) else "text"
            runs = list(_runs(child, _Look(), site))
            if any(run["text"].strip() for run in runs):
                parts.append({"kind": kind, "runs": runs})
    return parts


def _runs(node: Any, look: _Look, site: str) -> Iterator[Run]:
    if isinstance(node, NavigableString):
        text = " ".join(str(node).split(" ")).replace("\n", " ")
        if text:
            yield {"text": text, "bold": look.bold, "italic": look.italic, "to": look.to}
        return
    if node.name == "br":
        yield {"text": "\n", "bold": False, "italic": False, "to": ""}
        return
    look = replace(
        look,
        bold=look.bold or node.name in ("strong", "b"),
        italic=look.italic or node.name in ("em", "i"),
        to=_address(str(node.get("href", "")), site) if node.name == "a" else look.to,
    )
    for child in node.children:
        yield from _runs(child, look, site)


def _address(href: str, site: str) -> str:
    """Return an address that a document can lead to, or none."""
    if href.startswith("/"):
        return site + href
    return href if href.startswith(("https://", "http://", "mailto:")) else ""


def letters_of(part: Part) -> int:
    """Return how many letters a part has."""
    runs = part.get("runs") or [run for item in part.get("items", ()) for run in item]
    return sum(len(run["text"]) for run in runs)
