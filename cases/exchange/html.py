"""The HTML of the case record: a short list of tags, the same whichever way it came in. A pure core."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from html import escape
from urllib.parse import urlsplit

import nh3
from bs4 import BeautifulSoup

from cases.exchange.markup import canonical_form

ALLOWED_TAGS = frozenset({"p", "ul", "ol", "li", "strong", "em", "a", "h3", "blockquote"})
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto", "case"})
# What the rich text editor writes besides: other names of the same, and line breaks.
_EDITOR_TAGS = frozenset({"b", "i", "br"})
_CASE_LINK = re.compile(r"case:([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\Z", re.IGNORECASE)
_IMPOSSIBLE_IN_ADDRESS = re.compile(r"[\x00-\x20\x7f\\]")


@lru_cache(maxsize=1024)
def is_allowed_address(address: str) -> bool:
    """Say whether a link of the record may lead to an address: the web, e-mail, a path of this site or a case."""
    if address.startswith("case:"):
        return bool(_CASE_LINK.match(address))
    if _IMPOSSIBLE_IN_ADDRESS.search(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if not parts.scheme:
        return address.startswith("/") and not address.startswith("//")
    if parts.scheme not in ALLOWED_SCHEMES or not (parts.path if parts.scheme == "mailto" else parts.netloc):
        return False
    return "href=" in _sanitised(f'<a href="{escape(address)}">x</a>')


def _sanitised(html: str) -> str:
    return nh3.clean(
        html,
        tags=set(ALLOWED_TAGS | _EDITOR_TAGS),
        attributes={"a": {"href"}},
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel=None,
    )


@lru_cache(maxsize=4096)
def canonical_html(html: str) -> str:
    """Return HTML in the one form that the record writes; the same again when it is given that form.

    Editor's names of tags are turned into the record's; other tags, attributes and addresses go and their text stays;
    loose text becomes a paragraph; white space is one blank; what is empty goes.
    """
    return canonical_form(_sanitised(html), is_allowed_address) if html else ""


def case_links(html: str) -> list[str]:
    """Return the ids of the cases that a text links to, in order."""
    if "case:" not in html:
        return []
    soup = BeautifulSoup(html, "html.parser")
    return [found[1].lower() for a in soup.find_all("a", href=True) if (found := _CASE_LINK.match(str(a["href"])))]


def without_case_links(html: str, gone: Collection[str]) -> str:
    """Return the record's HTML without the links to some cases; their text stays."""
    if not set(case_links(html)) & set(gone):
        return html
    soup = BeautifulSoup(html, "html.parser")
    for a in soup.find_all("a", href=True):
        if (found := _CASE_LINK.match(str(a["href"]))) and found[1].lower() in gone:
            a.unwrap()
    return canonical_html(soup.decode(formatter="minimal"))


def to_database(html: str, page_of_case: Callable[[str], int | None]) -> str:
    """Return the record's HTML as the rich text editor keeps it: a link to a case becomes a link to its page."""
    if "case:" not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for a in soup.find_all("a", href=True):
        if found := _CASE_LINK.match(str(a["href"])):
            page = page_of_case(found[1].lower())
            if page is None:
                a.unwrap()
            else:
                a.attrs = {"linktype": "page", "id": str(page)}
    return soup.decode(formatter="minimal")


@lru_cache(maxsize=4096)
def linked_page_ids(html: str) -> tuple[int, ...]:
    """Return the ids of the pages that a text, as the editor keeps it, links to."""
    if "linktype" not in html:
        return ()
    soup = BeautifulSoup(html, "html.parser")
    found = [_page_id(a) for a in soup.find_all("a", linktype="page")]
    return tuple(pk for pk in found if pk is not None)


def _page_id(a: object) -> int | None:
    text = str(a.get("id", ""))  # type: ignore[attr-defined]
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def with_addresses(html: str, address_of_page: Callable[[int], str | None]) -> str:
    """Return a text, as the editor keeps it, with addresses in place of pages' ids; links to pages that are gone go."""
    if "linktype" not in html:
        return html
    return _with_these(html, tuple((pk, address_of_page(pk)) for pk in linked_page_ids(html)))


@lru_cache(maxsize=1024)
def _with_these(html: str, known: tuple[tuple[int, str | None], ...]) -> str:
    addresses = dict(known)
    soup = BeautifulSoup(html, "html.parser")
    for a in soup.find_all("a", linktype="page"):
        pk = _page_id(a)
        address = addresses.get(pk) if pk is not None else None
        if address:
            a.attrs = {"href": address}
        else:
            a.unwrap()
    return soup.decode(formatter="minimal")


def from_database(html: str, address_of_page: Callable[[int], str | None]) -> str:
    """Return a text as the editor keeps it in the record's HTML.

    `address_of_page` gives `case:{id}` or a path for a page's id; a link to a page that is gone becomes plain text.
    """
    return canonical_html(with_addresses(html, address_of_page))
