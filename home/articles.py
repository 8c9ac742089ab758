"""Finds articles: those of a shelf, and the one of a key in a reader's language, with one query for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from wagtail.models import Page

from home.models import ArticlePage, Shelf
from home.navigation.reading import site_frame


@dataclass(frozen=True)
class ArticleLink:
    """An article as others link to it; `language` is that of its text."""

    key: str
    title: str
    url: str
    language: str


def articles_below(
    home: Page | None, request: HttpRequest, *, shelf: str = Shelf.HANDBOOK
) -> list[tuple[ArticlePage, str]]:
    """Return a shelf's published articles in one language with their addresses, in the order that editors gave them."""
    if home is None:
        return []
    articles = ArticlePage.objects.child_of(home).live().filter(shelf=shelf)
    return [(a, a.get_url(request) or "") for a in articles.select_related("locale").defer("body").order_by("path")]


def article_link(key: str, request: HttpRequest, language: str | None = None) -> ArticleLink | None:
    """Return the published article of a key in a language, the active one unless told, else in the next best one.

    None where there is none. Asks no query of its own: the frame around every page reads all of them with its own.
    """
    found = site_frame(request).article(key, language)
    return ArticleLink(key, found.name, found.url, found.language) if found else None


def article_address(key: str, request: HttpRequest, language: str | None = None) -> str:
    """Return the address of the article of a key as `article_link` finds it; empty where there is none."""
    link = article_link(key, request, language)
    return link.url if link else ""
