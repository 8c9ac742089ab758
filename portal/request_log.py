"""One line a request: its number, method, route, answer and milliseconds; never who asked, or for what exactly."""

from __future__ import annotations

import time

import structlog
from django.http import HttpRequest, HttpResponse
from django_structlog.middlewares import RequestMiddleware

_BEGAN = "_portal_began"
_SHOWN = "_portal_shown"
# Asked again and again by whoever watches the portal.
_SIGNS_OF_LIFE = ("/healthz", "/readyz")
_PAGES = "wagtail_serve"
_METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


class RequestLog(RequestMiddleware):
    """Stands first, so that no answer goes without its line; the number in it goes out with the answer."""

    def prepare(self, request: HttpRequest) -> None:
        """Give the request its number and note the time."""
        setattr(request, _BEGAN, time.perf_counter())
        super().prepare(request)

    def handle_response(self, request: HttpRequest, response: HttpResponse) -> None:
        """Write the line, unless all is well with a sign of life."""
        context = structlog.contextvars.get_contextvars()
        response.headers.setdefault("X-Request-ID", context.get("request_id", ""))
        if request.path_info in _SIGNS_OF_LIFE and response.status_code == 200:
            structlog.contextvars.clear_contextvars()
            return
        match = getattr(request, "resolver_match", None)
        setattr(request, _SHOWN, response.status_code == 200 and match is not None and match.url_name == _PAGES)
        ms = round((time.perf_counter() - getattr(request, _BEGAN)) * 1000)
        structlog.contextvars.bind_contextvars(ms=ms)
        super().handle_response(request, response)

    @staticmethod
    def format_request(request: HttpRequest) -> str:
        """Return the method and the pattern that the address matched; of a page that was shown, its address.

        Any other address may hold anything that somebody typed.
        """
        match = getattr(request, "resolver_match", None)
        where = request.path_info if getattr(request, _SHOWN, False) else match.route if match else "-"
        return f"{request.method if request.method in _METHODS else '…'} {where}"
