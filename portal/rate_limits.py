"""How often somebody may do something: a count for each network address and span of time, in the cache alone.

A town hall has one address for all who work there: what is allowed is far beyond what they do, and far below what a
program does.
"""

from __future__ import annotations

import ipaddress
import re
import time
from dataclasses import dataclass

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

_WITH_PORT = re.compile(r"(?:(?P<four>[0-9.]+)|\[(?P<six>[^\[\]]+)\])(?::[0-9]+)?")


@dataclass(frozen=True)
class Limit:
    """How many times something may be done in a span of seconds, by one address."""

    name: str
    most: int
    seconds: int


@dataclass(frozen=True)
class Used:
    """How much of a limit is used up, this time included, and in how many seconds it begins anew."""

    limit: Limit
    times: int
    seconds_left: int

    @property
    def is_over(self) -> bool:
        """Say whether it is too much."""
        return self.times > self.limit.most

    @property
    def remaining(self) -> int:
        """Return how many times are left."""
        return max(self.limit.most - self.times, 0)


def use(limit: Limit, request: HttpRequest) -> Used:
    """Count one time for the network that a request comes from, and return what is used."""
    return use_for(limit, network_of(request))


def use_for(limit: Limit, whom: str) -> Used:
    """Count one time for whomever a text names, and return what is used; the text itself is not kept."""
    key, seconds_left = _counter(limit, whom)
    cache.add(key, 0, limit.seconds)
    try:
        times = cache.incr(key)
    except ValueError:  # it was thrown away in between
        times = 1
    return Used(limit, times, seconds_left)


def next_use(limit: Limit, request: HttpRequest) -> Used:
    """Return what one more time would come to for the network that a request comes from, and count nothing."""
    key, seconds_left = _counter(limit, network_of(request))
    return Used(limit, cache.get(key, 0) + 1, seconds_left)


def _counter(limit: Limit, whom: str) -> tuple[str, int]:
    """Return the key of somebody's count in this span of time, and in how many seconds the span ends."""
    now = int(time.time())
    began = now - now % limit.seconds
    who = salted_hmac("rate limit", f"{whom} {began}").hexdigest()[:24]
    return f"limit:{limit.name}:{who}", began + limit.seconds - now


def network_of(request: HttpRequest) -> str:
    """Return whom a request comes from: an IPv4 address, or the network that one subscriber has of IPv6.

    Behind a proxy that the settings trust it is what the proxy saw, the last of `X-Forwarded-For`.
    """
    seen = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER:
        seen = _without_port(request.META.get("HTTP_X_FORWARDED_FOR", "").rpartition(",")[2].strip()) or seen
    try:
        address = ipaddress.ip_address(seen)
    except ValueError:
        return "unknown"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.IPv6Network((int(address), 64), strict=False))
    return str(address)


def _without_port(seen: str) -> str:
    """Return an address without the port that some proxies write behind it; else all readers would be one."""
    found = _WITH_PORT.fullmatch(seen)
    return found["four"] or found["six"] if found else seen
