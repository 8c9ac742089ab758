"""What a page needs to show its free story, with a fixed number of queries. Cases and articles both have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.rich_text import RichText

from cases.exchange.html import linked_page_ids, with_addresses


def rich_texts_of(body: Any) -> Iterator[str]:
    """Yield the rich texts of a story as the editor keeps them: paragraphs and fact boxes."""
    for raw in body.raw_data:
        if raw["type"] == "paragraph":
            yield raw["value"] or ""
        elif raw["type"] == "fact_box":
            yield raw["value"].get("text") or ""


def addresses_of_pages(texts: Iterable[str], request: HttpRequest) -> Callable[[int], str | None]:
    """Return what gives the address of each live page that texts link to: one query, none without links."""
    linked = {pk for html in texts for pk in linked_page_ids(html)}
    pages = Page.objects.live().filter(pk__in=linked).select_related("locale") if linked else ()
    addresses: dict[int, str | None] = {target.pk: target.get_url(request) for target in pages}
    return addresses.get


def put_addresses(body: Any, address_of_page: Callable[[int], str | None]) -> None:
    """Put the addresses of linked pages into a story, in memory."""
    for block in body:
        text = block.value.get("text") if block.block_type == "fact_box" else block.value
        if isinstance(text, RichText):
            text.source = with_addresses(text.source, address_of_page)


def fetch_pictures(body: Any, *others: Any) -> None:
    """Fetch the sizes of all pictures of a story, and of other pictures or None, with one query."""
    pictures = [block.value["image"] for block in body if block.block_type == "image"]
    pictures = [picture for picture in (*pictures, *others) if picture]
    if pictures:
        prefetch_related_objects(pictures, "renditions")
