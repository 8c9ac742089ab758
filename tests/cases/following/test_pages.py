"""The pages of who follows a search: without an account, a script or a cookie, by whoever owns the address."""

from __future__ import annotations

import re
from datetime import timedelta
from smtplib import SMTPServerDisconnected
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.following import addresses, views
from cases.following.addresses import change_link, confirm_link, stop_link
from cases.models import Follow, Frequency
from portal.rate_limits import Limit
from tests.factories import make_case, make_cases, make_follow

pytestmark = pytest.mark.django_db
FORM = "/caser/folg/"
FILLED = {"search": "theme=housing", "email": "kari@example.org", "frequency": "weekly"}


@pytest.fixture
def client() -> Client:
    """A client that a form from elsewhere cannot speak for, as in real life."""
    return Client(enforce_csrf_checks=True)


def _page(answer, status: int = 200) -> BeautifulSoup:
    assert answer.status_code == status
    assert not answer.cookies
    return BeautifulSoup(answer.content, "html.parser")


def _link_in(mail) -> str:
    found = re.search(r"http://localhost:8000(/\S+)", mail.body) or pytest.fail(mail.body)
    return found[1]


def _path(link: str) -> str:
    return urlsplit(link).path


def test_a_search_is_followed_changed_and_stopped_without_a_script_or_a_cookie(client, mailoutbox):
    make_case(title="Et hus", themes=["housing"])
    page = _page(client.get("/caser/?q=hus&theme=housing&sort=title&utm_source=x"))
    form = page.find("form", id="follow") or pytest.fail("no form")
    fields = {field["name"]: field.get("value", "") for field in page.select("input[form=follow]")}
    assert (form["method"], form["action"]) == ("post", FORM)
    answer = client.post(FORM, {**fields, "email": " Kari@Example.org ", "frequency": "monthly"})
    assert "Se i innboksen din" in _page(client.get(answer.url)).h1.text
    follow = Follow.objects.get()
    assert (follow.email, follow.parameters, follow.language) == ("kari@example.org", "q=hus&theme=housing", "nb")
    confirm = _link_in(mailoutbox[0])
    page = _page(client.get(confirm))
    assert [item.text for item in page.select(".followed li")] == ["«hus»", "Bolig"]
    assert not Follow.objects.filter(confirmed_at__isnull=False)
    own = client.post(confirm).url
    page = _page(client.get(own))
    assert page.select_one("[name=frequency] [selected]")["value"] == "monthly"
    assert "Endringen er lagret." in _page(client.post(own, {"frequency": "weekly"}, follow=True)).text
    assert Follow.objects.get().frequency == Frequency.WEEKLY
    stop = page.select_one(".follow__stop form")["action"]
    _page(client.get(stop))
    assert Follow.objects.exists()
    assert "Adressen din er slettet" in _page(client.post(stop)).text
    assert not Follow.objects.exists()
    for address in (own, stop, confirm):
        _page(client.get(address), 410)
    _page(client.post(own, {"frequency": "weekly"}), 410)
    _page(client.post(stop))


def test_the_answer_is_the_same_whether_somebody_follows_already(client, mailoutbox):
    make_follow(parameters="theme=housing", language="nb")
    answers = [client.post(FORM, {**FILLED, "email": email}) for email in ("kari@example.org", "ny@example.org")]
    assert answers[0].url == answers[1].url
    assert answers[0].headers.keys() == answers[1].headers.keys()
    known, new = mailoutbox
    assert "/endre/" in _link_in(known)
    assert "/bekreft/" in _link_in(new)
    assert Follow.objects.get(email="kari@example.org").confirmed_at


def test_an_address_is_written_to_so_often_and_the_answer_is_the_same(client, mailoutbox, monkeypatch):
    monkeypatch.setattr(views, "LETTERS", Limit("follow-letters", most=2, seconds=3600))
    answers = [client.post(FORM, {**FILLED, "search": f"q={n}", "email": "Kari@example.org"}) for n in range(4)]
    assert {answer.status_code for answer in answers} == {302}
    assert len(mailoutbox) == 2
    client.post(FORM, {**FILLED, "email": "per@example.org"})
    assert len(mailoutbox) == 3


def test_a_network_that_asks_too_often_is_told_so_and_nothing_is_lost(client, mailoutbox, monkeypatch):
    monkeypatch.setattr(views, "ASKED", Limit("follow-asked", most=1, seconds=3600))
    client.post(FORM, FILLED)
    page = _page(client.post(FORM, FILLED), 429)
    assert page.select_one("[name=email]")["value"] == "kari@example.org"
    assert len(mailoutbox) == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"email": ""}, "Skriv e-postadressen din."),
        ({"email": "kari@"}, "Dette er ikke en hel e-postadresse"),
        ({"email": "a@b.no\nBcc: per@example.org"}, "Dette er ikke en hel e-postadresse"),
        ({"frequency": "hourly"}, "Velg hvor ofte"),
        ({"search": "q=" + "%F0%9F%99%82" * 200}, "Søket er for langt"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_written_stays(client, mailoutbox, changes, fault):
    page = _page(client.post(FORM, {**FILLED, **changes}))
    assert fault in page.select_one("main").text
    assert page.select_one("[name=email]")["value"] == changes.get("email", "kari@example.org")
    assert page.select_one("[name=search]")["value"]
    assert page.title.text.startswith("Rett opp dette først")
    assert mailoutbox == []
    assert not Follow.objects.exists()


def test_only_what_a_search_understands_is_kept(client, mailoutbox):
    search = (
        "theme=youth&theme=housing&theme=nonsense&municipality=Larvik&page=7&like=0301&x=1&sort=title&from_year=2019"
    )
    client.post(FORM, {**FILLED, "search": search})
    assert Follow.objects.get().parameters == "from_year=2019&municipality=3909&theme=housing&theme=youth"
    client.post(FORM, {**FILLED, "search": "theme=housing&theme=youth&municipality=3909&from_year=2019"})
    assert Follow.objects.count() == 1


@pytest.mark.parametrize("search", ["q=%00", "municipality=%00", "%00=1", "&" * 9000, "q=%ff%fe", "value=%ED%A0%80"])
def test_a_strange_search_breaks_nothing(client, search):
    assert client.post(FORM, {**FILLED, "search": search}).status_code in (302, 400)


def test_the_first_e_mail_carries_no_words_of_whoever_asked(client, mailoutbox):
    client.post(FORM, {**FILLED, "search": "q=Vinn+en+bil+p%C3%A5+example.com&theme=housing"})
    mail = mailoutbox[0]
    for text in (mail.subject, mail.body, mail.alternatives[0][0]):
        assert "bil" not in text
    assert "Bolig" in mail.body


def test_a_mail_server_that_is_away_is_told_of(client, monkeypatch):
    def away(self, messages):
        raise SMTPServerDisconnected

    monkeypatch.setattr(EmailBackend, "send_messages", away)
    page = _page(client.post(FORM, FILLED), 503)
    assert "Vi fikk ikke sendt e-posten" in page.text
    assert page.select_one("[name=email]")["value"] == "kari@example.org"


def test_a_link_confirms_once_and_for_three_days(client, monkeypatch):
    follow = make_follow(confirmed=False, parameters="theme=housing")
    link = _path(confirm_link(follow))
    monkeypatch.setattr(addresses, "CONFIRMABLE", timedelta(seconds=-1))
    page = _page(client.post(link), 410)
    assert "for gammel" in page.h1.text
    assert page.select_one(f'main a[href="{FORM}?theme=housing"]')
    assert not Follow.objects.filter(confirmed_at__isnull=False)
    monkeypatch.undo()
    assert client.post(link).status_code == 302
    before = Follow.objects.values().get()
    page = _page(client.post(link), 410)
    assert "allerede bekreftet" in page.h1.text
    assert not page.select('main a[href*="endre"]')
    assert Follow.objects.values().get() == before


def test_one_who_follows_cannot_reach_another_and_no_link_does_the_work_of_another(client):
    own, other = make_follow(), make_follow("per@example.org")
    waiting = make_follow("ny@example.org", confirmed=False)
    token = _path(change_link(own)).split("/")[-2]
    confirm = _path(confirm_link(waiting)).split("/")[-2]
    mixed = f"{other.address}.{token.partition('.')[2]}"
    for wrong in (mixed, f"{token}x", token.partition(".")[0], confirm, "x", f"{waiting.address}.{'A' * 43}"):
        for view in ("endre", "stopp"):
            assert client.get(f"{FORM}{view}/{wrong}/").status_code == 404
            assert client.post(f"{FORM}{view}/{wrong}/", {"frequency": "monthly"}).status_code == 404
    assert client.post(f"{FORM}bekreft/{token}/").status_code == 404
    assert client.post(_path(stop_link(waiting))).status_code == 200
    assert Follow.objects.filter(frequency="weekly", email__in=["kari@example.org", "per@example.org"]).count() == 2


def test_the_pages_speak_the_language_of_the_search(client, mailoutbox):
    for index, words in (("/nn/casar/", "Stadfest"), ("/en/cases/", "Confirm")):
        page = _page(client.get(index))
        client.post(page.find("form", id="follow")["action"], {**FILLED, "email": f"{words}@example.org"})
        mail = mailoutbox.pop()
        assert mail.subject.startswith(words)
        assert _link_in(mail).startswith(
            index.replace("casar", "casar/folg/stadfest").replace("cases", "cases/follow/confirm")
        )
        assert client.get(_link_in(mail)).status_code == 200


def test_the_search_page_leads_to_its_feed(client):
    make_case(themes=["housing"])
    page = _page(client.get("/caser/?theme=housing"))
    feed = page.select_one(".follow__feed a")["href"]
    assert feed == "/caser/feed/?theme=housing"
    assert client.get(feed).status_code == 200


def test_the_pages_are_kept_by_nobody_and_found_by_no_search_engine(client):
    follow = make_follow()
    for address in (FORM, _path(change_link(follow)), _path(stop_link(follow))):
        answer = client.get(address)
        assert _page(answer).select_one("meta[name=robots]")["content"] == "noindex"
        assert "no-store" in answer["Cache-Control"]


def test_the_pages_cost_the_same_for_many_cases_as_for_few(client):
    follow = make_follow(parameters="theme=housing&municipality=3203")
    counts = []
    for more in (2, 20):
        make_cases(more)
        client.get(_path(change_link(follow)))
        with CaptureQueriesContext(connection) as queries:
            _page(client.get(_path(change_link(follow))))
        counts.append(len(queries))
    assert counts[0] == counts[1]
    assert counts[0] <= 15


@pytest.mark.parametrize(
    "address", [f"kari@{'ø' * 63}.no", f"kari@{'.'.join(['øæåöäü' * 7] * 5)}.no", "kari@\u200f\u05d0a.no"], ids=len
)
def test_an_address_to_which_nothing_can_be_sent_is_said_to_be_none(client, mailoutbox, address):
    page = _page(client.post(FORM, {**FILLED, "email": address}))
    assert page.find(id="follow-email")["value"] == address
    assert "hel e-postadresse" in page.find(id="follow-email-fault").text
    assert not mailoutbox
    assert not Follow.objects.exists()


def test_an_address_is_followed_once_however_its_domain_is_written(client, mailoutbox):
    for address in ("kari@example.org", "kari@\uff25xample.org", "KARI@\u212fxample.ORG"):
        client.post(FORM, {**FILLED, "email": address})
    assert Follow.objects.get().email == "kari@example.org"
