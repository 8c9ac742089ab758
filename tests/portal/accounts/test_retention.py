"""What nobody needs is thrown away by `run_due`, a bounded part each time; no account before its owner is told."""

from __future__ import annotations

from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from django.core.mail import EmailMessage
from django.utils import timezone
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from cases.models import Invitation, Role
from cases.teams import retention as of_teams
from cases.teams.invitations import invite_member
from portal import recurring
from portal.accounts import retention
from portal.accounts.models import Session, User
from tests.factories import make_person, make_team, make_user

pytestmark = pytest.mark.django_db


def _person(email: str, *, days: float, told: float | None = None) -> User:
    """Return somebody who was here last so many days ago, and was told of the end so many days ago."""
    now = timezone.now()
    return make_person(
        email,
        last_login=now - timedelta(days=days),
        told_of_end_at=None if told is None else now - timedelta(days=told),
    )


def _run() -> list[str]:
    return [outcome.text for outcome in retention.end_unused_accounts()]


def test_owners_are_told_a_month_before_once_and_those_who_stay_away_are_deleted(mailoutbox):
    waiting = _person("a@example.org", days=340)
    told = _person("b@example.org", days=370, told=31)
    just_told = _person("c@example.org", days=370, told=29)
    back = _person("d@example.org", days=10, told=40)
    away_again = _person("e@example.org", days=340, told=500)
    assert _run() == ["1 unused accounts deleted", "2 owners of unused accounts told"]
    assert sorted(one.to[0] for one in mailoutbox) == ["a@example.org", "e@example.org"]
    assert "/logg-inn/" in mailoutbox[0].body
    assert _run() == []
    ended = {user.pk for user in User.objects.exclude(deleted_at=None)}
    assert ended == {told.pk}
    assert {one.pk for one in (waiting, just_told, back, away_again)} <= set(
        User.objects.filter(is_active=True).values_list("pk", flat=True)
    )


def test_a_right_a_team_or_an_open_session_keeps_an_account(mailoutbox):
    long_ago = timezone.now() - timedelta(days=900)
    kept = [
        make_user("Editors"),
        make_user("administrator"),
        make_team(owner=make_person("owner@example.org")).memberships.get().user,
        make_person("here@example.org"),
    ]
    Session.objects.create(
        session_key="x", session_data="", expire_date=timezone.now() + timedelta(days=1), user=kept[3]
    )
    User.objects.update(last_login=long_ago, told_of_end_at=timezone.now() - timedelta(days=40), date_joined=long_ago)
    assert _run() == []


def test_an_account_that_was_never_opened_goes_after_a_month():
    new, old = make_person("new@example.org"), make_person("old@example.org")
    User.objects.filter(pk=old.pk).update(date_joined=timezone.now() - timedelta(days=31))
    assert _run() == ["1 never opened accounts deleted"]
    new.refresh_from_db()
    assert new.is_active


def test_an_address_that_nobody_reads_keeps_no_account_and_a_silent_mail_server_does(monkeypatch):
    person = _person("a@example.org", days=340)

    def fail(error):
        def send(*_args, **_kwargs):
            raise error

        monkeypatch.setattr(EmailMessage, "send", send)

    fail(ConnectionError())
    assert [outcome.failed for outcome in retention.end_unused_accounts()] == [True]
    person.refresh_from_db()
    assert person.told_of_end_at is None
    fail(SMTPRecipientsRefused({}))
    assert _run() == []
    person.refresh_from_db()
    assert person.told_of_end_at is not None


def test_each_run_does_a_bounded_part_and_the_next_one_the_rest(monkeypatch, mailoutbox):
    monkeypatch.setattr(retention, "_LETTERS_AT_ONCE", 2)
    for number in range(3):
        _person(f"{number}@example.org", days=340)
    assert [_run(), _run(), _run()] == [
        ["2 owners of unused accounts told"],
        ["1 owners of unused accounts told"],
        [],
    ]


def test_ended_sessions_old_results_and_old_invitations_go_and_the_others_stay():
    now = timezone.now()
    for key, days in (("old", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=now + timedelta(days=days))
    closed = make_person("closed@example.org")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    Session.objects.create(session_key="closed", session_data="", expire_date=now + timedelta(days=1), user=closed)
    for days, status in (
        (15, TaskResultStatus.SUCCESSFUL),
        (13, TaskResultStatus.FAILED),
        (15, TaskResultStatus.RUNNING),
    ):
        DBTaskResult.objects.create(
            status=status, finished_at=now - timedelta(days=days), args_kwargs={}, task_path="x", run_after=now
        )
    owner = make_person()
    team = make_team(owner=owner)
    for number, field in enumerate(("accepted_at", "withdrawn_at", "expires_at", None)):
        invitation, _secret = invite_member(
            team=team, by=owner, email=f"{number}@example.org", role=Role.READER, language="nb"
        )
        if field:
            Invitation.objects.filter(pk=invitation.pk).update(**{field: now - timedelta(days=91)})
    assert [one.text for job in (retention.throw_away_sessions, retention.throw_away_results) for one in job()] == [
        "2 ended sessions deleted",
        "1 results of tasks deleted",
    ]
    assert [one.text for one in of_teams.throw_away_invitations()] == ["3 old invitations deleted"]
    assert (Session.objects.count(), DBTaskResult.objects.count(), Invitation.objects.count()) == (1, 2, 1)


def test_all_of_it_is_done_by_run_due(mailoutbox):
    _person("a@example.org", days=340)
    Session.objects.create(session_key="old", session_data="", expire_date=timezone.now() - timedelta(days=1))
    done = {outcome.text for outcome in recurring.run_all() or []}
    assert {"1 ended sessions deleted", "1 owners of unused accounts told"} <= done
