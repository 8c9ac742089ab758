"""Reads the menu and the footer for a request, with all pages that they lead to, in one query."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, partial
from typing import Any
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.expressions import ArraySubquery
from django.db import connection, models
from django.db.models import Case, F, Func, When
from django.db.models.functions import Cast, JSONObject
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from wagtail.models import Locale, Page, Site

from cases.models import CaseIndexPage
from cases.models.vocabulary import reading_order
from home.content import KEY_OF
from home.models import ArticlePage, Navigation
from home.navigation.links import Frame, Raw, Target, columns_of, first_filled, links_of
from home.navigation.places import ARTICLES, CASES, NAMES, VIEWS


@dataclass(frozen=True)
class _Listed:
    """A page that menus may lead to."""

    pk: int
    key: UUID
    kind: int
    target: Target


class _Pages:
    """The pages that menus may lead to, as a reader of a language finds them. They never change."""

    def __init__(self, listed: Iterable[_Listed], language: str) -> None:
        self.by_pk = {page.pk: page for page in listed}
        self.by_key: dict[UUID, dict[str, Target]] = {}
        for page in self.by_pk.values():
            self.by_key.setdefault(page.key, {})[page.target.language] = page.target
        kind = ContentType.objects.get_for_model(CaseIndexPage).pk
        own = (page.target for page in self.by_pk.values() if page.kind == kind and page.target.language == language)
        self.cases = next(own, None)
        self.articles = {KEY_OF[key]: there for key, there in self.by_key.items() if key in KEY_OF}


class SiteFrame:
    """What stands around every page of one request; read when it is first asked for, and once."""

    def __init__(self, request: HttpRequest) -> None:
        self._language = get_language() or "nb"
        order = reading_order(self._language)
        rows = _with_pages(self._language)
        self._pages = _pages(tuple(page for *_row, pages in rows for page in pages or ()), self._language, request)
        menu, menu_language = first_filled({code: json.loads(menu) for code, menu, _footer, _pages in rows}, order)
        footer, footer_language = first_filled({code: json.loads(foot) for code, _menu, foot, _pages in rows}, order)
        self.frame = Frame(
            links_of(menu, menu_language, self._language, request.path, partial(self._find, menu_language)),
            columns_of(footer, footer_language, self._language, request.path, partial(self._find, footer_language)),
        )

    @property
    def cases_url(self) -> str:
        """Return the address of the case index in the reader's language, or of the front page where there is none."""
        cases = self._pages.cases
        return (cases and cases.url) or reverse("wagtail_serve", args=[""])

    def article(self, key: str, language: str | None = None) -> Target | None:
        """Return the published article of a key in a language, the reader's unless told, else in the next best one."""
        there = self._pages.articles.get(key, {})
        return next((there[code] for code in reading_order(language or self._language) if code in there), None)

    def in_languages(self, page: Page) -> dict[str, str]:
        """Return the addresses of a page by language; empty for one that no menu leads to: nothing is known of it."""
        return {code: target.url for code, target in self._pages.by_key.get(page.translation_key, {}).items()}

    def _find(self, written_in: str, item: Raw) -> Target | None:
        """Return where an item leads; None for what readers cannot see."""
        kind, value = item["type"], item["value"]
        if kind == "address":
            return Target(value.get("address") or "", value.get("label") or "", written_in)
        if kind == "page":
            page = self._pages.by_pk.get(int(value.get("page") or 0))
            if page is None:
                return None
            # Where another language's menu is borrowed, its pages are shown in the reader's language if they can be.
            own = self._pages.by_key[page.key].get(self._language) if written_in != self._language else None
            return own or page.target
        return self._place(value.get("place"))

    def _place(self, code: Any) -> Target | None:
        if code == CASES:
            cases = self._pages.cases
            return Target(cases.url, str(NAMES[CASES]), self._language) if cases else None
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


def _pages(texts: tuple[str, ...], language: str, request: HttpRequest) -> _Pages:
    """Return the pages of which the database says this.

    Their addresses depend on nothing but what the texts are kept under: where the sites begin, the site of the request
    and its language. So what is remembered is right whenever it is found.
    """
    site = Site.find_for_request(request)
    said = (texts, language, tuple(Page()._get_site_root_paths(request)), site and site.pk)
    if said not in _remembered:
        if len(_remembered) >= _MOST_REMEMBERED:
            _remembered.clear()
        _remembered[said] = _Pages([_listed(json.loads(text), request) for text in texts], language)
    return _remembered[said]


_remembered: dict[Any, _Pages] = {}
# A few languages and hosts, and what the database said of them before the last publications.
_MOST_REMEMBERED = 24


def _listed(values: dict[str, Any], request: HttpRequest) -> _Listed:
    """Return a page from so much of it as an address needs."""
    locale = Locale(pk=values.pop("locale_id"), language_code=values.pop("language"))
    page = Page(**{**values, "translation_key": UUID(values["translation_key"])}, locale=locale)
    target = Target(page.get_url(request) or "", page.title, locale.language_code)
    return _Listed(page.pk, page.translation_key, page.content_type_id, target)


def _with_pages(language: str) -> list[tuple[str, str, str, list[str] | None]]:
    """Return the language, menu and footer of each; that of the reader's carries the live pages that any may lead to.

    All of it as the database writes it, JSON as text.
    """
    with connection.cursor() as cursor:
        cursor.execute(*_question(language))
        return cursor.fetchall()


# Put together once: that takes longer than to ask it.
@cache
def _question(language: str) -> tuple[str, tuple[Any, ...]]:
    chosen = [
        Navigation.objects.values(pk=Cast(_PagesIn(F(field)), models.BigIntegerField())) for field in ("menu", "footer")
    ]
    keys = Page.objects.filter(pk__in=chosen[0].union(chosen[1])).order_by().values("translation_key")
    indexes = CaseIndexPage.objects.order_by().values("translation_key")
    articles = ArticlePage.objects.filter(translation_key__in=KEY_OF).order_by().values("translation_key")
    pages = Page.objects.live().filter(translation_key__in=keys.union(indexes, articles)).order_by("path")
    columns = ("id", "title", "url_path", "translation_key", "content_type_id", "locale_id")
    found = ArraySubquery(pages.values(page=JSONObject(**{c: c for c in columns}, language="locale__language_code")))
    rows = Navigation.objects.annotate(pages=Case(When(language=language, then=found)))
    sql, parameters = rows.values_list("language", "menu", "footer", "pages").query.sql_with_params()
    return sql, parameters


class _PagesIn(Func):
    """The ids of the pages that are chosen anywhere in a stream."""

    template = """jsonb_path_query(%(expressions)s, '$.**.page ? (@.type() == "number")')"""
    output_field = models.JSONField()
