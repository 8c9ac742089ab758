"""Redis is shared by all processes, and the portal does without it when it has to."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client
from structlog.testing import capture_logs
from wagtail.models import Site

from cases.lookup import remembered_gazetteer
from cases.models import Municipality
from portal.caches import cache_settings
from portal.caches import redis as ours
from portal.caches.keys import edition_at_hand
from portal.page_cache.middleware import HEADER
from tests.redis_server import running_redis


@pytest.fixture
def no_rest(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Redis is tried again at once."""
    monkeypatch.setattr(ours, "_REST", 0.0)
    ours._away_until.clear()
    yield
    ours._away_until.clear()


def _values() -> list[Any]:
    cache = caches["default"]
    cache.set("a", {"b": "å"})
    return [cache.get("a"), cache.add("n", 1), cache.add("n", 1), cache.incr("n"), cache.get_many(["a", "n"])]


def test_all_processes_share_it_and_an_outage_is_an_empty_cache(settings: Any, tmp_path: Path, no_rest: None):
    with running_redis(tmp_path) as address:
        settings.CACHES = cache_settings(address)
        assert _values() == [{"b": "å"}, True, False, 2, {"a": {"b": "å"}, "n": 2}]
        caches["pages"].set("a", "something else")
        assert caches["default"].get("a") == {"b": "å"}
        settings.CACHES = cache_settings(f"{address}&")  # as another process would, with connections of its own
        assert caches["default"].get("a") == {"b": "å"}
        settings.CACHES = cache_settings(address)
    with capture_logs() as logs:
        assert _values() == [None, True, True, 1, {}]
        caches["pages"].delete_many(["a"])
        assert caches["pages"].get("a", "nothing") == "nothing"
    assert [line["event"] for line in logs] == ["redis is away; the portal goes on without a cache"]
    with running_redis(tmp_path), capture_logs() as logs:
        assert _values() == [{"b": "å"}, True, False, 2, {"a": {"b": "å"}, "n": 2}]
    assert [line["event"] for line in logs] == ["redis is back"]


def test_while_redis_is_away_it_is_not_asked_for_each_thing(settings: Any, monkeypatch: pytest.MonkeyPatch):
    asked: list[str] = []

    def refuse(_self: Any, key: str, _default: Any) -> None:
        asked.append(key)
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.cache.backends.redis.RedisCacheClient.get", refuse)
    settings.CACHES = cache_settings("redis://redis.invalid/0")
    with capture_logs() as logs:
        assert [caches["default"].get(key, 0) for key in "abc"] == [0, 0, 0]
    assert len(asked) == len(logs) == 1
    assert "redis.invalid" not in str(logs)  # nor a password
    ours._away_until.clear()


@pytest.mark.django_db
def test_pages_are_served_without_redis(client: Client, settings: Any, no_rest: None):
    settings.CACHES = cache_settings("redis://127.0.0.1:1/0")
    settings.PAGE_CACHE = True
    for _time in range(2):
        answer = client.get("/caser/")
        assert (answer.status_code, answer.headers[HEADER]) == (200, "stored")


@pytest.mark.django_db
def test_what_pages_are_made_of_belongs_to_an_edition():
    before = Site.get_site_root_paths(), remembered_gazetteer()
    Site.objects.update(hostname="nytt.example")
    Municipality.objects.filter(number="3203").update(name="Nyasker")
    assert (Site.get_site_root_paths(), remembered_gazetteer()) == before  # what would be gone on with for a while
    token = edition_at_hand.set("the-next-one")
    try:
        assert "nytt.example" in Site.get_site_root_paths()[0].root_url
        assert remembered_gazetteer().find("Nyasker")
    finally:
        edition_at_hand.reset(token)
