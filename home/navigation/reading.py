"""Reads the menu and the footer for a request, with all pages that they lead to, in one query."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, F, Func, When
from django.db.models.functions import Cast, JSONObject
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Locale, Page

from cases.models import CaseIndexPage
from cases.models.vocabulary import reading_order
from home.content import KEY_OF
from home.models import ArticlePage, Navigation
from home.navigation.links import Frame, Raw, Target, columns_of, first_filled, links_of
from home.navigation.places import ARTICLES, CASES, NAMES, VIEWS


class SiteFrame:
    """What stands around every page of one request; read when it is first asked for, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self._request, self._language = request, get_language() or "nb"
        order = reading_order(self._language)
        rows = {row.language: row for row in _with_pages(self._language)}
        self._sort_pages(rows)
        menu, menu_language = first_filled({code: _raw(row.menu) for code, row in rows.items()}, order)
        footer, footer_language = first_filled({code: _raw(row.footer) for code, row in rows.items()}, order)
        self.frame = Frame(
            links_of(menu, menu_language, self._language, request.path, partial(self._find, menu_language)),
            columns_of(footer, footer_language, self._language, request.path, partial(self._find, footer_language)),
        )

    @property
    def cases_url(self) -> str:
        """Return the address of the case index in the reader's language, or of the front page where there is none."""
        return (self._cases and self._cases.url) or reverse("wagtail_serve", args=[""])

    def article(self, key: str, language: str | None = None) -> Target | None:
        """Return the published article of a key in a language, the reader's unless told, else in the next best one."""
        there = self._articles.get(key, {})
        return next((there[code] for code in reading_order(language or self._language) if code in there), None)

    def in_languages(self, page: Page) -> dict[str, str]:
        """Return the addresses of a page by language; empty for one that no menu leads to: nothing is known of it."""
        found = (other for other in self._pages.values() if other.translation_key == page.translation_key)
        return {other.locale.language_code: self._target(other).url for other in found}

    def _sort_pages(self, rows: dict[str, Any]) -> None:
        pages = [_page(values) for row in rows.values() for values in row.pages or ()]
        self._pages = {page.pk: page for page in pages}
        own = [page for page in pages if page.locale.language_code == self._language]
        self._own = {page.translation_key: page for page in own}
        kind = ContentType.objects.get_for_model(CaseIndexPage).pk
        index = next((page for page in own if page.content_type_id == kind), None)
        self._cases = self._target(index) if index else None
        self._articles: dict[str, dict[str, Target]] = {}
        for page in pages:
            if key := KEY_OF.get(page.translation_key):
                self._articles.setdefault(key, {})[page.locale.language_code] = self._target(page)

    def _target(self, page: Page) -> Target:
        return Target(page.get_url(self._request) or "", page.title, page.locale.language_code)

    def _find(self, written_in: str, item: Raw) -> Target | None:
        """Return where an item leads; None for what readers cannot see."""
        kind, value = item["type"], item["value"]
        if kind == "address":
            return Target(value.get("address") or "", value.get("label") or "", written_in)
        if kind == "page":
            page = self._pages.get(int(value.get("page") or 0))
            # Where another language's menu is borrowed, its pages are shown in the reader's language if they can be.
            if page and written_in != self._language:
                page = self._own.get(page.translation_key, page)
            return self._target(page) if page else None
        return self._place(value.get("place"))

    def _place(self, code: Any) -> Target | None:
        if code == CASES:
            return Target(self._cases.url, str(NAMES[CASES]), self._language) if self._cases else None
        if code in VIEWS:
            view, name = VIEWS[code]
            return Target(reverse(view), str(name), self._language)
        return self.article(code) if code in ARTICLES else None


def site_frame(request: HttpRequest) -> SiteFrame:
    """Return what stands around the page of a request."""
    if not hasattr(request, "_site_frame"):
        request._site_frame = SiteFrame(request)  # type: ignore[attr-defined]  # kept as long as the request
    frame: SiteFrame = request._site_frame  # type: ignore[attr-defined]  # put there above
    return frame


def _raw(stream: Any) -> list[Raw]:
    raw: list[Raw] = stream.get_prep_value()
    return raw


def _page(values: dict[str, Any]) -> Page:
    """Return so much of a page as an address needs."""
    locale = Locale(pk=values.pop("locale_id"), language_code=values.pop("language"))
    return Page(**{**values, "translation_key": UUID(values["translation_key"])}, locale=locale)


def _with_pages(language: str) -> Iterable[Any]:
    """Return all menus and footers; the row of a language carries the live pages that any of them may lead to."""
    chosen = [
        Navigation.objects.values(pk=Cast(_PagesIn(F(field)), models.BigIntegerField())) for field in ("menu", "footer")
    ]
    keys = Page.objects.filter(pk__in=chosen[0].union(chosen[1])).order_by().values("translation_key")
    indexes = CaseIndexPage.objects.order_by().values("translation_key")
    articles = ArticlePage.objects.filter(translation_key__in=KEY_OF).order_by().values("translation_key")
    pages = Page.objects.live().filter(translation_key__in=keys.union(indexes, articles)).order_by("path")
    columns = ("id", "title", "url_path", "translation_key", "content_type_id", "locale_id")
    found = ArraySubquery(pages.values(page=JSONObject(**{c: c for c in columns}, language="locale__language_code")))
    return Navigation.objects.annotate(pages=Case(When(language=language, then=found)))


_STREAMS = ("menu", "footer")


class _PagesIn(Func):
    """The ids of the pages that are chosen anywhere in a stream."""

    template = """jsonb_path_query(%(expressions)s, '$.**.page ? (@.type() == "number")')"""
    output_field = models.JSONField()
