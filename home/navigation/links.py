"""Menus and footers as they are stored, and the links that become of them. A pure core."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from portal.languages import LANGUAGE_PREFIXES

Raw = dict[str, Any]


@dataclass(frozen=True)
class Target:
    """Where a link leads, and what it is called; `language` is that of the name."""

    url: str
    name: str
    language: str


@dataclass(frozen=True)
class Link:
    """A link of the menu or the footer. `language`: empty where its text is in the reader's language.

    `current` is a value of aria-current: `page` for the very page, `true` for a page below it, else empty.
    """

    label: str
    url: str
    language: str
    current: str


@dataclass(frozen=True)
class Column:
    """A column of the footer."""

    heading: str
    text: str
    links: list[Link]
    language: str


@dataclass(frozen=True)
class Frame:
    """The menu and the footer around a page."""

    menu: list[Link]
    columns: list[Column]


def first_filled(rows: dict[str, list[Raw]], order: Iterable[str]) -> tuple[list[Raw], str]:
    """Return the first that is not empty in an order of languages, and its language."""
    return next(((rows[code], code) for code in order if rows.get(code)), ([], ""))


def links_of(
    items: Iterable[Raw], written_in: str, reader: str, path: str, find: Callable[[Raw], Target | None]
) -> list[Link]:
    """Return the links that lead somewhere. `find` tells where an item leads; None hides it."""
    links = []
    for item in items:
        target = find(item)
        if target is None or not target.url:
            continue
        own = item["value"].get("label") or ""
        language = written_in if own else target.language
        links.append(Link(own or target.name, target.url, "" if language == reader else language, here(target, path)))
    return links


def here(target: Target, path: str) -> str:
    """Return the value of aria-current for a link on the page at a path."""
    if target.url == path:
        return "page"
    is_front_page = target.url.strip("/") in {"", *LANGUAGE_PREFIXES}
    return "true" if path.startswith(target.url) and not is_front_page else ""


def columns_of(
    items: Iterable[Raw], written_in: str, reader: str, path: str, find: Callable[[Raw], Target | None]
) -> list[Column]:
    """Return the columns that hold something."""
    columns = []
    for item in items:
        value = item["value"]
        links = links_of(value.get("links") or (), written_in, reader, path, find)
        heading, text = value.get("heading") or "", value.get("text") or ""
        if links or text:
            columns.append(Column(heading, text, links, "" if written_in == reader else written_in))
    return columns
