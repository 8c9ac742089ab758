"""A team chooses what of its plan the case shows: frozen, by review, and gone when it may not be shown."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import CasePage, Role
from cases.teams.refusals import NotAllowedError, RefusedError
from tests.factories import decide, make_case, make_person, make_team, make_user, publish_by_review
from tests.factories.impact import make_indicator, make_measurement, make_plan, make_target
from toolkit.impact.codes import Kind, Level
from toolkit.impact.freezing import Choice, content_of
from toolkit.impact.parts import change_part, remove_part
from toolkit.impact.plans import delete_plan, restore_plan
from toolkit.impact.publishing import choose_what_is_shown
from toolkit.impact.shown_plans import contents_on
from toolkit.models import Evaluation, Indicator, Measurement, Plan, Publication

pytestmark = pytest.mark.django_db
START, LATER = date(2024, 1, 31), date(2025, 1, 31)


@pytest.fixture
def case() -> CasePage:
    """A published case that has been through review."""
    page = make_case(live=False, source_reference="Rapport", challenge="<p>A</p>")
    page.save_revision()
    return publish_by_review(page)


@pytest.fixture
def owner() -> Any:
    """Somebody who owns the case's team and has no role in the portal."""
    return make_person("owner@example.org")


@pytest.fixture
def plan(case: CasePage, owner: Any) -> Plan:
    """The plan of the case's team, in bokmål."""
    team = make_team(owner=owner, case_id=case.translation_key, name="")
    return make_plan(team, name="Åpen tirsdag", problem="Mange er alene.", made_by=owner)


@pytest.fixture
def jobs(plan: Plan) -> Indicator:
    """An indicator of the plan with baseline, target and a measurement."""
    indicator = make_indicator(plan, name="Har fått jobb", kind=Kind.SHARE, method="Vi spør.", responsible="Kari")
    make_measurement(indicator, None, START, is_baseline=True, numerator=Decimal(5), denominator=Decimal(40))
    make_measurement(indicator, None, LATER, numerator=Decimal(10), denominator=Decimal(40), note="Hemmelig notat")
    make_target(indicator, 50)
    return indicator


def choice(*indicators: Indicator, steps: tuple[str, ...] = ()) -> Choice:
    """Return a choice of indicators and texts."""
    return Choice(frozenset(str(one.key) for one in indicators), frozenset(steps))


def approve(page: CasePage) -> None:
    """Take a page that is in review through both steps."""
    decide(page, make_user("Editors"))
    decide(page, make_user("Publishers"))


def now(page: CasePage) -> CasePage:
    """Return a page as it is stored."""
    return CasePage.objects.get(pk=page.pk)


def shown(client: Client, page: CasePage) -> BeautifulSoup:
    """Return the page as a visitor sees it."""
    return BeautifulSoup(client.get(now(page).get_url()).content, "html.parser")


def words(found: Any) -> str:
    """Return the text of a part of a page, with single spaces."""
    return " ".join(found.get_text(" ", strip=True).split())


def test_a_team_chooses_sees_it_sends_it_and_readers_see_just_that_once_it_is_approved(
    client: Client, case: CasePage, plan: Plan, jobs: Indicator, owner: Any
) -> None:
    make_indicator(plan, name="Ikke valgt")
    address = reverse("plan_publish", args=[plan.team_id])
    client.force_login(owner)
    sent = {"indicators": [str(jobs.key)], "steps": ["problem"]}
    previewed = BeautifulSoup(client.post(address, {**sent, "preview": "1"}).content, "html.parser")
    table = words(previewed.select_one(".impact-table"))
    for told in ("Har fått jobb", "25 %", "10 av 40", "12,5 %", "50 %", "Virkning"):
        assert told in table
    seen = previewed.select_one("input[name=seen]")["value"]
    other = client.post(address, {**sent, "steps": [], "send": "1", "seen": seen})
    assert other.status_code == 200
    assert not Publication.objects.exists()
    told = client.post(address, {**sent, "send": "1", "seen": seen}).url
    # The form's own address ends in #preview, below what is told.
    assert told.endswith("#told")
    assert BeautifulSoup(client.get(told).content, "html.parser").select_one("#told[role=status]")
    waiting = BeautifulSoup(client.get(address).content, "html.parser")
    assert "Til godkjenning" in words(waiting) or "review" not in words(waiting)
    client.logout()
    assert shown(client, case).select(".impact-table") == []
    approve(case)
    page = shown(client, case)
    assert words(page.select_one(".impact-table")) == table
    story = words(page.select_one(".case-impact"))
    assert "Mange er alene." in story
    for secret in ("Ikke valgt", "Hemmelig notat", "Kari"):
        assert secret not in page.get_text()
    assert "Målt over tid" in words(page.select_one(".case__facts"))
    for parameters in ("has_impact=1", "evidence=measured"):
        assert client.get(f"/api/cases/?{parameters}").json()["count"] == 1
    assert client.get("/api/cases/?evidence=told").json()["count"] == 0


def test_what_is_measured_later_is_not_shown_before_it_is_sent_again_and_the_team_is_told(
    client: Client, case: CasePage, plan: Plan, jobs: Indicator, owner: Any
) -> None:
    choose_what_is_shown(plan=plan, by=owner, choice=choice(jobs))
    approve(case)
    make_measurement(jobs, None, date(2026, 1, 31), numerator=Decimal(38), denominator=Decimal(40))
    assert "38 av 40" not in shown(client, case).get_text()
    client.force_login(owner)
    for name in ("plan_publish", "plan"):
        page = client.get(reverse(name, args=[plan.team_id])).content.decode()
        assert "1 måling som er nyere" in page
    choose_what_is_shown(plan=plan, by=owner, choice=choice(jobs))
    approve(case)
    assert "38 av 40" in words(shown(client, case).select_one(".impact-table"))


def test_the_same_again_changes_nothing_and_what_waits_can_be_taken_back(
    case: CasePage, plan: Plan, jobs: Indicator, owner: Any
) -> None:
    assert choose_what_is_shown(plan=plan, by=owner, choice=choice(jobs)) == "sent"
    assert choose_what_is_shown(plan=plan, by=owner, choice=choice(jobs)) == "unchanged"
    assert Publication.objects.count() == 1
    assert choose_what_is_shown(plan=plan, by=owner, choice=None) == "taken_back"
    assert contents_on(now(case)) == []


def test_a_deleted_plan_is_gone_from_page_and_search_at_once_and_comes_back(
    client: Client, case: CasePage, plan: Plan, jobs: Indicator, owner: Any
) -> None:
    choose_what_is_shown(plan=plan, by=owner, choice=choice(jobs))
    approve(case)
    delete_plan(plan=plan, by=owner)
    assert shown(client, case).select(".impact-table") == []
    assert client.get("/api/cases/?has_impact=1").json()["count"] == 0
    assert client.get("/api/cases/?evidence=told").json()["count"] == 1
    restore_plan(plan=Plan.objects.get(pk=plan.pk), by=owner)
    assert len(shown(client, case).select(".impact-table")) == 1
    plan.team.deleted_at = timezone.now()
    plan.team.save()
    assert shown(client, case).select(".impact-table") == []


def test_nobodys_words_are_shown_without_consent_and_they_go_when_it_is_taken_back(
    client: Client, case: CasePage, plan: Plan, owner: Any
) -> None:
    quoted = make_indicator(plan, name="Egne ord", kind=Kind.QUOTATION)
    told = {"text": "Jeg har fått en venn", "said_by": "en deltaker"}
    kept = make_measurement(quoted, None, START, has_consent=True, **told)
    make_measurement(quoted, None, LATER, text="Dette skal ingen se", said_by="en annen")
    # A file from elsewhere may say a step of a quotation; that makes it nobody else's.
    make_measurement(quoted, None, LATER, text="Heller ikke dette", grade=1)
    choose_what_is_shown(plan=plan, by=owner, choice=choice(quoted))
    approve(case)
    page = shown(client, case).get_text()
    assert "Jeg har fått en venn" in page
    assert "Dette skal ingen se" not in page
    assert "Heller ikke dette" not in page
    change_part(part=kept, by=owner, values={"has_consent": False})
    assert "Jeg har fått en venn" not in shown(client, case).get_text()
    assert "en venn" not in str(Publication.objects.get().content)


def test_words_that_are_taken_out_of_the_plan_go_too(client: Client, case: CasePage, plan: Plan, owner: Any) -> None:
    graded = make_indicator(plan, name="Trivsel", kind=Kind.GRADED, grades=["Lite", "Mye"])
    part = make_measurement(graded, None, START, grade=2, text="De fleste ler", is_baseline=True)
    choose_what_is_shown(plan=plan, by=owner, choice=choice(graded))
    approve(case)
    assert "De fleste ler" in shown(client, case).get_text()
    remove_part(part=part, by=owner)
    page = shown(client, case)
    assert "De fleste ler" not in page.get_text()
    assert "trinn 2 av 2" in words(page.select_one(".impact-table"))


def test_small_groups_in_a_breakdown_are_hidden_in_what_is_kept(plan: Plan) -> None:
    counted = make_indicator(plan, breakdown=["Kvinner", "Menn", "Andre"])
    parts = [("Kvinner", "30"), ("Menn", "28"), ("Andre", "2")]
    broken = [{"name": name, "value": value, "numerator": None, "denominator": None} for name, value in parts]
    make_measurement(counted, 60, START, breakdown=broken)
    kept = content_of(plan, choice(counted)).indicators[0].measurements[0].breakdown
    assert [part.amount for part in kept if part.name == "Andre"] == [None]
    assert sum(part.is_hidden for part in kept) >= 2


def test_not_measured_is_shown_as_such_level_by_level(
    client: Client, case: CasePage, plan: Plan, owner: Any, jobs: Indicator
) -> None:
    far = make_indicator(plan, name="I jobb etter tre år", level=Level.IMPACT)
    near = make_indicator(plan, name="Har gått på kurs", level=Level.RESULT)
    make_measurement(near, 349, START)
    choose_what_is_shown(plan=plan, by=owner, choice=choice(far, near, jobs))
    approve(case)
    rows = [words(row) for row in shown(client, case).select(".impact-table tr")[1:]]
    assert [row.split()[0] for row in rows[::2]] == ["Resultat", "Virkning", "Effekt"]
    assert "349" in rows[1]
    assert rows[5].endswith("Ikke målt ennå")


def test_an_evaluation_by_someone_outside_counts_when_it_is_shown_who(
    client: Client, case: CasePage, plan: Plan, owner: Any, jobs: Indicator
) -> None:
    Evaluation.objects.create(plan=plan, on=LATER, learnt="Det hjelper litt.", is_external=True, evaluator="NORCE")
    Evaluation.objects.create(plan=plan, on=LATER, learnt="Vi ble enige.", evaluator="Kari Nordmann")
    choose_what_is_shown(plan=plan, by=owner, choice=choice(jobs, steps=("evaluation",)))
    approve(case)
    page = shown(client, case)
    assert "NORCE" in page.get_text()
    assert "Kari Nordmann" not in page.get_text()
    assert client.get("/api/cases/?evidence=evaluated").json()["count"] == 1


def test_an_invented_example_is_marked_and_counts_for_nothing(
    client: Client, case: CasePage, plan: Plan, owner: Any, jobs: Indicator
) -> None:
    Plan.objects.filter(pk=plan.pk).update(is_example=True)
    choose_what_is_shown(plan=plan, by=owner, choice=choice(jobs))
    approve(case)
    page = shown(client, case)
    assert "oppdiktet" in words(page.select_one(".case-impact"))
    assert "Fortalt" in words(page.select_one(".case__facts"))
    assert client.get("/api/cases/?has_impact=1").json()["count"] == 0


def test_a_plan_in_another_language_says_so_and_marks_its_words(
    client: Client, case: CasePage, plan: Plan, owner: Any, jobs: Indicator
) -> None:
    Plan.objects.filter(pk=plan.pk).update(language="nn")
    choose_what_is_shown(plan=plan, by=owner, choice=choice(jobs))
    approve(case)
    page = shown(client, case)
    assert page.select_one(".impact-table th[scope=row] [lang=nn]").get_text() == "Har fått jobb"
    assert page.select_one(".impact-language") is not None


def test_another_case_cannot_show_the_plan(case: CasePage, plan: Plan, jobs: Indicator, owner: Any) -> None:
    choose_what_is_shown(plan=plan, by=owner, choice=choice(jobs))
    approve(case)
    stolen = make_case(title="En annen", translation_key=uuid4(), shown_with=now(case).shown_with)
    assert len(contents_on(now(case))) == 1
    assert contents_on(stolen) == []


def test_what_is_not_theirs_or_nothing_is_refused(
    client: Client, case: CasePage, plan: Plan, jobs: Indicator, owner: Any
) -> None:
    reader = make_person("reader@example.org")
    plan.team.memberships.create(user=reader, role=Role.READER)
    for stranger in (reader, make_user("Editors"), make_person("nobody@example.org")):
        with pytest.raises(NotAllowedError):
            choose_what_is_shown(plan=plan, by=stranger, choice=choice(jobs))
    with pytest.raises(RefusedError):
        choose_what_is_shown(plan=plan, by=owner, choice=choice(steps=("theory",)))
    alone = make_plan(make_team(owner=owner))
    client.force_login(owner)
    page = client.get(reverse("plan_publish", args=[alone.team_id]))
    assert "ingen case i biblioteket" in page.content.decode()
    assert client.post(reverse("plan_publish", args=[alone.team_id]), {"send": "1", "seen": "x"}).status_code == 200
    assert not Publication.objects.exists()


def test_the_page_costs_the_same_whatever_is_shown(
    client: Client, case: CasePage, plan: Plan, owner: Any, django_assert_max_num_queries: Any
) -> None:
    many = [make_indicator(plan, name=f"Nummer {number}") for number in range(12)]
    Measurement.objects.bulk_create(
        Measurement(plan=plan, indicator=one, value=number, on=date(2020 + number, 1, 1), is_baseline=not number)
        for one in many
        for number in range(5)
    )
    choose_what_is_shown(plan=plan, by=owner, choice=choice(*many))
    approve(case)
    client.get(now(case).get_url())
    with django_assert_max_num_queries(15):
        assert client.get(f"{now(case).get_url()}?ny=1").status_code == 200
