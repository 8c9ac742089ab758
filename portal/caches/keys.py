"""What an entry of a cache is filed under."""

from __future__ import annotations

from contextvars import ContextVar

from wagtail.models.sites import SITE_ROOT_PATHS_CACHE_KEY

# The edition (see portal/page_cache) that the request at hand shows; empty where none was asked for.
edition_at_hand: ContextVar[str] = ContextVar("edition_at_hand", default="")


def key_of(key: str, key_prefix: str, version: int) -> str:
    """Return the key as it is stored.

    Wagtail keeps the addresses of front pages for an hour, and throws them away before the change is committed, in the
    process that made it. Filed under the edition they are as true as the pages themselves.
    """
    if key == SITE_ROOT_PATHS_CACHE_KEY:
        key = f"{key}:{edition_at_hand.get()}"
    return f"{key_prefix}:{version}:{key}"
