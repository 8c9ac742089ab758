"""What an entry of a cache is filed under."""

from __future__ import annotations

from contextvars import ContextVar

from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

# The edition (see portal/page_cache) that the request at hand shows; empty where none was asked for.
edition_at_hand: ContextVar[str] = ContextVar("edition_at_hand", default="")
# What is read from tables that public pages show, and kept. Filed under the edition it is as true as the pages; Wagtail
# keeps the addresses of front pages for an hour, and throws them away before the change is committed, in one process.
_of_an_edition = {SITE_ROOT_PATHS_CACHE_KEY}


def keep_for_edition(key: str) -> None:
    """Say that what is kept under this key goes with the edition: for whoever keeps what pages are made of."""
    _of_an_edition.add(key)


def key_of(key: str, key_prefix: str, version: int) -> str:
    """Return the key as it is stored."""
    if key in _of_an_edition:
        key = f"{key}:{edition_at_hand.get()}"
    return f"{key_prefix}:{version}:{key}"
