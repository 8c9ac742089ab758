"""Finds articles: those of a shelf, and the one of a key in a reader's language, with one query for all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from cases.models.vocabulary import reading_order
from home.content import KEY_OF
from home.models import ArticlePage, Shelf


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

    None where there is none. The first call of a request asks one query, later ones none.
    """
    if not hasattr(request, "_articles_by_key"):
        request._articles_by_key = _articles_by_key(request)  # type: ignore[attr-defined]
    there: dict[str, ArticleLink] = request._articles_by_key.get(key, {})  # type: ignore[attr-defined]
    order = reading_order(language or get_language())
    return next((there[code] for code in order if code in there), None)


def article_address(key: str, request: HttpRequest, language: str | None = None) -> str:
    """Return the address of the article of a key as `article_link` finds it; empty where there is none."""
    link = article_link(key, request, language)
    return link.url if link else ""


def _articles_by_key(request: HttpRequest) -> dict[str, dict[str, ArticleLink]]:
    found: dict[str, dict[str, ArticleLink]] = {}
    pages = ArticlePage.objects.live().filter(translation_key__in=KEY_OF).select_related("locale")
    for page in pages.only("title", "url_path", "translation_key", "locale__language_code"):
        key, code = KEY_OF[page.translation_key], page.locale.language_code
        found.setdefault(key, {})[code] = ArticleLink(key, page.title, page.get_url(request) or "", code)
    return found
