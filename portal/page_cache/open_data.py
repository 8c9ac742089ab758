"""Answers of the open API: known again by the edition that they show, and the common ones kept.

Whoever has an answer of this edition is told so before anything is looked up.
"""

from __future__ import annotations

import gzip
from collections.abc import Callable

from django.core.cache import caches
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from portal.caches.keys import edition_at_hand
from portal.page_cache.declarations import can_be_kept_with
from portal.page_cache.edition import Editions
from portal.page_cache.kept import accepts_gzip
from portal.page_cache.middleware import MOST_BYTES, page_key, parameters_of

_editions = Editions()


def answer_by_edition(request: HttpRequest, make: Callable[[], HttpResponse]) -> HttpResponse:
    """Return what `make` would answer now, or 304; it depends on the address and on what is published, nothing else."""
    edition = _editions.current()
    if not edition:
        return make()
    key = page_key(request, edition)
    mark = f'W/"{key}"'
    if mark in parse_etags(request.headers.get("If-None-Match", "")):
        return _marked(HttpResponseNotModified(), mark)
    token = edition_at_hand.set(edition)
    try:
        answer = _kept_or_made(request, key, make)
    finally:
        edition_at_hand.reset(token)
    return _marked(answer, mark) if answer.status_code == 200 else answer


def _kept_or_made(request: HttpRequest, key: str, make: Callable[[], HttpResponse]) -> HttpResponse:
    if not can_be_kept_with(parameters_of(request)):
        return make()
    kept = caches["pages"].get(key)
    if kept is None:
        made = make()
        if made.streaming or made.status_code != 200 or len(made.content) > MOST_BYTES:
            return made
        kept = (made.headers["Content-Type"], gzip.compress(made.content, 6, mtime=0))
        caches["pages"].set(key, kept)
    return _unpacked(request, *kept)


def _unpacked(request: HttpRequest, content_type: str, compressed: bytes) -> HttpResponse:
    if accepts_gzip(request.headers.get("Accept-Encoding", "")):
        return HttpResponse(compressed, content_type=content_type, headers={"Content-Encoding": "gzip"})
    return HttpResponse(gzip.decompress(compressed), content_type=content_type)


def _marked(answer: HttpResponse, mark: str) -> HttpResponse:
    """Let anybody keep it, who asks each time whether it is still the one."""
    answer.headers["ETag"] = mark
    answer.headers["Cache-Control"] = "public, no-cache"
    patch_vary_headers(answer, ["Accept-Encoding"])
    return answer
