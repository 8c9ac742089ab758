"""The caches: Redis, shared by all processes, where REDIS_URL names one; else the memory of each process."""

from __future__ import annotations

from typing import Any

# Seconds for which an entry is kept unless its owner says otherwise. Nothing becomes right by waiting: old ones go.
_A_DAY = 24 * 60 * 60
# Whole pages that one process keeps without Redis; some 15 kB each.
_PAGES_IN_MEMORY = 1_000


def cache_settings(redis_url: str) -> dict[str, dict[str, Any]]:
    """Return Django's CACHES.

    `default` is for what is small, and for rate limits; `pages` for whole pages. Sizes of pictures are not kept: pages
    fetch them together with the pictures, and what one process remembered of them another would have thrown away.
    """
    return {
        "default": _cache("portal", redis_url, 10_000),
        "pages": _cache("pages", redis_url, _PAGES_IN_MEMORY),
        "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }


def _cache(name: str, redis_url: str, most: int) -> dict[str, Any]:
    common = {"KEY_PREFIX": name, "TIMEOUT": _A_DAY, "KEY_FUNCTION": "portal.caches.keys.key_of"}
    if redis_url:
        return {**common, "BACKEND": "portal.caches.redis.DispensableRedisCache", "LOCATION": redis_url}
    backend = "django.core.cache.backends.locmem.LocMemCache"
    return {**common, "BACKEND": backend, "LOCATION": name, "OPTIONS": {"MAX_ENTRIES": most}}
