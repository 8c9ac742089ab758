"""Serves uploads from the folder or the bucket where they are kept: pictures in sizes that we made, and documents."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import wraps
from pathlib import PurePosixPath
from typing import Any

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils.http import http_date
from django.views.static import was_modified_since

_FOLDER = "images/"
# Not every machine knows the newer ones, and browsers take no picture that is called something else.
_KINDS = {
    ".avif": "image/avif",
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".webp": "image/webp",
}
# A name as renditions have it; with a slash, either way round, one could come to the folders beside this one.
_NAME = re.compile(r"[\w.-]+\Z", re.ASCII)
# Nothing is ever written anew under the same name; but what was deleted is gone from shared caches within an hour.
_CACHE = "public, max-age=86400, s-maxage=3600"


def picture(request: HttpRequest, path: str) -> HttpResponseBase:
    """Answer with a picture; 404 for what is not there, no picture, or elsewhere."""
    kind = _KINDS.get(PurePosixPath(path).suffix.lower())
    if kind is None or not _NAME.match(path):
        raise Http404
    name = f"{_FOLDER}{path}"
    try:
        modified = default_storage.get_modified_time(name).timestamp()
        answer: HttpResponseBase
        if was_modified_since(request.headers.get("If-Modified-Since"), modified):
            answer = FileResponse(default_storage.open(name), content_type=kind)
        else:
            answer = HttpResponseNotModified()
    except (OSError, ValueError) as error:
        raise Http404 from error
    answer.headers["Last-Modified"] = http_date(modified)
    answer.headers["Cache-Control"] = _CACHE
    return answer


def or_missing(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Return a view that answers 404 where the file that it serves is gone from its place."""

    @wraps(view)
    def serve(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except FileNotFoundError as error:
            raise Http404 from error

    return serve
