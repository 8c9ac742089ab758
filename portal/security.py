"""What guards every request: impossible input is refused, and answers carry security headers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import unquote_to_bytes

from csp.constants import NONCE, SELF, UNSAFE_INLINE
from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.utils.deprecation import MiddlewareMixin

from portal import errors

GetResponse = Callable[[HttpRequest], HttpResponse]

_MAX_QUERY_BYTES = 8_000
# A NUL, or half of a surrogate pair, in plain text or written as a JSON escape.
_IMPOSSIBLE = re.compile("[\x00\ud800-\udfff]")
# Wagtail sets styles from scripts and templates; scripts it brings as files only (see docs/decisions). The nonce is for
# previews of public pages. No nonce beside the styles: it would switch off what allows those of Wagtail.
_ADMIN_POLICY = {
    "script-src": [SELF, NONCE],
    "style-src": [SELF, UNSAFE_INLINE],
    "img-src": [SELF, "data:", "blob:"],
    "frame-src": [SELF],
    "frame-ancestors": [SELF],
}
# The userbar, which runs the editor's checks in the preview, sets styles from its script.
_PREVIEW_POLICY = {"style-src": [SELF, UNSAFE_INLINE], "frame-ancestors": [SELF]}
# How a form of the editors' interface numbers the parts of a story; what is no number there, nothing could read.
_NUMBERING = re.compile(r"-(count|order)\Z")
_NUMBER = re.compile(r"[0-9]{1,6}\Z", re.ASCII)
_UNICODE_ESCAPE = re.compile(r"(?:\\\\)+|\\u([0-9a-f]{4})", re.I)


def _escapes_are_impossible(text: str) -> bool:
    """Look at the escapes of a JSON text from left to right, as its reader will join them into letters."""
    awaited_at = -1
    for found in _UNICODE_ESCAPE.finditer(text):
        if not found[1]:
            continue
        unit = int(found[1], 16)
        is_second_half = 0xDC00 <= unit <= 0xDFFF
        if unit == 0 or is_second_half != (found.start() == awaited_at):
            return True
        awaited_at = found.end() if 0xD800 <= unit <= 0xDBFF else -1
        if awaited_at >= 0 and text[awaited_at : awaited_at + 2] != "\\u":
            return True
    return False


def is_impossible(text: str) -> bool:
    """Say whether a text holds what no person types and no database stores: NUL or a lone surrogate."""
    if _IMPOSSIBLE.search(text):
        return True
    return text[:1] in ("{", "[", '"') and _escapes_are_impossible(text)


def _address_is_impossible(request: HttpRequest) -> bool:
    query = request.META.get("QUERY_STRING", "")
    if len(query) > _MAX_QUERY_BYTES:
        return True
    if is_impossible(request.path_info):
        return True
    try:
        return "\x00" in unquote_to_bytes(query).decode("utf-8")
    except UnicodeDecodeError:
        return True


def _texts_of(request: HttpRequest) -> Iterable[str]:
    for key, values in request.POST.lists():
        yield key
        yield from (value for value in values if isinstance(value, str))
    for _field, uploads in request.FILES.lists():
        yield from (str(getattr(upload, "name", None) or "") for upload in uploads)


def _numbering_is_impossible(request: HttpRequest) -> bool:
    numberings = (values for key, values in request.POST.lists() if _NUMBERING.search(key))
    return any(not _NUMBER.match(value) for values in numberings for value in values)


class RefuseImpossibleInput:
    """Answers 400, in one place, to input that nothing behind it could store, compare or read."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse a NUL in address or cookies, and a query that is no UTF-8 or of more than 8,000 bytes."""
        if _address_is_impossible(request) or any(map(is_impossible, request.COOKIES.values())):
            return errors.bad_request(request)
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_args: Any) -> HttpResponse | None:
        """Refuse a form with such a value, or one that cannot be read at all."""
        if request.method not in ("POST", "PUT", "PATCH"):
            return None
        try:
            impossible = any(is_impossible(text) for text in _texts_of(request)) or _numbering_is_impossible(request)
        except RequestDataTooBig:
            return errors.too_large(request)
        except (SuspiciousOperation, BadRequest, MultiPartParserError, UnicodeError):
            impossible = True
        return errors.bad_request(request) if impossible else None


class SecurityHeaders(MiddlewareMixin):
    """Adds the headers that Django has no setting for, and a wider content policy below /admin/."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        """Return the response with its headers."""
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if request.path.startswith("/admin/"):
            response._csp_replace = _ADMIN_POLICY  # type: ignore[attr-defined]
        elif getattr(request, "is_preview", False):
            # A preview is a public page, shown in a frame of the editors' interface.
            response._csp_replace = _PREVIEW_POLICY  # type: ignore[attr-defined]
        return response


def allow_frames(response: HttpResponse, origins: list[str]) -> HttpResponse:
    """Let one page put other sites' players into frames, which no page may otherwise; return the response."""
    if origins:
        response._csp_update = {"frame-src": origins}  # type: ignore[attr-defined]
    return response
