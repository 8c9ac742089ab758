"""Measuring, as those in the team meet it: a figure in a minute, asked back kindly, corrected with what was kept."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan
from toolkit.impact.codes import Frequency, Kind
from toolkit.models import Change, Indicator, Measurement, Plan

pytestmark = pytest.mark.django_db


@pytest.fixture
def people() -> dict[str, Any]:
    """Return somebody in each role, and somebody in none."""
    return {name: make_person(f"{name}@example.org") for name in ("owner", "writer", "reader", "stranger")}


@pytest.fixture
def plan(people: dict[str, Any]) -> Plan:
    """Return the team's plan."""
    return make_plan(make_team(owner=people["owner"], writer=people["writer"], reader=people["reader"]))


@pytest.fixture
def client(people: dict[str, Any]) -> Client:
    """Return a writer's browser."""
    return signed_in(people["writer"])


def signed_in(user: Any) -> Client:
    """Return a browser that somebody is signed in with."""
    client = Client()
    client.force_login(user)
    return client


def address(indicator: Indicator) -> str:
    """Return where an indicator is measured."""
    return reverse("measure", args=[indicator.plan.team_id, indicator.key])


def measure(client: Client, indicator: Indicator, **data: Any) -> Any:
    """Fill in the form and send it."""
    filled = {"new_key": str(uuid4()), "under": str(indicator.key), "on": "2026-11-24", **data}
    return client.post(address(indicator), filled)


def step(client: Client, plan: Plan) -> str:
    """Return the room of step 9."""
    return client.get(reverse("plan_step", args=[plan.team_id, "measurements"])).content.decode()


def test_a_figure_is_entered_and_the_next_that_waits_is_offered(client: Client, plan: Plan, people: Any) -> None:
    first = make_indicator(plan, name="Folk i jobb", unit="personer", first_due=timezone.localdate())
    second = make_indicator(plan, name="Folk med nettverk", first_due=date(2026, 1, 1))
    front = client.get(reverse("plan", args=[plan.team_id])).content.decode()
    assert address(first) in front
    assert address(second) in front
    assert "css/measuring.css" in front
    page = client.get(address(first)).content.decode()
    assert f'value="{timezone.localdate().isoformat()}"' in page
    answer = measure(client, first, value="1 234,5", on=timezone.localdate().isoformat(), note="Talt opp")
    done = client.get(answer.url).content.decode()
    assert "1\u00a0234,5\u00a0personer" in done
    assert address(second) in done
    assert reverse("plan_indicator", args=[plan.team_id, first.key]) in done
    one = Measurement.objects.get()
    assert (one.value, one.note, one.made_by) == (Decimal("1234.5"), "Talt opp", people["writer"])
    room = step(client, plan)
    assert "1\u00a0234,5\u00a0personer" in room
    assert "Talt opp" in room


def test_a_form_that_is_sent_twice_is_one_measurement(client: Client, plan: Plan) -> None:
    indicator = make_indicator(plan)
    key = str(uuid4())
    for value in ("12", "12", "13"):
        assert measure(client, indicator, new_key=key, value=value).status_code == 302
    assert [one.value for one in Measurement.objects.all()] == [13]


@pytest.mark.parametrize(
    ("kind", "data", "field", "kept"),
    [
        (Kind.NUMBER, {"value": "mange"}, "value", "mange"),
        (Kind.NUMBER, {"value": ""}, "value", ""),
        (Kind.NUMBER, {"value": "1.234"}, "value", "1.234"),
        (Kind.NUMBER, {"value": "5", "on": "i går"}, "on", "i går"),
        (Kind.SHARE, {"numerator": "5"}, "denominator", "5"),
        (Kind.SHARE, {"numerator": "5", "denominator": "0"}, "denominator", "5"),
        (Kind.SHARE, {"numerator": "-5", "denominator": "10"}, "numerator", "-5"),
        (Kind.SHARE, {"numerator": "5", "denominator": "10", "value": "50"}, "value", "50"),
        (Kind.SHARE, {}, "numerator", ""),
        (Kind.SCALE, {"value": "6"}, "value", "6"),
        (Kind.GRADED, {"grade": "9"}, "grade", ""),
        (Kind.GRADED, {"grade": ""}, "grade", ""),
        (Kind.QUOTATION, {"text": " "}, "text", ""),
    ],
)
def test_what_cannot_be_is_said_beside_its_field_and_nothing_is_lost(
    client: Client, plan: Plan, kind: str, data: dict[str, str], field: str, kept: str
) -> None:
    indicator = make_indicator(plan, kind=kind, scale_from=1, scale_to=5, grades=["Dårlig", "Bra"])
    answer = measure(client, indicator, **{**data, "note": "Skrevet på bussen"})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == [field]
    assert "Skrevet på bussen" in page
    assert kept in page
    assert not Measurement.objects.exists()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (Kind.NUMBER, {"value": "5000"}),
        (Kind.NUMBER, {"value": "-50"}),
        (Kind.NUMBER, {"value": "51", "on": "2099-01-01"}),
        (Kind.NUMBER, {"value": "50", "on": "2026-01-01"}),
        (Kind.NUMBER, {"value": "60", "breakdown-0-value": "70"}),
        (Kind.SHARE, {"numerator": "15", "denominator": "10"}),
        (Kind.SHARE, {"numerator": "0", "denominator": "0"}),
        (Kind.SHARE, {"value": "95"}),
    ],
)
def test_what_is_unlikely_is_asked_about_and_saved_when_confirmed(
    client: Client, plan: Plan, kind: str, data: dict[str, str]
) -> None:
    indicator = make_indicator(plan, kind=kind, breakdown=["Kvinner", "Menn"])
    make_measurement(indicator, 50, on=date(2026, 1, 1))
    key = str(uuid4())
    asked = measure(client, indicator, new_key=key, **data)
    confirmed = re.search(r'name="confirmed" value="(\w+)"', asked.content.decode())
    assert confirmed
    assert Measurement.objects.count() == 1
    # A yes is a yes to these figures alone.
    other = {**data, "confirmed": confirmed[1], "on": "2098-01-01"}
    assert measure(client, indicator, new_key=key, **other).status_code == 200
    for _twice in range(2):
        answer = measure(client, indicator, **{"new_key": key, "confirmed": confirmed[1], **data})
        assert answer.status_code == 302
    assert Measurement.objects.count() == 2


def test_a_share_with_its_parts(client: Client, plan: Plan) -> None:
    indicator = make_indicator(plan, kind=Kind.SHARE, breakdown=["Kvinner", "Menn"])
    wrong = {"breakdown-0-numerator": "5", "breakdown-1-numerator": "x", "breakdown-1-denominator": "15"}
    answer = measure(client, indicator, numerator="15", denominator="40", **wrong)
    assert [text.split(":")[0] for text in answer.context["form"].errors["breakdown"]] == ["Kvinner", "Menn"]
    assert 'value="x"' in answer.content.decode()
    right = {"breakdown-0-numerator": "5", "breakdown-0-denominator": "25"}
    assert measure(client, indicator, numerator="15", denominator="40", **right).status_code == 302
    one = Measurement.objects.get()
    assert one.breakdown == [{"name": "Kvinner", "value": None, "numerator": "5", "denominator": "25"}]
    room = step(client, plan)
    assert "37,5\u00a0% (15 av 40)" in room
    assert "Kvinner: 20\u00a0% (5 av 25)" in room


def test_words_are_measured_too(client: Client, plan: Plan) -> None:
    graded = make_indicator(plan, kind=Kind.GRADED, grades=["Ensom", "Har noen", "Har mange"])
    measure(client, graded, grade="2", text="Flere kommer igjen.")
    quoted = make_indicator(plan, kind=Kind.QUOTATION)
    measure(client, quoted, text="Nå har jeg noen å ringe til.", said_by="En deltaker", has_consent="on")
    room = step(client, plan)
    for text in ("Har noen", "Flere kommer igjen.", "«Nå har jeg noen å ringe til.»", "En deltaker"):
        assert text in room
    assert Measurement.objects.get(indicator=quoted).has_consent


def test_a_correction_keeps_what_was(client: Client, plan: Plan, people: Any) -> None:
    indicator = make_indicator(plan, unit="personer", breakdown=["Kvinner"])
    parts = [{"name": "Menn", "value": "3", "numerator": None, "denominator": None}]
    one = make_measurement(indicator, 12, on=date(2026, 3, 1), breakdown=parts)
    where = reverse("measurement", args=[plan.team_id, one.key])
    page = client.get(where).content.decode()
    seen = dict(re.findall(r'name="(seen-\w+)" value="(\w+)"', page))
    assert "Menn" in page
    data = {"value": "14", "on": "2026-03-01", "breakdown-0-value": "", "breakdown-1-value": "3"}
    assert client.post(where, {**seen, **data}).status_code == 302
    one.refresh_from_db()
    assert (one.value, one.breakdown) == (14, parts)
    change = Change.objects.get(field="value")
    assert (change.before, change.after, change.by) == ("12", "14", people["writer"])
    assert "tallet var 12\u00a0personer" in step(client, plan)
    # Somebody who has the old page open is shown both.
    other = signed_in(people["owner"])
    answer = other.post(where, {**seen, **data, "value": "13"})
    assert answer.status_code == 200
    assert "14" in answer.content.decode()
    one.refresh_from_db()
    assert one.value == 14


def test_where_an_indicator_starts_is_measured_once(client: Client, plan: Plan) -> None:
    indicator = make_indicator(plan)
    room = client.get(reverse("plan_step", args=[plan.team_id, "baseline"])).content.decode()
    where = f"{address(indicator)}?baseline=1"
    assert where in room
    assert f"{reverse('plan_step', args=[plan.team_id, 'baseline'])}#" in client.get(where).content.decode()
    data = {"new_key": str(uuid4()), "under": str(indicator.key), "on": "2024-01-01", "value": "7"}
    for _twice in range(2):
        assert client.post(where, data).status_code == 302
    one = Measurement.objects.get()
    assert (one.value, one.is_baseline) == (7, True)
    answer = client.post(where, {**data, "new_key": str(uuid4()), "value": "8"})
    assert answer.context["form"].non_field_errors()
    assert Measurement.objects.count() == 1


def test_gaps_are_said_and_stop_nothing(client: Client, plan: Plan) -> None:
    today = timezone.localdate()
    indicator = make_indicator(plan, frequency=Frequency.YEARLY, first_due=today.replace(year=today.year - 3, day=1))
    room = step(client, plan)
    assert str(today.year - 2) in room
    assert measure(client, indicator, value="5", on=today.isoformat()).status_code == 302


def test_a_measurement_is_put_off(client: Client, plan: Plan, people: Any) -> None:
    indicator = make_indicator(
        plan, first_due=date(2026, 1, 1), reminded=people["writer"], reminded_of=date(2026, 1, 1)
    )
    where = reverse("snooze", args=[plan.team_id, indicator.key])
    assert client.post(where, {"how_long": "until", "until": "2020-01-01"}).status_code == 200
    assert client.post(where, {"how_long": "until"}).status_code == 200
    assert client.post(where, {"how_long": "two_weeks"}).status_code == 302
    indicator.refresh_from_db()
    assert indicator.snoozed_until == timezone.localdate() + timedelta(days=14)
    assert address(indicator) not in client.get(reverse("plan", args=[plan.team_id])).content.decode()
    client.post(where, {"stop": "1"})
    indicator.refresh_from_db()
    assert indicator.reminded is None


def test_readers_see_and_others_find_nothing(people: Any, plan: Plan) -> None:
    one = make_measurement(make_indicator(plan, unit="personer"), 12)
    places = [address(one.indicator), reverse("measurement", args=[plan.team_id, one.key])]
    places.append(reverse("snooze", args=[plan.team_id, one.indicator.key]))
    assert "12\u00a0personer" in step(signed_in(people["reader"]), plan)
    for place in places:
        assert signed_in(people["reader"]).post(place, {"value": "1"}).status_code == 403
        assert signed_in(people["stranger"]).post(place, {"value": "1"}).status_code == 404
    other = make_plan(make_team(owner=people["stranger"]))
    theirs = reverse("measure", args=[other.team_id, one.indicator.key])
    assert signed_in(people["stranger"]).get(theirs).status_code == 404
    assert Measurement.objects.count() == 1


@pytest.mark.parametrize("size", [2, 60])
def test_the_room_asks_as_little_of_a_large_plan(
    client: Client, plan: Plan, size: int, django_assert_max_num_queries: Any
) -> None:
    for number in range(size):
        indicator = make_indicator(plan, name=str(number), frequency=Frequency.MONTHLY, first_due=date(2026, 1, 1))
        for month in (1, 2, 3):
            make_measurement(indicator, month, on=date(2026, month, 1))
    step(client, plan)
    with django_assert_max_num_queries(20):
        step(client, plan)
