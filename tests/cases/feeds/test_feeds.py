"""A search can be followed: its feed holds what it holds, newest first, each case known by the same name for life."""

from __future__ import annotations

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.editorial.unpublishing import unpublish_page
from cases.models import CasePage
from tests.factories import make_case, make_cases, make_user

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


def _feed(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(answer.content)  # noqa: S314 - our own


def _texts(feed, name):
    return [entry.findtext(f"{ATOM}{name}") for entry in feed.iter(f"{ATOM}entry")]


def test_a_feed_holds_what_its_search_holds_and_what_atom_demands(client):
    now = timezone.now()
    for days, title in ((9, "Eldst"), (1, "Nyest & <best>"), (5, "Midt imellom")):
        case = make_case(title=title, themes=["housing"], summary=f"Om {title}.")
        CasePage.objects.filter(pk=case.pk).update(first_published_at=now - timedelta(days=days))
        CasePage.objects.get(pk=case.pk).save()
    make_case(title="En annen", themes=["youth"])
    feed = _feed(client, "/caser/feed/?theme=housing&sort=title")
    assert feed.tag == f"{ATOM}feed"
    assert set(_texts(feed, "title")) == {"Eldst", "Nyest & <best>", "Midt imellom"}
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert element.findtext(f"{ATOM}id")
        assert element.findtext(f"{ATOM}title")
        assert element.findtext(f"{ATOM}updated")
        assert element.find(f"{ATOM}link") is not None
    assert feed.findtext(f"{ATOM}author/{ATOM}name") == "KS"
    own = [link.get("href") for link in feed.findall(f"{ATOM}link") if link.get("rel") == "self"]
    assert own == ["http://testserver/caser/feed/?theme=housing&sort=title"]


def test_a_case_keeps_its_name_in_feeds_whatever_it_is_called_and_in_each_language(client):
    case = make_case(title="Før")
    make_case("en", title="In English", translation_key=case.translation_key)
    names = _texts(_feed(client, "/caser/feed/"), "id")
    case.title, case.slug = "Etter", "etter"
    case.save_revision().publish()
    assert _texts(_feed(client, "/caser/feed/"), "title") == ["Etter"]
    assert _texts(_feed(client, "/caser/feed/"), "id") == names
    english = _feed(client, "/en/cases/feed/")
    assert (_texts(english, "title"), _texts(english, "id")) == (["In English"], names)
    assert names[0].startswith("tag:localhost,2026:case/")


def test_a_case_that_is_unpublished_is_gone_with_the_next_request(client):
    case = make_case(title="Borte")
    assert _texts(_feed(client, "/caser/feed/"), "title") == ["Borte"]
    unpublish_page(page=case, user=make_user("Publishers"), reason="Ikke riktig")
    empty = _feed(client, "/caser/feed/")
    assert _texts(empty, "title") == []
    assert empty.findtext(f"{ATOM}updated")


def test_the_same_cases_make_the_same_feed_and_many_cost_no_more_than_few(client):
    counts = []
    for more in (5, 70):
        make_cases(more)
        first = client.get("/nn/casar/feed/").content
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/nn/casar/feed/").content == first
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
    assert first.count(b"<entry") == 50


def test_a_listing_leads_to_the_feed_of_its_search(client):
    make_case(themes=["housing"])
    page = client.get("/caser/?theme=housing").content.decode()
    assert 'type="application/atom+xml"' in page
    assert 'href="/caser/feed/?theme=housing"' in page


@pytest.mark.parametrize("query", ["theme=nothing", "page=9", "municipality=ingensteds", "from_year=x", "sort=z"])
def test_what_is_not_understood_is_left_out(client, query):
    make_case(title="Her")
    feed = _feed(client, f"/caser/feed/?{query}")
    assert _texts(feed, "title") == ["Her"]
