"""Makes an API one that anybody may read from anywhere, and that says in JSON what it does not do."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import URLPattern, URLResolver
from ninja import NinjaAPI

_METHODS = "GET, HEAD, OPTIONS"


def json_answer(content: Any, status: int = 200) -> JsonResponse:
    """Return JSON with its letters as they are."""
    return JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})


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


def _open_to_all(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    @wraps(view)
    def reading_only(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if request.method in ("GET", "HEAD"):
            response = _read(view, request, *args, **kwargs)
        elif request.method == "OPTIONS":
            response = HttpResponse(status=204, headers={"Allow": _METHODS, "Access-Control-Allow-Methods": _METHODS})
        else:
            response = json_answer({"detail": "Read-only"}, status=405)
            response.headers["Allow"] = _METHODS
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        return response

    # Nothing is written, so that no form can be forged.
    reading_only.csrf_exempt = True  # type: ignore[attr-defined]
    return reading_only


def _read(view: Callable[..., HttpResponse], request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
    method, request.method = request.method, "GET"
    try:
        return view(request, *args, **kwargs)
    finally:
        request.method = method
