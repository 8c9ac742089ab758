"""A visitor gets the page that was made for another, as long as it is the same."""

from __future__ import annotations

import gzip
import json
from typing import Any

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from cases.models import CasePage, ConceptText
from portal.page_cache.kept import accepts_gzip
from portal.page_cache.middleware import HEADER, may_be_shared
from tests.factories import make_case, make_user
from tests.factories.stories import YOUTUBE
from tests.portal.page_cache.conftest import Commit

pytestmark = pytest.mark.django_db

PAGES = ("/", "/nn/", "/caser/", "/en/cases/", "/caser/?theme=housing&page=1", "/modellen/", "/modellen/apenhet/")


def _how(answer: Any) -> str:
    return str(answer.headers.get(HEADER, ""))


@pytest.mark.parametrize("path", PAGES)
def test_second_visitor_gets_the_first_ones_page_with_one_query(visitor: Client, path: str):
    first = visitor.get(path)
    with CaptureQueriesContext(connection) as queries:
        second = Client().get(path)
    assert (first.status_code, _how(first), _how(second)) == (200, "stored", "hit")
    assert second.content == first.content
    own = {HEADER: "", "X-Request-ID": ""}
    assert {**second.headers, **own} == {**first.headers, **own}
    # A new client is a new process: it first makes sure that the database notices every change.
    assert len(queries) == 2
    with CaptureQueriesContext(connection) as queries:
        assert _how(visitor.get(path)) == "hit"
    assert len(queries) == 1


def test_a_change_is_seen_by_the_next_request(visitor: Client, commit: Commit):
    case = make_case(slug="en-case", title="Slik var den")
    commit()
    assert "Slik var den" in visitor.get("/caser/en-case/").content.decode()
    for page in (*PAGES, "/caser/en-case/"):
        visitor.get(page)
    case.title = "Slik er den"
    case.save_revision().publish()
    ConceptText.objects.filter(concept__code="openness", locale="nb").update(name="Åpne dører")
    # Not even before it is committed does the one who made it get what was.
    assert "Slik er den" in visitor.get("/caser/en-case/").content.decode()
    commit()
    for path in ("/caser/en-case/", "/caser/", "/"):
        answer = visitor.get(path)
        assert (_how(answer), "Slik er den" in answer.content.decode()) == ("stored", True)
    assert "Åpne dører" in visitor.get("/modellen/").content.decode()
    case.unpublish()
    commit()
    assert visitor.get("/caser/en-case/").status_code == 404


def test_who_has_the_page_is_told_so_without_making_it(visitor: Client):
    page = visitor.get("/caser/")
    assert page.headers["Cache-Control"] == "no-cache"
    for mark in (page.headers["ETag"], page.headers["ETag"].removeprefix("W/"), f'"x", {page.headers["ETag"]}'):
        answer = visitor.get("/caser/", headers={"If-None-Match": mark})
        assert (answer.status_code, answer.content, _how(answer)) == (304, b"", "hit")
        assert answer.headers["ETag"] == page.headers["ETag"]
    assert visitor.get("/caser/", headers={"If-None-Match": 'W/"en annen"'}).status_code == 200
    # An edition that leaves the page as it was leaves its mark as well; so it is with pages that are made anew.
    searched = visitor.get("/caser/?q=arbeid")
    assert _how(searched) == "pass"
    assert visitor.get("/caser/?q=arbeid", headers={"If-None-Match": searched.headers["ETag"]}).status_code == 304


def test_pages_are_compressed_for_those_who_can_read_it(visitor: Client):
    plain = visitor.get("/caser/")
    packed = visitor.get("/caser/", headers={"Accept-Encoding": "br, gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert int(packed.headers["Content-Length"]) == len(packed.content) < len(plain.content) / 3
    assert "Accept-Encoding" in packed.headers["Vary"]
    assert accepts_gzip("gzip;q=0.5")
    assert not accepts_gzip("gzip; q=0, br")
    assert not accepts_gzip("identity")


def test_only_a_head_is_asked_for(visitor: Client):
    assert _how(visitor.head("/caser/")) == "pass"
    whole = visitor.get("/caser/")
    head = visitor.head("/caser/")
    assert (_how(head), head.content) == ("hit", b"")
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


@pytest.mark.parametrize(
    "path",
    ["/caser/?q=arbeid", "/caser/?utm_source=x", "/caser/?page=1&page=2&theme=a&value=b", "/caser/?theme=Ødelagt"],
)
def test_what_nobody_else_will_ask_for_is_not_kept(visitor: Client, path: str):
    assert _how(visitor.get(path)) == "pass"
    assert _how(visitor.get(path)) == "pass"


def test_who_is_signed_in_neither_gets_nor_leaves_a_page(visitor: Client):
    visitor.get("/caser/")
    member = Client()
    member.force_login(make_user("Editors"))
    for path in ("/caser/", "/"):
        answer = member.get(path)
        assert (answer.status_code, _how(answer)) == (200, "")
        assert {"private", "no-cache"} <= set(answer.headers["Cache-Control"].split(", "))
    assert _how(visitor.get("/")) == "stored"


@pytest.mark.parametrize("path", ["/finnes-ikke/", "/admin/login/", "/api/cases/", "/robots.txt", "/healthz"])
def test_what_is_no_page_for_all_is_not_kept(visitor: Client, path: str):
    visitor.get(path)
    assert _how(visitor.get(path)) == ""


def test_other_hosts_and_schemes_have_pages_of_their_own(visitor: Client):
    visitor.get("/")
    assert _how(visitor.get("/", headers={"host": "localhost"})) == "stored"
    assert _how(visitor.get("/", secure=True)) == "stored"
    assert 'hreflang="nn" href="https://' in visitor.get("/", secure=True).content.decode()


def test_a_page_keeps_its_wishes_for_the_security_policy(visitor: Client, commit: Commit):
    video = {"title": "Film", "url": YOUTUBE, "text": "Noen ler.", "poster": {}}
    make_case(slug="en-film", body=json.dumps([{"type": "video", "value": video}]))
    commit()
    made = visitor.get("/caser/en-film/")
    kept = visitor.get("/caser/en-film/")
    known = visitor.get("/caser/en-film/", headers={"If-None-Match": made.headers["ETag"]})
    assert (_how(made), _how(kept), known.status_code) == ("stored", "hit", 304)
    for answer in (made, kept, known):
        assert "frame-src https://www.youtube-nocookie.com" in answer.headers["Content-Security-Policy"]
    assert made.headers["X-Frame-Options"] == kept.headers["X-Frame-Options"] == "DENY"


@pytest.mark.parametrize(
    "change",
    [
        lambda answer: answer.set_cookie("noe", "eget"),
        lambda answer: answer.headers.__setitem__("Vary", "Accept-Language, Cookie"),
        lambda answer: answer.headers.__setitem__("Vary", "*"),
        lambda answer: answer.headers.__setitem__("Cache-Control", "no-store"),
        lambda answer: answer.headers.__setitem__("Content-Type", "application/json"),
        lambda answer: answer.headers.__setitem__("Content-Encoding", "br"),
        lambda answer: setattr(answer, "status_code", 404),
        lambda answer: setattr(answer, "content", b"x" * 1_000_001),
    ],
)
def test_what_may_be_personal_is_not_shared(change: Any):
    request, answer = RequestFactory().get("/"), HttpResponse("hei")
    assert may_be_shared(request, answer)
    change(answer)
    assert not may_be_shared(request, answer)


def test_a_number_used_once_is_not_used_again():
    request, answer = RequestFactory().get("/"), HttpResponse("hei")
    request._csp_nonce = "abc"
    assert not may_be_shared(request, answer)


def test_without_the_cache_pages_are_made_anew(visitor: Client, settings: Any):
    settings.PAGE_CACHE = False
    assert [_how(visitor.get("/")) for _time in range(2)] == ["pass", "pass"]


def test_changed_behind_everybodys_back(visitor: Client, commit: Commit):
    make_case(slug="en-case", title="Slik var den")
    commit()
    visitor.get("/caser/en-case/")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE cases_casepage SET summary = 'Rett i databasen'")
    commit()
    assert "Rett i databasen" in visitor.get("/caser/en-case/").content.decode()
    assert CasePage.objects.count() == 1
