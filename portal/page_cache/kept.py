"""A page as it is kept: compressed, with its mark, and ready to be given to anybody who may see it."""

from __future__ import annotations

import gzip
import hashlib
from dataclasses import astuple, dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

# Said anew for each answer, or no longer true of the compressed text.
_OWN = {"content-length", "content-encoding", "etag", "cache-control", "vary"}
# What a page may ask of the security policy, which is written outside the cache.
_POLICY = ("_csp_update", "_csp_replace")


@dataclass(frozen=True)
class KeptPage:
    """One page: compressed text, headers, mark (a weak ETag), and its wishes for the security policy."""

    compressed: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    policy: tuple[tuple[str, Any], ...]

    @classmethod
    def of(cls, response: HttpResponse) -> KeptPage:
        """Return the page of an answer that `may_be_shared`."""
        headers = tuple((name, value) for name, value in response.items() if name.lower() not in _OWN)
        policy = tuple((name, getattr(response, name)) for name in _POLICY if getattr(response, name, None))
        digest = hashlib.blake2b(response.content, digest_size=16)
        digest.update(repr((headers, policy)).encode())
        return cls(gzip.compress(response.content, 6, mtime=0), headers, f'W/"{digest.hexdigest()}"', policy)

    def packed(self) -> tuple[Any, ...]:
        """Return it as plain values, for a cache."""
        return astuple(self)

    @classmethod
    def unpacked(cls, values: tuple[Any, ...]) -> KeptPage:
        """Return what was packed."""
        return cls(*values)

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return the page, or 304 to whoever has it already.

        It is asked for anew each time, and by each who signs in: whatever stands between us and the reader may keep the
        text, but has to ask whether it is still the one.
        """
        asked = parse_etags(request.headers.get("If-None-Match", ""))
        if "*" in asked or self.etag.removeprefix("W/") in (mark.removeprefix("W/") for mark in asked):
            response: HttpResponse = HttpResponseNotModified()
        else:
            response = self._whole(request)
        response.headers["ETag"] = self.etag
        response.headers["Cache-Control"] = "no-cache"
        # Of some pages a part has the same address.
        patch_vary_headers(response, ["Accept-Encoding", "Cookie", "HX-Request"])
        for name, value in self.policy:
            setattr(response, name, value)
        return response

    def _whole(self, request: HttpRequest) -> HttpResponse:
        is_compressed = accepts_gzip(request.headers.get("Accept-Encoding", ""))
        response = HttpResponse(self.compressed if is_compressed else gzip.decompress(self.compressed))
        for name, value in self.headers:
            response.headers[name] = value
        if is_compressed:
            response.headers["Content-Encoding"] = "gzip"
        response.headers["Content-Length"] = str(len(response.content))
        return response


def accepts_gzip(accepted: str) -> bool:
    """Say whether a reader's Accept-Encoding asks for gzip and does not refuse it by giving it no weight."""
    for part in accepted.lower().split(","):
        coding, _semicolon, weight = part.partition(";")
        if coding.strip() == "gzip":
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False
