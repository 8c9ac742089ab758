"""Finds articles: those of a shelf, and the one of a key in a reader's language, with one query for all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from cases.models.vocabulary import reading_order
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
    return _with_addresses(ArticlePage.objects.child_of(home), request, shelf)


def articles_beside(page: ArticlePage, request: HttpRequest) -> list[tuple[ArticlePage, str]]:
    """Return an article and the others of its shelf, as `articles_below` does, without asking for what is above it."""
    above = page.path[: -page.steplen]
    return _with_addresses(ArticlePage.objects.filter(path__startswith=above, depth=page.depth), request, page.shelf)


def _with_addresses(articles: Any, request: HttpRequest, shelf: str) -> list[tuple[ArticlePage, str]]:
    shown = articles.live().filter(shelf=shelf).only("title", "url_path").order_by("path")
    return [(article, article.get_url(request) or "") for article in shown]


def articles_for_reader(request: HttpRequest, *, shelf: str) -> list[tuple[ArticlePage, str]]:
    """Return a shelf's published articles, each once, with their addresses: in the reader's language or the next best.

    They stand as in bokmål, and those that are not in bokmål come last.
    """
    order = reading_order(get_language())
    pages = ArticlePage.objects.live().filter(shelf=shelf).select_related("locale").defer("body").order_by("path")
    best: dict[Any, ArticlePage] = {}
    for page in sorted(pages, key=lambda page: page.locale.language_code != "nb"):
        there = best.setdefault(page.translation_key, page)
        if order.index(page.locale.language_code) < order.index(there.locale.language_code):
            best[page.translation_key] = page
    return [(page, page.get_url(request) or "") for page in best.values()]


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
