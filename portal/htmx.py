"""Full page or fragment from one view: a page that changes in place asks for the part that changes."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers, patch_vary_headers
from django_htmx.http import push_url
from django_htmx.middleware import HtmxDetails


def render_in_place(
    request: HttpRequest, page: str, fragment: str, context: dict[str, Any], address: str
) -> HttpResponse:
    """Return the page, or its fragment for a page that is open already; `address` is what that page's becomes.

    Both have one address, so nobody between us and the reader, the browser included, may take one for the other: the
    page says what it varies by, and the fragment is not kept at all. Whoever goes back further than the browser
    remembers is given the page.
    """
    htmx = HtmxDetails(request)
    if not htmx or htmx.history_restore_request:
        response = render(request, page, context)
    else:
        response = push_url(render(request, fragment, context), address)
        add_never_cache_headers(response)
    patch_vary_headers(response, ["HX-Request", "HX-History-Restore-Request"])
    return response
