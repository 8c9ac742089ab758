"""How much one request may bring: a person who sends more is told so, and no machine keeps it."""

from __future__ import annotations

from contextlib import suppress

from django.http import HttpRequest, HttpResponse

from portal import errors
from portal.security import GetResponse

# Bytes. A file that is too large but below this ends in a message beside its field, with the form still filled in.
MAX_REQUEST = 64 * 1024 * 1024
_PIECE = 1024 * 1024
# Bytes of a refused request that are read and dropped: a browser shows no answer before it has sent what it has.
_DROPPED = 512 * 1024 * 1024


class RefuseTooMuch:
    """Answers 413 to a request that says it brings more than any form needs, before anything of it is kept."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Refuse by what the request says of its length; what it does not say, the server does not read."""
        if _length(request) <= MAX_REQUEST:
            return self.get_response(request)
        # Whoever hangs up meanwhile does not wait for an answer.
        with suppress(OSError):
            for _piece in range(_DROPPED // _PIECE):
                if not request.read(_PIECE):
                    break
        return errors.too_large(request)


def _length(request: HttpRequest) -> int:
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
