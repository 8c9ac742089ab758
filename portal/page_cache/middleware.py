"""Takes whole pages from the cache, and puts them there. What is personal never comes near it."""

from __future__ import annotations

import hashlib

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve
from django.utils import timezone
from django.utils.cache import patch_cache_control

from portal.caches.keys import edition_at_hand
from portal.page_cache.declarations import can_be_kept_with, is_whole
from portal.page_cache.edition import Editions
from portal.page_cache.kept import KeptPage
from portal.page_cache.release import release
from portal.security import GetResponse

# Bytes of HTML; a page beyond that is something else.
MOST_BYTES = 1_000_000
# Telling whoever watches whether the page came from the cache.
HEADER = "X-Page-Cache"


class WholePages:
    """Answers visitors who are not signed in with the page as it was made for another, where nothing has changed.

    Stands outside whatever reads cookies: an answer that depends on one says so (Vary: Cookie) and is not kept.
    Whatever should happen before a page is chosen, such as a redirect, has its place outside of this.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response
        self._editions = Editions()
        self._personal_cookies = {settings.SESSION_COOKIE_NAME, "messages"}

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Return the page kept, or make it and keep it."""
        if not self._is_reading(request):
            return _marked_private(request, self.get_response(request))
        if not (settings.PAGE_CACHE and not settings.DEBUG and _has_whole_page(request)):
            return self._made(request, "")
        edition = self._editions.current()
        token = edition_at_hand.set(edition)
        try:
            return self._kept_or_made(request, edition)
        finally:
            edition_at_hand.reset(token)

    def _is_reading(self, request: HttpRequest) -> bool:
        """Say whether somebody reads who is not signed in, and wants a whole page."""
        return (
            request.method in ("GET", "HEAD")
            and self._personal_cookies.isdisjoint(request.COOKIES)
            and "Authorization" not in request.headers
            and "HX-Request" not in request.headers
        )

    def _kept_or_made(self, request: HttpRequest, edition: str) -> HttpResponse:
        if not edition or not can_be_kept_with(parameters_of(request)):
            return self._made(request, "")
        key = page_key(request, edition)
        if values := caches["pages"].get(key):
            return _marked(KeptPage.unpacked(values).answer(request), "hit")
        return self._made(request, key)

    def _made(self, request: HttpRequest, key: str) -> HttpResponse:
        response = self.get_response(request)
        if not may_be_shared(request, response):
            return _marked_private(request, response)
        page = KeptPage.of(response)
        is_kept = bool(key) and request.method == "GET"
        if is_kept:
            caches["pages"].set(key, page.packed())
        return _marked(page.answer(request), "stored" if is_kept else "pass")


def may_be_shared(request: HttpRequest, response: HttpResponse) -> bool:
    """Say whether an answer is a page that is the same for all who are not signed in."""
    varies = response.headers.get("Vary", "").lower()
    return (
        response.status_code == 200
        and not response.streaming
        and response.headers.get("Content-Type", "").startswith("text/html")
        and len(response.content) <= MOST_BYTES
        and not response.cookies
        and "cookie" not in varies
        and "*" not in varies
        # Whoever set these has thought of it.
        and not response.has_header("Cache-Control")
        and not response.has_header("Content-Encoding")
        # A number used once would be used again.
        and getattr(request, "_csp_nonce", None) is None
    )


def _has_whole_page(request: HttpRequest) -> bool:
    try:
        return is_whole(resolve(request.path_info).view_name)
    except Resolver404:
        return False


def parameters_of(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the parameters of the address, one pair for each value."""
    return [(name, str(value)) for name, values in request.GET.lists() for value in values]


def page_key(request: HttpRequest, edition: str) -> str:
    """Return what the page is filed under. The day belongs to it: some pages say how long ago something was."""
    parts = (edition, release(), timezone.localdate().isoformat(), request.scheme, request.get_host())
    asked = "\0".join([*map(str, parts), request.path, request.META.get("QUERY_STRING", "")])
    return hashlib.blake2b(asked.encode(), digest_size=24).hexdigest()


def _marked(response: HttpResponse, how: str) -> HttpResponse:
    response.headers[HEADER] = how
    return response


def _marked_private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Say of a page for one reader that nobody else may be given it; whoever has said something keeps his word."""
    is_page = response.headers.get("Content-Type", "").startswith("text/html")
    if is_page and not response.has_header("Cache-Control"):
        patch_cache_control(response, private=True, no_cache=True)
    return response
