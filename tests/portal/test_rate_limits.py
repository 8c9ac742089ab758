"""Rate limits: counted for each network, begun anew after a while, and kept without anybody's address."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import RequestFactory

from portal import rate_limits
from portal.rate_limits import Limit, network_of, use

LIMIT = Limit("test", most=3, seconds=60)


@pytest.fixture
def clock(monkeypatch):
    """A clock that stands still until it is moved."""
    cache.clear()
    moments = [1_000_000.0]
    monkeypatch.setattr(rate_limits.time, "time", lambda: moments[-1])
    return moments


def _from(address: str, **headers: str):
    return RequestFactory().get("/", REMOTE_ADDR=address, **headers)


def test_what_is_beyond_the_limit_is_too_much_until_the_span_is_over(clock):
    used = [use(LIMIT, _from("192.0.2.1")) for _ in range(4)]
    assert [one.is_over for one in used] == [False, False, False, True]
    assert [one.remaining for one in used] == [2, 1, 0, 0]
    assert use(LIMIT, _from("192.0.2.2")).times == 1, "another address has its own count"
    assert use(Limit("other", 3, 60), _from("192.0.2.1")).times == 1, "and so has another limit"
    clock.append(clock[-1] + used[-1].seconds_left)
    assert use(LIMIT, _from("192.0.2.1")).times == 1


def test_one_who_has_a_whole_network_of_ipv6_is_one():
    assert network_of(_from("2001:db8::1")) == network_of(_from("2001:db8::ffff:2"))
    assert network_of(_from("2001:db8:0:1::1")) != network_of(_from("2001:db8::1"))
    assert network_of(_from("::ffff:192.0.2.7")) == "192.0.2.7"


def test_what_a_sender_writes_of_itself_counts_only_behind_a_trusted_proxy(settings):
    forged = {"HTTP_X_FORWARDED_FOR": "198.51.100.9, 203.0.113.5"}
    assert network_of(_from("192.0.2.1", **forged)) == "192.0.2.1"
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    assert network_of(_from("127.0.0.1", **forged)) == "203.0.113.5"
    assert network_of(_from("", HTTP_X_FORWARDED_FOR="nonsense")) == "unknown"
    for seen, whom in {
        "203.0.113.5:49152": "203.0.113.5",
        "[2001:db8::1]:49152": "2001:db8::/64",
        "[2001:db8::1]": "2001:db8::/64",
        "2001:db8::1": "2001:db8::/64",
    }.items():
        assert network_of(_from("127.0.0.1", HTTP_X_FORWARDED_FOR=f"198.51.100.9, {seen}")) == whom
