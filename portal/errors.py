"""Pages for what goes wrong, in the portal's own look and the reader's language.

That a page is not found is the reader's everyday: she gets the menu and the search with it. The others ask nothing of
the database, for it may be what fails. A program that asks below /api/ gets JSON instead.
"""

from __future__ import annotations

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation


def _language(request: HttpRequest) -> str:
    for code in ("nn", "en"):
        if request.path_info == f"/{code}" or request.path_info.startswith(f"/{code}/"):
            return code
    return "nb"


def _error_page(request: HttpRequest, status: int, template: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return _for_a_program(status)
    with translation.override(_language(request)):
        return render(request, template, {"language": _language(request)}, status=status)


def _for_a_program(status: int) -> HttpResponse:
    """Return JSON, which other sites' scripts may read as they may the answers themselves."""
    headers = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
    return JsonResponse({"detail": HTTPStatus(status).phrase}, status=status, headers=headers)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return 400: we could not read what was sent."""
    return _error_page(request, 400, "400.html")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return 403: this page is not for you."""
    return _error_page(request, 403, "403.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Return 404: there is no such page."""
    return _error_page(request, 404, "404.html")


def too_large(request: HttpRequest) -> HttpResponse:
    """Return 413: what was sent is too large."""
    return _error_page(request, 413, "413.html")


def too_often(request: HttpRequest, seconds: int) -> HttpResponse:
    """Return 429: this has been asked for too often; says in how many seconds to try again."""
    response = _error_page(request, 429, "429.html")
    response.headers["Retry-After"] = str(seconds)
    return response


def too_many_attempts(request: HttpRequest) -> HttpResponse:
    """Return 429 where allauth counts: its spans are minutes."""
    return too_often(request, 60)


def server_error(request: HttpRequest) -> HttpResponse:
    """Return 500: it is our fault."""
    return _error_page(request, 500, "500.html")
