"""Makes an API one that anybody may read from anywhere, and that says in JSON what it does not do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

from cases.exchange.description import complete
from portal.page_cache.open_data import answer_by_edition
from portal.rate_limits import Limit, Used, use

_METHODS = "GET, HEAD, OPTIONS"
_SPAN = 60
# Headers that a script on another site may read.
_TOLD = "ETag, Retry-After, RateLimit-Limit, RateLimit-Policy, RateLimit-Remaining, RateLimit-Reset"


def json_answer(content: Any, status: int = 200) -> JsonResponse:
    """Return JSON with its letters as they are."""
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


class TooManyError(Exception):
    """Somebody asks for more than is allowed."""

    def __init__(self, used: Used) -> None:
        super().__init__(used.limit.name)
        self.used = used


class OpenAPI(NinjaAPI):
    """An API for reading only: HEAD is GET without a body, OPTIONS says so, and other sites' pages may read it."""

    @property
    def urls(self) -> tuple[list[URLResolver | URLPattern], str, str]:
        """Return the addresses for a URL configuration."""
        patterns, app_name, namespace = super().urls
        for pattern in patterns:
            if isinstance(pattern, URLPattern):
                pattern.callback = _open_to_all(pattern.callback)
        return patterns, app_name, namespace

    def get_openapi_schema(self, **kwargs: Any) -> Any:
        """Return the description, with what goes for every operation."""
        schema = super().get_openapi_schema(**kwargs)
        complete(schema)
        return schema


def _open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def reading_only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            response = _within_limit(request, lambda: _read(view, request, *args, **kwargs))
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": _METHODS, "Access-Control-Allow-Methods": _METHODS})
        else:
            response = json_answer({"detail": "Read-only"}, status=405)
            response.headers["Allow"] = _METHODS
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = _TOLD
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    # Nothing is written, so that no form can be forged.
    reading_only.csrf_exempt = True  # type: ignore[attr-defined]
    return reading_only


def _within_limit(request: HttpRequest, read: Callable[[], HttpResponse]) -> HttpResponse:
    """Answer, or say that it is too much for now; how much is left stands in the headers either way."""
    if not settings.API_REQUESTS_A_MINUTE:
        return answer_by_edition(request, read)
    used = use(Limit("api", settings.API_REQUESTS_A_MINUTE, _SPAN), request)
    response = too_many(used) if used.is_over else answer_by_edition(request, read)
    for name, value in _headers(used).items():
        response.headers.setdefault(name, value)
    return response


def _headers(used: Used) -> dict[str, str]:
    return {
        "RateLimit-Policy": f"{used.limit.most};w={used.limit.seconds}",
        "RateLimit-Limit": str(used.limit.most),
        "RateLimit-Remaining": str(used.remaining),
        "RateLimit-Reset": str(used.seconds_left),
    }


def too_many(used: Used) -> HttpResponse:
    """Answer 429 with what a program needs to know."""
    problem = {
        "type": "about:blank",
        "title": "Too many requests",
        "status": 429,
        "detail": f"At most {used.limit.most} requests in {used.limit.seconds} seconds; see Retry-After.",
    }
    response = json_answer(problem, status=429)
    response.headers["Content-Type"] = "application/problem+json"
    for name, value in {**_headers(used), "Retry-After": str(used.seconds_left)}.items():
        response.headers[name] = value
    return response


def _read(view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    method, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = method
