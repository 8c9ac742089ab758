"""The HTML of the case record: a short list of tags, the same whichever way it came in. A pure core."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from urllib.parse import urlsplit

import nh3
from bs4 import BeautifulSoup, NavigableString
from django.utils.translation import gettext as _

ALLOWED_TAGS = frozenset({"p", "ul", "ol", "li", "strong", "em", "a", "h3", "blockquote"})
ALLOWED_SCHEMES = frozenset({"http", "https", "mailto", "case"})
_BLOCKS = frozenset({"p", "ul", "ol", "h3", "blockquote"})
# What the rich text editor writes, and what the record calls it.
_EDITOR_NAMES = {"b": "strong", "i": "em"}
_CASE_LINK = re.compile(r"case:([0-9a-fA-F-]{36})\Z")


class _Inspector(HTMLParser):
    """Collects what the record's HTML may not hold."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.problems: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in ALLOWED_TAGS:
            self.problems.append(_("the tag <%(tag)s>") % {"tag": tag})
            return
        for name, value in attrs:
            if tag != "a" or name != "href":
                self.problems.append(_("the attribute %(name)s on <%(tag)s>") % {"name": name, "tag": tag})
            elif not _is_allowed_address(value or ""):
                self.problems.append(_("the address “%(address)s”") % {"address": value or ""})

    def handle_comment(self, data: str) -> None:
        self.problems.append(_("a comment"))

    def handle_decl(self, decl: str) -> None:
        self.problems.append(_("a declaration"))

    unknown_decl = handle_decl
    handle_pi = handle_decl


def _is_allowed_address(address: str) -> bool:
    if address.startswith("case:"):
        return bool(_CASE_LINK.match(address))
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if parts.scheme:
        return parts.scheme in ALLOWED_SCHEMES and bool(parts.netloc or parts.scheme == "mailto")
    return address.startswith("/") and not address.startswith(("//", "/\\"))


def html_problems(html: str) -> list[str]:
    """Return, in words, each tag, attribute and address that the record does not allow; empty when all is well."""
    inspector = _Inspector()
    inspector.feed(html)
    inspector.close()
    return list(dict.fromkeys(inspector.problems))


def canonical_html(html: str) -> str:
    """Return HTML in the one form that the record writes; the same again when it is given that form.

    Editor's names of tags are turned into the record's, other tags and attributes go and their text stays, loose text
    becomes a paragraph, and empty paragraphs go.
    """
    soup = BeautifulSoup(html, "html.parser")
    for tag in soup.find_all(True):
        tag.name = _EDITOR_NAMES.get(tag.name, tag.name)
        if tag.name == "br":
            tag.replace_with(" ")
    cleaned = nh3.clean(
        str(soup),
        tags=set(ALLOWED_TAGS),
        attributes={"a": {"href"}},
        url_schemes=set(ALLOWED_SCHEMES),
        link_rel=None,
    )
    return _in_paragraphs(cleaned)


def _in_paragraphs(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    parts: list[str] = []
    loose: list[str] = []

    def close() -> None:
        text = "".join(loose).strip()
        if text:
            parts.append(f"<p>{text}</p>")
        loose.clear()

    for node in soup.contents:
        if not isinstance(node, NavigableString) and node.name in _BLOCKS:
            close()
            if node.get_text(strip=True):
                parts.append(node.decode(formatter="minimal"))
        else:
            loose.append(
                node.decode(formatter="minimal") if hasattr(node, "decode") else escape(str(node), quote=False)
            )
    close()
    return "".join(parts)


def case_links(html: str) -> list[str]:
    """Return the ids of the cases that a text links to, in order."""
    soup = BeautifulSoup(html, "html.parser")
    return [found[1].lower() for a in soup.find_all("a", href=True) if (found := _CASE_LINK.match(a["href"]))]


def to_database(html: str, page_of_case: Callable[[str], int | None]) -> str:
    """Return the record's HTML as the rich text editor keeps it: a link to a case becomes a link to its page."""
    soup = BeautifulSoup(html, "html.parser")
    for a in soup.find_all("a", href=True):
        found = _CASE_LINK.match(a["href"])
        page = page_of_case(found[1].lower()) if found else None
        if page is not None:
            a.attrs = {"linktype": "page", "id": str(page)}
    return soup.decode(formatter="minimal")


def linked_page_ids(html: str) -> list[int]:
    """Return the ids of the pages that a text, as the editor keeps it, links to."""
    soup = BeautifulSoup(html, "html.parser")
    return [int(a["id"]) for a in soup.find_all("a", linktype="page") if str(a.get("id", "")).isdigit()]


def with_addresses(html: str, address_of_page: Callable[[int], str | None]) -> str:
    """Return a text, as the editor keeps it, with web addresses in place of pages' ids; a page that is gone loses its link."""
    if 'linktype="page"' not in html:
        return html
    soup = BeautifulSoup(html, "html.parser")
    for a in soup.find_all("a", linktype="page"):
        address = address_of_page(int(a["id"])) if str(a.get("id", "")).isdigit() else None
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
