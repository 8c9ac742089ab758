""" "Measure the impact" on a case: the team's own plan for its members, a plan of one's own for all others."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from cases.models import CasePage, Municipality, Role, Team
from cases.short_ids import short_id
from tests.factories import make_case, make_person, make_team, make_user
from tests.factories.impact import make_indicator, make_measurement, make_plan
from toolkit.impact.freezing import Choice, content_of
from toolkit.impact.shown_plans import thing
from toolkit.models import BankIndicator, Indicator, Plan, Publication

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan() -> Plan:
    """The plan of a team, which its case shows two of three indicators of."""
    case = make_case(title="Boost", municipalities=["0301"])
    plan = make_plan(make_team(case_id=case.translation_key, name=""))
    for name in ("Jobb", "Kurs"):
        make_measurement(make_indicator(plan, name=name, method="Vi teller.", responsible="Kari"), 48)
    keys = frozenset(str(one.key) for one in plan.indicators.all())
    make_indicator(plan, name="Ikke vist")
    publication = Publication.objects.create(plan=plan, content=content_of(plan, Choice(keys)).plain())
    case.shown_with = [thing(plan.pk, publication.pk).plain()]
    case.save()
    return plan


@pytest.fixture
def case(plan: Plan) -> CasePage:
    """The case."""
    return CasePage.objects.get(translation_key=plan.team.case_id)


def address(case: CasePage) -> str:
    """Return where the case leads."""
    return f"{reverse('start_plan')}?case={short_id(case.translation_key)}"


def test_a_visitor_comes_back_to_the_same_case_after_signing_in(client: Client, case: CasePage) -> None:
    page = BeautifulSoup(client.get(case.get_url()).content, "html.parser")
    assert address(case) in {link["href"] for link in page.select(".onward a")}
    form = page.select_one("#measure-impact ~ form")
    assert (form["action"], form.select_one("input[name=case]")["value"]) == (
        reverse("start_plan"),
        short_id(case.translation_key),
    )
    answer = client.get(address(case))
    assert answer.status_code == 302
    assert short_id(case.translation_key) in answer["Location"]


@pytest.mark.parametrize("role", [Role.OWNER, Role.WRITER, Role.READER])
def test_members_of_the_team_come_to_its_plan(client: Client, plan: Plan, case: CasePage, role: Role) -> None:
    member = make_person("member@example.org")
    plan.team.memberships.create(user=member, role=role)
    client.force_login(member)
    assert client.get(address(case))["Location"] == reverse("plan", args=[plan.team_id])


def test_somebody_else_takes_the_published_indicators_into_a_team_of_their_own_once(
    client: Client, plan: Plan, case: CasePage
) -> None:
    other = make_person("other@example.org")
    own, read_only = make_team("Vår", owner=other), make_team("Lesere")
    read_only.memberships.create(user=other, role=Role.READER)
    client.force_login(other)
    page = client.get(address(case)).content.decode()
    assert "Ikke vist" not in page
    assert "Lesere" not in page
    taken = BankIndicator.objects.get(name="Jobb")
    sent = {"case": short_id(case.translation_key), "team": own.pk, "indicators": [str(taken.key)]}
    for _again in range(2):
        answer = client.post(reverse("start_plan"), sent)
        assert answer["Location"].startswith(reverse("plan_step", args=[own.pk, "indicators"]))
    copy = Indicator.objects.get(plan__team=own)
    assert (copy.name, copy.origin, copy.origin_title, copy.method) == ("Jobb", taken.key, "Boost", "Vi teller.")
    assert (copy.responsible, copy.measurements.count()) == ("", 0)
    assert BankIndicator.objects.get(pk=taken.pk).reused == 1


def test_somebody_without_a_team_makes_one_on_the_way_and_nothing_is_lost_when_it_lacks_a_name(
    client: Client, case: CasePage
) -> None:
    new = make_person("new@example.org")
    client.force_login(new)
    keys = [str(one.key) for one in BankIndicator.objects.all()]
    sent = {"case": short_id(case.translation_key), "team": "new", "indicators": keys[:1], "new-name": ""}
    page = BeautifulSoup(client.post(reverse("start_plan"), sent).content, "html.parser")
    assert [box["value"] for box in page.select("input[name=indicators][checked]")] == keys[:1]
    assert page.select_one("#id_new-name_error") is not None
    assert not Team.objects.filter(memberships__user=new).exists()
    place = Municipality.objects.for_choice().first()
    assert place is not None
    answer = client.post(reverse("start_plan"), {**sent, "new-name": "Vårt verksted", "new-municipality": place.pk})
    team = Team.objects.get(memberships__user=new)
    assert answer["Location"].startswith(reverse("plan_step", args=[team.pk, "indicators"]))
    assert Plan.objects.get(team=team).indicators.count() == 1


@pytest.mark.parametrize("text", ["", "x", "0" * 12, "%00"])
def test_an_address_of_no_case_still_begins_a_plan(client: Client, text: str) -> None:
    client.force_login(make_person("new@example.org"))
    page = client.get(reverse("start_plan"), {"case": text})
    assert page.status_code == 200
    assert b'name="indicators"' not in page.content
    assert reverse("start_plan") in client.get(reverse("impact")).content.decode()


def test_a_team_or_an_indicator_that_is_not_offered_is_refused(client: Client, plan: Plan, case: CasePage) -> None:
    other: Any = make_user("Editors")
    client.force_login(other)
    hidden = plan.indicators.get(name="Ikke vist")
    own = make_team("Vår", owner=other)
    for wrong in ({"team": plan.team_id}, {"team": own.pk, "indicators": [str(hidden.key)]}, {}):
        assert client.post(reverse("start_plan"), {"case": short_id(case.translation_key), **wrong}).status_code == 200
    assert Plan.objects.count() == 1
