"""What a reader sees of a page, as plain values."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

from bs4 import BeautifulSoup, Tag
from django.utils import translation
from django.utils.translation import gettext

INDEX = {"nb": "/caser/", "nn": "/nn/casar/", "en": "/en/cases/"}


def say(language: str, text: str) -> str:
    """Return a text of the interface in a language."""
    with translation.override(language):
        return gettext(text)


def texts(page: BeautifulSoup | Tag, selector: str) -> list[str]:
    """Return the words of everything that a selector finds."""
    return [" ".join(found.get_text().split()) for found in page.select(selector)]


def titles(page: BeautifulSoup) -> list[str]:
    """Return the titles of the cards."""
    return texts(page, ".case-card__title")


def alternates(page: BeautifulSoup) -> dict[str, str]:
    """Return the addresses of the page in its languages, as search engines are told, the one for all others apart."""
    found = {str(link["hreflang"]): str(link["href"]) for link in page.select("link[rel=alternate][hreflang]")}
    if found:
        assert found.pop("x-default") == next(iter(found.values()))
    return found


def language_menu(page: BeautifulSoup) -> dict[str, str]:
    """Return where the language menu leads, by way of the address that remembers the language."""
    menu = {}
    for link in page.select(".language-menu a"):
        address = urlsplit(str(link["href"]))
        assert address.path == f"/sprak/{link['hreflang']}/"
        menu[str(link["hreflang"])] = parse_qs(address.query)["neste"][0]
    return menu
