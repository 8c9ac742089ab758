"""A search as an Atom feed: its newest cases, each known by an address for life that no other title changes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.xmlutils import SimplerXMLGenerator

from cases.codes import LICENCE_URLS
from cases.models import CasePage

MOST_ENTRIES = 50
# The year from which the names of entries count; it never changes.
_SINCE = 2026
# What no XML may hold.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
CONTENT_TYPE = "application/atom+xml; charset=utf-8"


class SearchFeed(Atom1Feed):
    """Django's Atom, which says nothing of today: the same cases make the same feed."""

    def latest_post_date(self) -> datetime:
        """Return when any of the entries was last changed; without entries, when feeds began."""
        return max((item["updateddate"] for item in self.items), default=datetime(_SINCE, 1, 1, tzinfo=UTC))

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict[str, Any]) -> None:
        """Add the licence and the language of the entry."""
        super().add_item_elements(handler, item)
        if item["licence"]:
            handler.addQuickElement("link", "", {"rel": "license", "href": item["licence"]})

    def item_attributes(self, item: dict[str, Any]) -> dict[str, Any]:
        """Return the language of the entry, which may be another than the feed's."""
        return {"xml:lang": item["language"]}


def feed_of(
    pages: Iterable[CasePage], request: HttpRequest, *, title: str, subtitle: str, language: str, index: str
) -> str:
    """Return the feed of some pages, whose places, themes and locale have been fetched; `index` leads to the search."""
    own = request.build_absolute_uri()
    feed = SearchFeed(
        title=_NO_XML.sub("", title),
        link=request.build_absolute_uri(index),
        description=None,
        subtitle=subtitle,
        language=language,
        feed_url=own,
        feed_guid=own,
        author_name="KS",
        author_link="https://www.ks.no/",
    )
    for page in pages:
        feed.add_item(
            title=_NO_XML.sub("", page.title),
            link=request.build_absolute_uri(page.get_url(request) or "/"),
            description=_NO_XML.sub("", page.summary),
            unique_id=entry_id(page),
            pubdate=page.first_published_at,
            updateddate=page.last_published_at or page.first_published_at,
            language=page.locale.language_code,
            licence=LICENCE_URLS.get(page.licence, ""),
        )
    return feed.writeString("utf-8")


def entry_id(page: CasePage) -> str:
    """Return the name of a case in feeds (RFC 4151): the same in each language, under every address."""
    return f"tag:{urlsplit(settings.SITE_URL).hostname},{_SINCE}:case/{page.translation_key}"
