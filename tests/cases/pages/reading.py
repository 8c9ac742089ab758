"""What a reader sees of a page, as plain values."""

from __future__ import annotations

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
    """Return the addresses of the page in its languages, as search engines are told."""
    return {str(link["hreflang"]): str(link["href"]) for link in page.select("link[rel=alternate][hreflang]")}


def language_menu(page: BeautifulSoup) -> dict[str, str]:
    """Return where the language menu leads."""
    return {str(link["hreflang"]): str(link["href"]) for link in page.select(".language-menu a")}
