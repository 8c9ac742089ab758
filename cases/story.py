"""What a page needs to show its free story, with a fixed number of queries. Cases and articles both have one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from django.http import HttpRequest
from wagtail.models import Page
from wagtail.rich_text import RichText

from cases.blocks.choosers import pictures_at_hand
from cases.blocks.players import origins_of
from cases.blocks.raw import picture_ids
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
    pages = Page.objects.live().filter(pk__in=linked).only("url_path") if linked else ()
    addresses: dict[int, str | None] = {target.pk: target.get_url(request) for target in pages}
    return addresses.get


def put_addresses(body: Any, address_of_page: Callable[[int], str | None]) -> None:
    """Put the addresses of linked pages into a story, in memory."""
    for block in body:
        text = block.value.get("text") if block.block_type == "fact_box" else block.value
        if isinstance(text, RichText):
            text.source = with_addresses(text.source, address_of_page)


def fetch_pictures(body: Any, *others: Any) -> None:
    """Fetch all pictures of a story with one query, and the sizes of them and of others, or None, with another.

    Comes first: whatever else looks into the story makes Wagtail fetch them kind by kind.
    """
    with pictures_at_hand(picture_ids(body.raw_data)):
        pictures = [picture for picture in (*_pictures_in(body), *others) if picture]
    if pictures:
        prefetch_related_objects(pictures, "renditions")


def _pictures_in(body: Any) -> Iterator[Any]:
    for block in body:
        if block.block_type == "image":
            yield block.value["image"]
        elif block.block_type == "gallery":
            yield from (value["image"] for value in block.value["images"])
        elif block.block_type == "video":
            yield block.value["poster"]["image"]


def video_origins(body: Any) -> list[str]:
    """Return the origins of the players that a story's videos have: what the page must allow in frames."""
    return origins_of(raw["value"].get("url") or "" for raw in body.raw_data if raw["type"] == "video")


def with_levels(body: Any, *, below_heading: bool) -> list[tuple[Any, int]]:
    """Return the blocks of a story, each with the level of a heading in it, so that none is skipped.

    `below_heading` says whether a heading of the second level stands before the story.
    """
    blocks = []
    for block in body:
        below_heading = below_heading or block.block_type == "heading"
        blocks.append((block, 3 if below_heading else 2))
    return blocks
