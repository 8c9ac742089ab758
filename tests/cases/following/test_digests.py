"""Followers are told of what is new and fits, once, and not before they have confirmed."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused
from typing import Any

import psycopg
import pytest
from django.core.mail.backends.locmem import EmailBackend
from django.db import connection, transaction
from django.utils import timezone

from cases.editorial.unpublishing import unpublish_page
from cases.following import digests
from cases.following.digests import send_digests
from cases.models import CasePage, Follow, Frequency
from tests.factories import make_case, make_follow, make_user

pytestmark = pytest.mark.django_db


def _ago(days: float) -> Any:
    return timezone.now() - timedelta(days=days)


def _new(title: str, days: float = 1, locale: str = "nb", **fields: Any) -> CasePage:
    return make_case(locale, title=title, first_published_at=_ago(days), **fields)


def _told(mailoutbox) -> list[tuple[str, list[str]]]:
    """Run the job, and return whom it wrote to, with the cases of each e-mail."""
    list(send_digests())
    titles = CasePage.objects.values_list("title", flat=True)
    sent = []
    for mail in mailoutbox:
        lines = {line.partition(" (")[0] for line in mail.body.splitlines()}
        sent.append((mail.to[0], sorted(lines.intersection(titles))))
    mailoutbox.clear()
    return sent


def test_a_follower_is_told_once_of_what_is_new_and_fits(mailoutbox):
    _new("Gammel", 9, themes=["housing"])
    _new("Ny", 2, themes=["housing"])
    _new("Noe annet", 2, themes=["youth"])
    make_follow(parameters="theme=housing")
    assert _told(mailoutbox) == [("kari@example.org", ["Ny"])]
    assert _told(mailoutbox) == []
    Follow.objects.update(told_until=_ago(7))
    CasePage.objects.update(first_published_at=_ago(9))
    assert _told(mailoutbox) == []


def test_words_mean_what_they_mean_in_the_search(mailoutbox):
    _new("Losslatte i arbeid", summary="Arbeid etter soning.")
    _new("Utlån av ski", summary="Sportsutstyr til alle.")
    make_follow(parameters="q=l%C3%B8slatelse")
    assert _told(mailoutbox) == [("kari@example.org", ["Losslatte i arbeid"])]


def test_nothing_new_is_no_e_mail_and_the_next_time_comes_a_week_later(mailoutbox):
    follow = make_follow()
    assert _told(mailoutbox) == []
    follow.refresh_from_db()
    assert follow.told_until > _ago(0.1)
    _new("Litt for tidlig", 0)
    assert _told(mailoutbox) == []


def test_each_frequency_has_its_time(mailoutbox):
    _new("Ny", 2)
    make_follow("uke@example.org", days=7)
    make_follow("tidlig@example.org", days=6)
    make_follow("maaned@example.org", days=8, frequency=Frequency.MONTHLY)
    make_follow("ferdig@example.org", days=30, frequency=Frequency.MONTHLY)
    assert _told(mailoutbox) == [("ferdig@example.org", ["Ny"]), ("uke@example.org", ["Ny"])]


def test_nobody_is_told_who_has_not_confirmed(mailoutbox):
    _new("Ny")
    make_follow(confirmed=False)
    assert _told(mailoutbox) == []


def test_what_is_taken_off_before_it_is_told_is_not_told(mailoutbox):
    gone = _new("Borte")
    _new("Her")
    make_follow()
    unpublish_page(page=gone, user=make_user("Publishers"), reason="Ikke riktig")
    assert _told(mailoutbox) == [("kari@example.org", ["Her"])]


def test_a_translation_of_an_old_case_is_no_news_and_a_new_case_comes_in_the_readers_language(mailoutbox):
    old = _new("Gammel", 20)
    _new("Gamal", 1, "nn", translation_key=old.translation_key)
    new = _new("Ny", 2)
    _new("Nynorsk ny", 2, "nn", translation_key=new.translation_key)
    make_follow(language="nn")
    assert _told(mailoutbox) == [("kari@example.org", ["Nynorsk ny"])]


def test_who_has_stopped_is_not_told(mailoutbox):
    _new("Ny")
    make_follow().delete()
    assert _told(mailoutbox) == []


def _post_that(monkeypatch: pytest.MonkeyPatch, **raised: BaseException) -> None:
    """Let the mail server raise something for some addresses, by their first part."""
    send = EmailBackend.send_messages

    def fussy(self: EmailBackend, messages: Any) -> int:
        error = raised.get(messages[0].to[0].partition("@")[0])
        if error:
            raise error
        return send(self, messages)

    monkeypatch.setattr(EmailBackend, "send_messages", fussy)


def test_a_run_that_is_killed_goes_on_where_it_was(mailoutbox, monkeypatch):
    _new("Ny")
    for name, days in (("forst", 10), ("midt", 9), ("sist", 8)):
        make_follow(f"{name}@example.org", days=days)
    with monkeypatch.context() as patch:
        _post_that(patch, midt=KeyboardInterrupt())
        with pytest.raises(KeyboardInterrupt):
            list(send_digests())
    assert [mail.to for mail in mailoutbox] == [["forst@example.org"]]
    mailoutbox.clear()
    assert [to for to, _cases in _told(mailoutbox)] == ["midt@example.org", "sist@example.org"]


def test_an_e_mail_that_is_sent_again_bears_the_same_name(mailoutbox):
    _new("Ny")
    follow = make_follow()
    for _time in range(2):
        Follow.objects.update(told_until=follow.told_until)
        list(send_digests())
    first, second = (mail.extra_headers["Message-ID"] for mail in mailoutbox)
    assert first == second
    Follow.objects.update(told_until=follow.told_until - timedelta(days=1))
    list(send_digests())
    assert mailoutbox[2].extra_headers["Message-ID"] != first


def test_a_mail_server_that_is_away_keeps_all_waiting(mailoutbox, monkeypatch):
    _new("Ny")
    make_follow("a@example.org", days=9)
    make_follow("b@example.org")
    with monkeypatch.context() as patch:
        _post_that(patch, a=ConnectionRefusedError("nobody there"))
        outcomes = list(send_digests())
    assert [outcome.failed for outcome in outcomes] == [True]
    assert "@" not in outcomes[0].text
    assert [to for to, _cases in _told(mailoutbox)] == ["a@example.org", "b@example.org"]


def test_an_address_that_is_refused_waits_alone_and_is_tried_again(mailoutbox, monkeypatch):
    _new("Ny")
    make_follow("a@example.org", days=9)
    make_follow("b@example.org")
    with monkeypatch.context() as patch:
        _post_that(patch, a=SMTPRecipientsRefused({"a@example.org": (550, b"unknown")}))
        assert [to for to, _cases in _told(mailoutbox)] == ["b@example.org"]
    assert _told(mailoutbox) == []
    Follow.objects.update(not_before=_ago(0))
    assert _told(mailoutbox) == [("a@example.org", ["Ny"])]


def test_an_address_that_is_refused_for_two_months_is_forgotten_and_no_other(mailoutbox, monkeypatch):
    _new("Ny")
    for name, days in (("gone", 68), ("lately", 66)):
        make_follow(f"{name}@example.org", days=days)
    refused = SMTPRecipientsRefused({"x": (550, b"unknown")})
    with monkeypatch.context() as patch:
        _post_that(patch, gone=refused, lately=refused)
        assert _told(mailoutbox) == []
    assert [follow.email for follow in Follow.objects.all()] == ["lately@example.org"]


def test_a_run_sends_so_many_and_the_next_one_the_rest(mailoutbox, monkeypatch):
    monkeypatch.setattr(digests, "MOST_SENT", 2)
    _new("Ny")
    for number in range(3):
        make_follow(f"{number}@example.org")
    assert [to for to, _cases in _told(mailoutbox)] == ["0@example.org", "1@example.org"]
    assert [to for to, _cases in _told(mailoutbox)] == ["2@example.org"]


def test_two_runs_at_once_tell_nobody_twice(mailoutbox):
    """The other run is another connection, for which the follower has to be in the database for good."""
    _new("Ny")
    parameters = {**connection.get_connection_params(), "cursor_factory": None, "context": None}
    with psycopg.connect(**{name: value for name, value in parameters.items() if value is not None}) as other:
        with transaction.atomic():
            row = make_follow()
            values = Follow.objects.filter(pk=row.pk).values().get()
            transaction.set_rollback(True)
        columns = ", ".join(values)
        other.execute(
            f"INSERT INTO cases_follow ({columns}) VALUES ({', '.join(['%s'] * len(values))})",  # noqa: S608 - ours
            list(values.values()),
        )
        other.commit()
        try:
            other.execute("SELECT 1 FROM cases_follow FOR UPDATE")
            assert _told(mailoutbox) == []
            other.rollback()
            with transaction.atomic():
                assert _told(mailoutbox) == [("kari@example.org", ["Ny"])]
                # Let go of the row.
                transaction.set_rollback(True)
        finally:
            other.rollback()
            other.execute("DELETE FROM cases_follow")
            other.commit()


def test_an_e_mail_reads_well_and_can_be_stopped_with_one_click(mailoutbox, client):
    _new("Åpne dører & <vinduer>", place="Larvik", summary="Familier & fagfolk.", themes=["housing"])
    for number in range(21):
        _new(f"Case {number}", 2, themes=["housing"])
    make_follow(parameters="q=familier&theme=housing", language="en")
    make_follow(parameters="theme=housing", email="per@example.org")
    list(send_digests())
    per, kari = sorted(mailoutbox, key=lambda mail: mail.to, reverse=True)
    assert per.subject == "22 nye caser som passer søket ditt"
    assert "Åpne dører & <vinduer>\nLarvik\nFamilier & fagfolk.\nhttp://localhost:8000/caser/" in per.body
    assert "Og 2 til." in per.body
    assert "http://localhost:8000/caser/?theme=housing\n" in per.body
    html = per.alternatives[0][0]
    assert '<html lang="nb">' in html
    assert "Åpne dører &amp; &lt;vinduer&gt;" in html
    assert "<img" not in html
    assert kari.subject == "1 new case that fits your search"
    assert "“familier”, " in kari.body
    assert '<html lang="en">' in kari.alternatives[0][0]
    assert 'lang="nb"' in kari.alternatives[0][0]
    address = per.extra_headers["List-Unsubscribe"].strip("<>")
    assert per.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert address in per.body
    assert per.message().as_bytes()
    answer = client.post(address.removeprefix("http://localhost:8000"), {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert [follow.email for follow in Follow.objects.all()] == ["kari@example.org"]
