"""The page of an indicator tells its team how it moved, what was corrected, and how its target came to be."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan, make_target
from toolkit.impact.codes import Kind, Level
from toolkit.impact.parts import add_part, change_part
from toolkit.models import Change, Indicator, Plan

pytestmark = pytest.mark.django_db

MOST_QUERIES = 20


@pytest.fixture
def writer():
    return make_person("writer@example.org", first_name="Siv", last_name="Skribent")


@pytest.fixture
def plan(writer):
    return make_plan(make_team(owner=make_person("owner@example.org"), writer=writer))


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page_of(indicator: Indicator, user, client: Client | None = None) -> str:
    client = client or signed_in(user)
    answer = client.get(reverse("plan_indicator", args=[indicator.plan.team_id, indicator.key]))
    assert answer.status_code == 200
    return answer.content.decode()


def a_week_later(plan: Plan) -> None:
    for change in Change.objects.filter(plan=plan):
        Change.objects.filter(pk=change.pk).update(at=change.at - timedelta(days=7))


def test_it_says_which_way_it_went_what_was_corrected_and_why_the_target_is_what_it_is(plan, writer):
    values = {"name": "I <b>jobb</b>", "level": Level.OUTCOME, "kind": Kind.SHARE, "method": "Vi ringer alle."}
    indicator = add_part(plan=plan, by=writer, kind="indicator", values=values, origin_title="Vinn-vinn")
    make_measurement(indicator, None, date(2025, 1, 1), numerator=31, denominator=50, is_baseline=True)
    given = {"on": "2026-01-01", "numerator": "27", "denominator": "50", "note": "Telt to ganger."}
    measured = add_part(plan=plan, by=writer, kind="measurement", values=given, indicator=indicator, made_by=writer)
    target = add_part(
        plan=plan, by=writer, kind="target", values={"value": "80", "by_date": "2027-12-31"}, indicator=indicator
    )
    a_week_later(plan)
    change_part(part=target, by=writer, values={"value": "70"}, reason="Vi ble færre.")
    change_part(part=measured, by=writer, values={"numerator": "29"})
    page = page_of(indicator, writer)
    for told in (
        "Utviklingen har gått motsatt av målet siden 1. januar 2025: fra 62\u00a0% til 58\u00a0%.",
        "Måltall: 70\u00a0% innen 31. desember 2027.",
        "Måltallet ble endret fra 80\u00a0% til 70\u00a0%.",
        "Vi ble færre.",
        "Måltallet ble satt: 80\u00a0% innen 31. desember 2027.",
        "hvor mange var 27.",
        "29 av 50",
        "Telt to ganger.",
        "Vi ringer alle.",
        "Kopiert fra «Vinn-vinn»",
        "Siv Skribent",
        "ikke hvorfor",
    ):
        assert told in page
    assert "I <b>jobb" not in page
    assert page.count('role="img"') == 1


def test_quotations_are_told_as_words_and_an_unmeasured_indicator_says_so(plan, writer):
    quoted = make_indicator(plan, kind=Kind.QUOTATION)
    make_measurement(quoted, None, text="Nå vet jeg hvem som bor over meg.", said_by="En deltaker")
    page = page_of(quoted, writer)
    assert "«Nå vet jeg hvem som bor over meg.»" in page
    assert "En deltaker" in page
    assert 'role="img"' not in page
    assert "Ikke målt ennå." in page_of(make_indicator(plan), writer)


def test_200_measurements_take_no_more_queries_than_one(plan, writer, django_assert_max_num_queries):
    indicator = make_indicator(plan)
    make_target(indicator)
    client = signed_in(writer)
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        page_of(indicator, writer, client)
    for number in range(200):
        make_measurement(
            indicator, Decimal(number % 17), date(2010, 1, 1) + timedelta(days=30 * number), made_by=writer
        )
    with django_assert_max_num_queries(len(few)):
        page = page_of(indicator, writer, client)
    assert page.count('class="timeline__point"') == 199 + 1  # and the sign in the legend
    assert len(page) < 250_000


def test_only_the_team_gets_there_and_only_to_its_own_standing_indicators(plan, writer):
    other = make_indicator(make_plan())
    own = make_indicator(plan)
    client = signed_in(writer)

    def status(team_id: int, indicator: Indicator) -> int:
        return client.get(reverse("plan_indicator", args=[team_id, indicator.key])).status_code

    assert status(plan.team_id, own) == 200
    assert status(plan.team_id, other) == 404
    assert status(other.plan.team_id, other) == 404
    Indicator.objects.filter(pk=own.pk).update(deleted_at=timezone.now())
    assert status(plan.team_id, own) == 404
