"""History answers what stood there on a day, who changed it and why; an evaluation keeps the plan as it was."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from cases.models import Team
from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan
from toolkit.impact.codes import What
from toolkit.impact.evaluations import add_evaluation
from toolkit.impact.exchange import record_of
from toolkit.impact.on_a_day import Row, Standing, before_rows
from toolkit.impact.parts import add_part, change_part, remove_part
from toolkit.models import Change, Evaluation, Plan, PlanVersion

_VALUES = st.integers(0, 3)


@given(
    st.lists(
        st.tuples(st.sampled_from(["add", "change", "remove", "restore"]), st.integers(0, 2), _VALUES), max_size=30
    )
)
def test_undoing_what_came_later_gives_each_day_as_it_was(moves: list[tuple[str, int, int]]) -> None:
    parts: dict[str, Standing] = {}
    rows: list[Row] = []
    days: list[dict[str, Any]] = [{}]
    for move, number, value in moves:
        key, old = f"k{number}", parts.get(f"k{number}")
        fields = {"value": value}
        if move == "add" and old is None:
            rows.append(Row("goal", key, What.ADDED, after=fields))
            parts[key] = Standing(fields)
        elif move == "change" and old and old.is_there:
            rows.append(Row("goal", key, What.CHANGED, "value", old.fields["value"], value))
            parts[key] = Standing(fields)
        elif move == "remove" and old and old.is_there:
            rows.append(Row("goal", key, What.REMOVED, before=old.fields))
            parts[key] = Standing(old.fields, is_there=False)
        elif move == "restore" and old and not old.is_there:
            rows.append(Row("goal", key, What.RESTORED, after=old.fields))
            parts[key] = Standing(old.fields)
        else:
            continue
        days.append({key: dict(part.fields) for key, part in parts.items() if part.is_there})
    for number, day in enumerate(days):
        assert before_rows(parts, reversed(rows[number:])) == day


pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Any]:
    """Return an owner and a reader of one team, and somebody of another."""
    return {name: make_person(f"{name}@example.org", first_name=name.title()) for name in ("owner", "reader", "other")}


@pytest.fixture
def team(people: dict[str, Any]) -> Team:
    """Return the team of owner and reader."""
    make_team("Et annet", owner=people["other"])
    return make_team(owner=people["owner"], reader=people["reader"])


@pytest.fixture
def plan(team: Team) -> Plan:
    """Return the team's plan."""
    return make_plan(team)


def _signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def _page(user: Any, name: str, *arguments: Any, **asked: Any) -> str:
    answer = _signed_in(user).get(reverse(name, args=arguments), asked)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\xa0", " ").split())


def _with_target(plan: Plan, by: Any) -> Any:
    indicator: Any = add_part(
        plan=plan, by=by, kind="indicator", values={"name": "Unge i jobb", "level": "outcome", "unit": "unge"}
    )
    values = {"value": "40", "by_date": "2020-12-31"}
    target: Any = add_part(plan=plan, by=by, kind="target", values=values, indicator=indicator)
    Change.objects.update(at=datetime(2020, 1, 15, 12, tzinfo=UTC))
    change_part(part=target, by=by, values={"value": "35"}, reason="Færre kom enn ventet")
    Change.objects.filter(what=What.CHANGED).update(at=datetime(2020, 6, 3, 12, tzinfo=UTC))
    return target


def test_history_says_what_the_target_was_in_may_who_changed_it_and_why(plan: Plan, people: dict[str, Any]) -> None:
    _with_target(plan, people["owner"])
    may = _page(people["reader"], "plan_history", plan.team_id, on="2020-05-15")
    assert "40 unge innen 31.12.2020" in may
    assert "Måltallet for «Unge i jobb» ble endret fra 40 unge til 35 unge." in may
    assert "Færre kom enn ventet" in may
    assert str(people["owner"]) in may
    july = _page(people["reader"], "plan_history", plan.team_id, on="03.07.2020")
    assert "35 unge innen 31.12.2020" in july
    assert "ble endret" not in july
    assert "15. januar 2020" in _page(people["reader"], "plan_history", plan.team_id, on="2019-05-15")


def test_a_former_member_is_called_that(plan: Plan, people: dict[str, Any]) -> None:
    _with_target(plan, people["owner"])
    name = str(people["owner"])
    Change.objects.update(by=None)
    page = _page(people["reader"], "plan_history", plan.team_id)
    assert "Tidligere medlem" in page
    assert name not in page


def test_history_is_asked_by_step_and_by_day(plan: Plan, people: dict[str, Any]) -> None:
    _with_target(plan, people["owner"])
    change_part(part=plan, by=people["owner"], values={"problem": "Mange unge står utenfor."})

    def asked(**rest: str) -> tuple[bool, bool, bool]:
        page = _page(people["reader"], "plan_history", plan.team_id, **rest)
        return "står utenfor" in page, "fra 40 unge" in page, "Indikator «Unge i jobb» ble lagt til" in page

    assert asked() == (True, True, True)
    assert asked(step="targets") == (False, True, False)
    assert asked(step="problem") == (True, False, False)
    assert asked(until="2020-06-02") == (False, False, True)
    assert asked(since="2020-06-03", until="2020-06-03") == (False, True, False)
    for bad in (
        {"step": "nonsense"},
        {"since": "0001-01-01"},
        {"on": "31.31.2020"},
        {"page": "9" * 30},
        {"until": "9999-12-31"},
        {"on": "9999-12-31"},
        {"on": "0001-01-01"},
    ):
        asked(**bad)


def test_the_pages_ask_as_little_whatever_the_size(plan: Plan, people: dict[str, Any]) -> None:
    client = _signed_in(people["reader"])

    def asked() -> list[int]:
        counts = []
        for query in ({}, {"on": "2199-01-01"}, {"on": "2020-01-01"}):
            with CaptureQueriesContext(connection) as found:
                assert client.get(reverse("plan_history", args=[plan.team_id]), query).status_code == 200
            counts.append(len(found))
        return counts

    def more(count: int) -> None:
        for number in range(count):
            indicator = make_indicator(plan, name=f"Nr. {number}")
            values = {"value": number}
            target: Any = add_part(plan=plan, by=people["owner"], kind="target", values=values, indicator=indicator)
            remove_part(part=target, by=people["owner"])
            make_measurement(indicator)

    more(1)
    # What the site itself keeps in memory is asked for first.
    asked()
    few = asked()
    more(8)
    assert asked() == few
    assert max(few) <= 23


def test_an_evaluation_keeps_the_plan_as_it_was(plan: Plan, people: dict[str, Any]) -> None:
    target = _with_target(plan, people["owner"])
    client = _signed_in(people["owner"])
    new = {"new_key": str(target.indicator.key)[:-4] + "0000", "on": "2020-12-01", "learnt": "Det nyttet."}
    for _twice in range(2):
        client.post(reverse("plan_part_add", args=[plan.team_id, "evaluation"]), new)
    plan.refresh_from_db()
    assert (plan.version, Evaluation.objects.get().version, PlanVersion.objects.get().number) == (2, 1, 1)
    change_part(part=target, by=people["owner"], values={"value": "30"}, reason="Etter evalueringen")
    assert Change.objects.get(reason="Etter evalueringen").version == 2
    page = _page(people["reader"], "plan_version", plan.team_id, 1)
    assert "35 unge innen 31.12.2020" in page
    assert "fra 35 unge til 30 unge" in page
    assert reverse("plan_version", args=[plan.team_id, 1]) in _page(
        people["reader"], "plan_step", plan.team_id, "evaluation"
    )
    assert client.get(reverse("plan_version", args=[plan.team_id, 2])).status_code == 404


def test_an_evaluation_from_outside_says_by_whom(plan: Plan, people: dict[str, Any]) -> None:
    client = _signed_in(people["owner"])
    asked = {"new_key": str(plan.key), "on": "2020-12-01", "learnt": "Det nyttet.", "is_external": "on"}
    answer = client.post(reverse("plan_part_add", args=[plan.team_id, "evaluation"]), asked)
    assert "siden det var noen utenfra" in answer.content.decode()
    assert "Det nyttet." in answer.content.decode()
    assert not PlanVersion.objects.exists()


def test_a_team_without_a_plan_brings_one_in(team: Team, people: dict[str, Any]) -> None:
    theirs = make_plan(make_team("Tredje"), name="Ut i jobb")
    add_evaluation(plan=theirs, by=theirs.team.memberships.get().user, values={"on": "2020-01-01", "learnt": "Mye"})
    record = json.dumps(record_of(theirs)).encode()
    client, address = _signed_in(people["owner"]), reverse("plan_import", args=[team.pk])

    def sent(content: bytes) -> Any:
        return client.post(address, {"file": SimpleUploadedFile("plan.json", content)})

    faulty = sent(record.replace(b'"2020-01-01"', b'"2020-13-01"')).content.decode()
    assert "evaluations.1.on" in faulty
    assert "forventet en dato" in faulty
    assert "Velg en fil" in client.post(address, {}).content.decode()
    assert not Plan.objects.filter(team=team).exists()
    assert sent(record).status_code == 302
    assert "allerede" in sent(record).content.decode()
    assert Plan.objects.get(team=team).version == 2
    assert _signed_in(people["reader"]).post(address, {}).status_code == 403
    assert _signed_in(people["other"]).get(address).status_code == 404
