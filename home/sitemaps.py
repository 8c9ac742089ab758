"""All public pages for search engines: Wagtail's pages, and the concepts' pages in three languages."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.urls import reverse
from django.utils import translation
from wagtail.contrib.sitemaps import Sitemap as PageSitemap

from cases.codes import LOCALES
from cases.models import ConceptText
from cases.models.vocabulary import KINDS_WITH_PAGES


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


SITEMAPS: dict[str, Any] = {"pages": PageSitemap, "concepts": ConceptSitemap}
