"""The open API says how much it bears, refuses more in a way that programs understand, and is cheap to ask again."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.editorial.unpublishing import unpublish_page
from portal import rate_limits
from tests.factories import make_case, make_user
from tests.portal.page_cache.conftest import commit

pytestmark = pytest.mark.django_db
ADDRESS = "/api/cases/?theme=housing"
__all__ = ["commit"]


@pytest.fixture
def three_a_minute(settings, monkeypatch):
    settings.API_REQUESTS_A_MINUTE = 3
    monkeypatch.setattr(rate_limits.time, "time", lambda: 1_000_000.0)


def test_an_address_that_asks_too_much_is_told_when_to_come_back(client, three_a_minute):
    answers = [client.get("/api/schema/") for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    refused = answers[-1]
    assert refused.headers["RateLimit-Limit"] == "3"
    assert refused.headers["Retry-After"] == refused.headers["RateLimit-Reset"] == "20"
    assert refused.headers["Content-Type"] == "application/problem+json"
    assert (refused.json()["status"], refused.headers["Access-Control-Allow-Origin"]) == (429, "*")
    assert Client(REMOTE_ADDR="192.0.2.9").get("/api/schema/").status_code == 200


def test_what_one_has_already_is_not_sent_again_until_something_is_published(client, commit):
    case = make_case(themes=["housing"], title="Den første")
    commit()
    first = client.get(ADDRESS)
    mark = first.headers["ETag"]
    with CaptureQueriesContext(connection) as queries:
        again = client.get(ADDRESS, headers={"If-None-Match": mark})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", mark)
    assert len(queries) == 1
    assert client.get("/api/cases/?theme=youth", headers={"If-None-Match": mark}).status_code == 200
    unpublish_page(page=case, user=make_user("Publishers"), reason="Ikke riktig lenger")
    commit()
    after = client.get(ADDRESS, headers={"If-None-Match": mark})
    assert (after.status_code, after.json()["count"]) == (200, 0)


def test_an_answer_that_is_kept_is_the_answer_that_was_made(client, commit):
    make_case(themes=["housing"], title="Å bo sammen")
    commit()
    made = client.get(ADDRESS)
    with CaptureQueriesContext(connection) as queries:
        kept = client.get(ADDRESS)
    assert len(queries) == 1
    assert kept.json() == made.json()
    assert kept.headers["Content-Type"] == made.headers["Content-Type"]
    assert client.get(ADDRESS, headers={"Accept-Encoding": "gzip"}).headers["Content-Encoding"] == "gzip"
    refused = client.get("/api/cases/?page_size=0")
    assert (refused.status_code, refused.has_header("ETag")) == (400, False)
