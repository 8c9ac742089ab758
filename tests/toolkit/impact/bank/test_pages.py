"""The bank as people use it: found, read, copied into a plan in two clicks, and the same amount of work at any size."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cases.models import Team
from tests.factories import make_case, make_person, make_team, make_user
from tests.factories.impact import make_plan
from tests.toolkit.impact.bank.publishing import case_with, measured, publish, published
from toolkit.impact.bank.keeping import merge
from toolkit.models import BankIndicator, Indicator, Plan

pytestmark = pytest.mark.django_db
LIST = "/effekt/indikatorer/"


def signed_in(email: str = "anna@example.org") -> tuple[Client, Any]:
    """Return a browser in which somebody without a role in the portal is signed in, and who that is."""
    client, person = Client(), make_person(email)
    client.force_login(person)
    return client, person


def page(client: Client, address: str) -> str:
    """Return a page's text."""
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_two_clicks_lead_from_the_list_to_a_copy_that_names_its_origin_and_is_counted() -> None:
    case = case_with(published(name="Andel i arbeid", kind="share"), title="Systua")
    client, person = signed_in()
    team = make_team(owner=person, name="Vi")
    first = re.search(rf'href="({LIST}[0-9a-f-]+/)"', page(client, LIST + "?q=arbeid"))
    assert first
    text = page(client, first[1])
    action = re.search(r'action="([^"]+/bruk/)"', text)
    assert action
    chosen = re.search(r'name="team" value="(\d+)"', text)
    assert chosen
    answer = client.post(action[1], {"team": chosen[1]})
    copy = Indicator.objects.get(plan__team=team)
    assert answer.status_code == 302
    assert answer["Location"].endswith(f"indicators/?done=copied#indicator-{copy.key}")
    assert (copy.name, copy.origin_title) == ("Andel i arbeid", case.title)
    room = page(client, answer["Location"])
    assert "Systua" in room
    assert f'id="indicator-{copy.key}"' in room
    assert "1 plan" in page(Client(), first[1])
    client.post(action[1], {"team": chosen[1]})
    assert Indicator.objects.filter(plan__team=team).count() == 1


def test_who_is_not_signed_in_comes_back_and_who_has_no_team_makes_one(municipality: Any) -> None:
    case_with(published())
    entry = BankIndicator.objects.get()
    use = f"{LIST}{entry.key}/bruk/"
    assert use in page(Client(), f"{LIST}{entry.key}/")
    assert Client().get(use)["Location"].endswith(f"next={use}")
    client, person = signed_in()
    asked = {"asked": "1", "team": "new", "new-name": "", "new-municipality": ""}
    assert "new-name" in page(client, use)
    assert client.post(use, asked).status_code == 200
    assert not Team.objects.filter(memberships__user=person).exists()
    client.post(use, asked | {"new-name": "De nye", "new-municipality": municipality})
    plan = Plan.objects.get(team__memberships__user=person)
    assert (plan.team.name, plan.indicators.get().origin) == ("De nye", entry.key)


@pytest.fixture
def municipality() -> Any:
    """Return how a municipality is written in the form of a new team."""
    from cases.teams.forms import TeamForm

    field = TeamForm().fields["municipality"]
    return next((value for value, _name in getattr(field, "choices", []) if value), "0301")


def test_nobody_copies_into_a_plan_that_is_not_theirs() -> None:
    case_with(published())
    entry = BankIndicator.objects.get()
    other = make_team(owner=make_person("eier@example.org"), name="Andre")
    client, _person = signed_in()
    answer = client.post(f"{LIST}{entry.key}/bruk/", {"team": other.pk})
    assert answer.status_code == 200
    assert not Indicator.objects.filter(plan__team=other).exists()


def test_the_page_shows_published_values_of_all_cases_and_says_what_is_not_measured() -> None:
    first = published(
        name="Andel i arbeid",
        kind="share",
        baseline=measured("2024-01-01", "12.5"),
        measurements=[measured("2025-01-01", "1250", numerator="1250", denominator="100")],
    )
    case_with(first, title="Systua")
    case_with(published(name="Andel i arbeid", kind="share", origin=first["key"]), title="Verkstedet")
    text = page(Client(), f"{LIST}{first['key']}/")
    for shown in ("Systua", "Verkstedet", "12,5", "1. januar 2024", "Ikke målt ennå"):
        assert shown in text, shown


def test_a_merged_indicator_leads_to_the_one_it_became_and_one_that_is_gone_is_not_there() -> None:
    case_with(published(name="A"))
    page_b = case_with(published(name="B"))
    first, second = BankIndicator.objects.order_by("name")
    merge(entry=second, into=first, by=make_user("Editors"))
    assert Client().get(f"{LIST}{second.key}/")["Location"] == f"{LIST}{first.key}/"
    page_b.unpublish()
    assert "A" in page(Client(), f"{LIST}{first.key}/")
    BankIndicator.objects.update(is_live=False)
    assert Client().get(f"{LIST}{first.key}/").status_code == 404


def test_a_search_without_hits_leads_on_and_what_is_not_understood_is_said() -> None:
    case_with(published(name="Sykefravær"))
    text = page(Client(), LIST + "?q=romskip&level=outcome&kind=foo")
    assert "foo" in text
    assert "Sykefravær" in text
    assert "Skriv en egen indikator" in text
    for odd in ("?page=999999999999", "?q=%00", "?q=" + "a" * 5000, "?sort=x", "?level=%ff"):
        assert Client().get(LIST + odd).status_code in (200, 400), odd


def test_the_pages_cost_the_same_however_many_there_are(django_assert_max_num_queries: Any) -> None:
    first = published(name="Indikator 0")
    case_with(first)

    def cost(address: str) -> int:
        Client().get(address)
        with CaptureQueriesContext(
            connection,
        ) as counted:
            assert Client().get(address).status_code == 200
        return len(counted)

    few = [cost(LIST), cost(LIST + "?q=indikator"), cost(f"{LIST}{first['key']}/")]
    case_with(*(published(name=f"Indikator {n}", origin=first["key"], level="result") for n in range(1, 40)))
    for n in range(5):
        case_with(published(name="Indikator 0", origin=first["key"]), title=f"Case {n}")
    assert [cost(LIST), cost(LIST + "?q=indikator"), cost(f"{LIST}{first['key']}/")] == few
    assert max(few) <= 15


def test_the_copy_of_a_plan_that_is_published_again_is_a_use() -> None:
    case_with(published(name="A"))
    entry = BankIndicator.objects.get()
    case = make_case()
    plan = make_plan(make_team(case_id=case.translation_key, name=""))
    publish(plan, published(name="A", origin=str(entry.key)), page=case)
    assert "2 caser" in page(Client(), LIST)
