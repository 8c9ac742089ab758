"""Whoever sees to a measurement is reminded of it: once for each day that it is due, while it is theirs to do."""

from __future__ import annotations

from datetime import date, timedelta
from smtplib import SMTPConnectError
from typing import Any

import pytest
from django.core import mail
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from cases.models import Membership, Role
from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan
from toolkit.impact.codes import Frequency
from toolkit.impact.due import add_months
from toolkit.impact.reminders import remind
from toolkit.impact.snoozing import snooze_indicator
from toolkit.models import Indicator, Plan

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 24)


@pytest.fixture
def writer() -> Any:
    """Return somebody who measures."""
    return make_person("writer@example.org")


@pytest.fixture
def plan(writer: Any) -> Plan:
    """Return the plan of a team that the writer is in."""
    return make_plan(make_team("Ut i jobb", owner=make_person("owner@example.org"), writer=writer))


def on(monkeypatch: pytest.MonkeyPatch, day: date) -> list[EmailMessage]:
    """Run the job on a day, and return what it has sent."""
    monkeypatch.setattr(timezone, "localdate", lambda *_args: day)
    before = len(mail.outbox)
    list(remind())
    return mail.outbox[before:]


def regular(plan: Plan, person: Any, **fields: Any) -> Indicator:
    """Return an indicator that somebody is reminded of each month."""
    given = {"frequency": Frequency.MONTHLY, "first_due": date(2026, 1, 24), "reminded": person, **fields}
    return make_indicator(plan, **given)


def test_one_letter_tells_all_that_is_due_in_a_plan_once(
    monkeypatch: pytest.MonkeyPatch, plan: Plan, writer: Any
) -> None:
    first = regular(plan, writer, name="Folk i jobb")
    once = regular(plan, writer, name="Folk med nettverk", frequency="", first_due=date(2026, 11, 1))
    make_measurement(regular(plan, writer, name="Målt i tide"), on=date(2026, 11, 20))
    regular(plan, writer, name="Senere", first_due=date(2026, 12, 1))
    regular(plan, None, name="Ingen sin")
    (sent,) = on(monkeypatch, TODAY)
    body = str(sent.body)
    assert sent.to == ["writer@example.org"]
    for indicator in (first, once):
        assert indicator.name in body
        assert reverse("measure", args=[plan.team_id, indicator.key]) in body
    assert "Ut i jobb" in body
    assert not any(name in body for name in ("Målt i tide", "Senere", "Ingen sin"))
    assert on(monkeypatch, TODAY) == []
    assert on(monkeypatch, TODAY + timedelta(days=5)) == []
    later = [str(letter.body) for letter in on(monkeypatch, add_months(TODAY, 1))]
    assert len(later) == 1
    assert "Folk i jobb" in later[0]
    assert "Målt i tide" in later[0]
    assert "Folk med nettverk" not in later[0]


def test_each_person_and_each_plan_has_a_letter(monkeypatch: pytest.MonkeyPatch, plan: Plan, writer: Any) -> None:
    owner = Membership.objects.get(team=plan.team, role=Role.OWNER).user
    regular(plan, writer)
    regular(plan, owner)
    regular(make_plan(make_team(owner=writer)), writer)
    assert sorted(letter.to[0] for letter in on(monkeypatch, TODAY)) == [
        "owner@example.org",
        "writer@example.org",
        "writer@example.org",
    ]


def test_who_left_cannot_sign_in_or_only_reads_is_left_in_peace(
    monkeypatch: pytest.MonkeyPatch, plan: Plan, writer: Any
) -> None:
    gone, asleep, reader = make_person(), make_person(is_active=False), make_person()
    for person, role in ((asleep, Role.WRITER), (reader, Role.READER)):
        Membership.objects.create(team=plan.team, user=person, role=role)
    for person in (gone, asleep, reader):
        regular(plan, person)
    regular(make_plan(make_team(owner=writer), deleted_at=timezone.now()), writer)
    assert on(monkeypatch, TODAY) == []


def test_what_is_put_off_is_told_when_the_time_is_over(
    monkeypatch: pytest.MonkeyPatch, plan: Plan, writer: Any
) -> None:
    indicator = regular(plan, writer)
    assert len(on(monkeypatch, TODAY)) == 1
    snooze_indicator(indicator=indicator, by=writer, until=TODAY + timedelta(days=14))
    assert on(monkeypatch, TODAY + timedelta(days=13)) == []
    assert len(on(monkeypatch, TODAY + timedelta(days=14))) == 1
    assert on(monkeypatch, TODAY + timedelta(days=15)) == []


def test_a_run_that_is_killed_reminds_nobody_twice(monkeypatch: pytest.MonkeyPatch, plan: Plan, writer: Any) -> None:
    regular(plan, writer)

    def killed(letter: EmailMessage, *_args: Any) -> int:
        mail.outbox.append(letter)
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", killed)
        with pytest.raises(KeyboardInterrupt):
            on(patched, TODAY)
    assert len(mail.outbox) == 1
    assert on(monkeypatch, TODAY) == []


def test_what_the_server_did_not_take_is_tried_again(monkeypatch: pytest.MonkeyPatch, plan: Plan, writer: Any) -> None:
    regular(plan, writer)

    def refused(*_args: Any) -> int:
        raise SMTPConnectError(421, "busy")

    with monkeypatch.context() as patched:
        patched.setattr(EmailMessage, "send", refused)
        assert on(patched, TODAY) == []
    assert len(on(monkeypatch, TODAY)) == 1
