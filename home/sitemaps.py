"""All public pages for search engines: Wagtail's pages, and those of concepts and places, each in three languages.

Wagtail's own sitemap follows the one root page and the host name of its Site record. Ours takes every language's tree,
and Django puts the host that was asked in front, as everywhere else in the portal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, Site

from cases.codes import LOCALES
from cases.models import ConceptText
from cases.models.vocabulary import KINDS_WITH_PAGES
from cases.places.addresses import address_part
from cases.places.reading import atlas


class PageSitemap(Sitemap):
    """Every live page that anyone may read."""

    def items(self) -> Any:
        """Return the pages below the front pages of all languages, those included."""
        below = Q(pk__in=[])
        for root in Site.get_site_root_paths():
            below |= Q(url_path__startswith=root.root_path)
        return Page.objects.filter(below).live().public().order_by("path")

    def location(self, item: Page) -> str:
        """Return the page's address below the host."""
        parts = item.get_url_parts()
        return str(parts[2]) if parts else "/"

    def lastmod(self, item: Page) -> datetime | None:
        """Return when the page was last published."""
        published: datetime | None = item.last_published_at or item.first_published_at
        return published


class ConceptSitemap(Sitemap):
    """The model's overview, and a page for each value, field and step, in each language."""

    changefreq = "monthly"

    def items(self) -> list[tuple[str, str]]:
        """Return (locale, slug); an empty slug is the overview."""
        texts = ConceptText.objects.filter(concept__kind__in=KINDS_WITH_PAGES)
        pages: Iterable[tuple[str, str]] = texts.values_list("locale", "slug")
        return [*((locale, "") for locale in LOCALES), *pages]

    def location(self, item: tuple[str, str]) -> str:
        """Return the address in the item's own language."""
        locale, slug = item
        with translation.override(locale):
            return reverse("concept", args=[slug]) if slug else reverse("model")


class PlaceSitemap(Sitemap):
    """The overview of municipalities, and a page for each county and municipality, in each language."""

    changefreq = "weekly"

    def items(self) -> list[tuple[str, str, str]]:
        """Return (locale, name of the address, its part); the overview has no part."""
        norway = atlas()
        counties = [("county", address_part(number, name)) for number, name in norway.counties()]
        municipalities = [("municipality", address_part(spot.number, spot.name)) for spot in norway.spots]
        pages = [("municipalities", ""), *counties, *municipalities]
        return [(locale, view, part) for locale in LOCALES for view, part in pages]

    def location(self, item: tuple[str, str, str]) -> str:
        """Return the address in the item's own language."""
        locale, view, part = item
        with translation.override(locale):
            return reverse(view, args=[part] if part else [])


SITEMAPS: dict[str, Any] = {"pages": PageSitemap, "concepts": ConceptSitemap, "places": PlaceSitemap}
