"""All public pages for search engines: Wagtail's pages, and those of concepts and places, each in three languages.

Wagtail's own sitemap follows the one root page and the host name of its Site record. Ours takes every language's tree,
and Django puts the host that was asked in front, as everywhere else in the portal.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from cases.codes import LANGUAGE_NAMES, LOCALES
from cases.models import ConceptText
from cases.models.vocabulary import KINDS_WITH_PAGES
from cases.places.addresses import address_part
from cases.places.norway import atlas


def with_default(addresses: dict[str, str]) -> list[tuple[str, str]]:
    """Return (hreflang, address) of a page in its languages, and `x-default`; nothing where there is one language.

    Who reads none of our languages is sent to bokmål, else to nynorsk, else to English.
    """
    if len(addresses) < 2:
        return []
    ordered = [(code, addresses[code]) for code in LANGUAGE_NAMES if code in addresses]
    return [*ordered, ("x-default", ordered[0][1])]


class SitemapInLanguages(Sitemap, ABC):
    """A sitemap that names each page's other languages, as the page itself does."""

    @abstractmethod
    def addresses_of(self, items: Iterable[Any]) -> dict[Any, dict[str, str]]:
        """Return the addresses below the host by language, for each item's `key_of`."""

    @abstractmethod
    def key_of(self, item: Any) -> Any:
        """Return what an item shares with the same page in other languages."""

    def _urls(self, page: int, protocol: str, domain: str) -> list[dict[str, Any]]:
        urls: list[dict[str, Any]] = super()._urls(page, protocol, domain)  # type: ignore[misc]  # Django's own, not in the stubs
        addresses = self.addresses_of([url["item"] for url in urls])
        for url in urls:
            url["alternates"] = [
                {"lang_code": code, "location": f"{protocol}://{domain}{address}"}
                for code, address in with_default(addresses[self.key_of(url["item"])])
            ]
        return urls


class PageSitemap(SitemapInLanguages):
    """Every live page that anyone may read."""

    def items(self) -> Any:
        """Return the pages below the front pages of all languages, those included."""
        below = Q(pk__in=[])
        for root in Site.get_site_root_paths():
            below |= Q(url_path__startswith=root.root_path)
        return Page.objects.filter(below).live().public().select_related("locale").order_by("path")

    def key_of(self, item: Page) -> Any:
        """Return what all translations of a page share."""
        return item.translation_key

    def addresses_of(self, items: Iterable[Page]) -> dict[Any, dict[str, str]]:
        """Return the addresses of all live translations, by one query."""
        keys = {item.translation_key for item in items}
        addresses: dict[Any, dict[str, str]] = {}
        for page in self.items().filter(translation_key__in=keys):
            addresses.setdefault(page.translation_key, {})[page.locale.language_code] = self.location(page)
        return addresses

    def location(self, item: Page) -> str:
        """Return the page's address below the host."""
        parts = item.get_url_parts()
        return str(parts[2]) if parts else "/"

    def lastmod(self, item: Page) -> datetime | None:
        """Return when the page was last published."""
        published: datetime | None = item.last_published_at or item.first_published_at
        return published


class ConceptSitemap(SitemapInLanguages):
    """The model's overview, and a page for each value, field and step, in each language."""

    changefreq = "monthly"

    def items(self) -> list[tuple[int | None, str, str]]:
        """Return (concept's id, locale, slug); the overview has no id and no slug."""
        texts = ConceptText.objects.filter(concept__kind__in=KINDS_WITH_PAGES)
        pages: Iterable[tuple[int, str, str]] = texts.values_list("concept", "locale", "slug")
        return [*((None, locale, "") for locale in LOCALES), *pages]

    def key_of(self, item: tuple[int | None, str, str]) -> int | None:
        """Return the concept's id."""
        return item[0]

    def addresses_of(self, items: Iterable[tuple[int | None, str, str]]) -> dict[Any, dict[str, str]]:
        """Return the addresses of the concepts' pages; all of them are in the same part of the sitemap."""
        addresses: dict[Any, dict[str, str]] = {}
        for item in items:
            addresses.setdefault(item[0], {})[item[1]] = self.location(item)
        return addresses

    def location(self, item: tuple[int | None, str, str]) -> str:
        """Return the address in the item's own language."""
        _concept, locale, slug = item
        with translation.override(locale):
            return reverse("concept", args=[slug]) if slug else reverse("model")


class OverviewSitemap(SitemapInLanguages):
    """Pages that no table holds: the overview of the articles, and the page about the open data."""

    def items(self) -> list[tuple[str, str]]:
        """Return (view, language) of each page."""
        return [(view, locale) for view in ("articles", "open_data") for locale in LOCALES]

    def key_of(self, item: tuple[str, str]) -> str:
        """Return what all languages share: the view."""
        return item[0]

    def addresses_of(self, items: Iterable[tuple[str, str]]) -> dict[Any, dict[str, str]]:
        """Return each page's address in each language."""
        return {view: {locale: self.location((view, locale)) for locale in LOCALES} for view, _locale in items}

    def location(self, item: tuple[str, str]) -> str:
        """Return the address in a language."""
        view, locale = item
        with translation.override(locale):
            return reverse(view)


class PlaceSitemap(SitemapInLanguages):
    """The overview of municipalities, and a page for each county and municipality, in each language."""

    changefreq = "weekly"

    def items(self) -> list[tuple[str, str, str]]:
        """Return (locale, name of the address, its part); the overview has no part."""
        norway = atlas()
        counties = [("county", address_part(number, name)) for number, name in norway.counties()]
        municipalities = [("municipality", address_part(spot.number, spot.name)) for spot in norway.spots]
        pages = [("municipalities", ""), *counties, *municipalities]
        return [(locale, view, part) for locale in LOCALES for view, part in pages]

    def key_of(self, item: tuple[str, str, str]) -> tuple[str, str]:
        """Return the name of the address and its part, which are the same in every language."""
        return item[1:]

    def addresses_of(self, items: Iterable[tuple[str, str, str]]) -> dict[Any, dict[str, str]]:
        """Return the addresses of the places' pages, which stand in every language."""
        places = {self.key_of(item) for item in items}
        return {place: {locale: self.location((locale, *place)) for locale in LOCALES} for place in places}

    def location(self, item: tuple[str, str, str]) -> str:
        """Return the address in the item's own language."""
        locale, view, part = item
        with translation.override(locale):
            return reverse(view, args=[part] if part else [])


SITEMAPS: dict[str, Any] = {
    "pages": PageSitemap,
    "concepts": ConceptSitemap,
    "overviews": OverviewSitemap,
    "places": PlaceSitemap,
}
