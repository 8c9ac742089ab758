"""What the page of a case shows of a round, and the page on which its team chooses that."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation

from cases.models import CasePage, Role
from tests.factories import decide, make_case, make_person, make_team, make_user, publish_by_review
from tests.factories.assessment import make_answers, make_closed_round, make_participations
from toolkit.assessment.codes import PartnerGroup, SeenBy
from toolkit.assessment.publishing import choose_what_is_shown
from toolkit.assessment.releasing import show_results
from toolkit.assessment.shown_rounds import Show, thing
from toolkit.models import Round

pytestmark = pytest.mark.django_db

# Nobody else writes this.
CANARY = "Kanarifuglen i runden"


@pytest.fixture(autouse=True)
def _in_norwegian() -> Any:
    with translation.override("nb"):
        yield


@pytest.fixture
def owner() -> Any:
    """Somebody who owns the case's team and has no role in the portal."""
    return make_person("owner@example.org")


@pytest.fixture
def case() -> CasePage:
    """A published case that has been through review."""
    page = make_case(live=False, source_reference="Rapport", challenge="<p>A</p>", slug="runden")
    page.save_revision()
    return publish_by_review(page)


@pytest.fixture
def round_(case: CasePage, owner: Any) -> Round:
    """A round with two groups that are large enough, and one that is not; its result has been shown to the team."""
    return answered(make_team(owner=owner, case_id=case.translation_key, name=""), owner)


def answered(team: Any, owner: Any, agreement: str = "4", **fields: Any) -> Round:
    """Return a closed round, answered and shown to its team."""
    own = make_closed_round(team, **{"name": CANARY, "seen_by": SeenBy.PUBLIC, **fields})
    answers = make_answers(own.questionnaire, agreement, open=CANARY)
    make_participations(own, PartnerGroup.MUNICIPALITY, 6, answers=answers)
    make_participations(own, PartnerGroup.CITIZENS, 7, answers=make_answers(own.questionnaire, "2"))
    make_participations(own, PartnerGroup.NAV, 2, answers=answers)
    show_results(round_=own, by=owner)
    own.refresh_from_db()
    return own


def shown(client: Client, case: CasePage) -> BeautifulSoup:
    """Return the page of a case as everybody sees it."""
    return BeautifulSoup(client.get(case.get_url()).content, "html.parser")


def publish(case: CasePage, round_: Round, owner: Any, show: Show | None = Show.PROFILE) -> None:
    """Choose, and let two others approve."""
    choose_what_is_shown(round_=round_, by=owner, show=show)
    decide(case, make_user("Editors"))
    decide(case, make_user("Publishers"))


def page_of(round_: Round) -> str:
    """Return the address on which the team chooses."""
    return reverse("round_publish", args=[round_.team_id, round_.pk])


def test_nothing_of_a_round_is_on_the_page_before_it_is_published(
    client: Client, case: CasePage, round_: Round, owner: Any
) -> None:
    choose_what_is_shown(round_=round_, by=owner, show=Show.SPREAD)
    decide(case, make_user("Editors"))
    page = shown(client, case)
    assert CANARY not in page.get_text()
    assert page.select("#self-assessment, .case-result") == []


def test_the_profile_tells_of_all_and_of_no_group(client: Client, case: CasePage, round_: Round, owner: Any) -> None:
    publish(case, round_, owner)
    page = shown(client, case)
    text = page.select_one("#self-assessment").parent.get_text(" ", strip=True)
    assert f"«{CANARY}»" in text
    assert "personer som er med i arbeidet" in text
    assert len(page.select(".profile__figure li")) == 11
    assert page.select(".stack") == []
    assert page.select(".case__facts a[href='#self-assessment']")[0].get_text() == CANARY


def test_the_spread_hides_the_small_group_in_words_and_no_open_answer_is_shown(
    client: Client, case: CasePage, round_: Round, owner: Any
) -> None:
    publish(case, round_, owner, Show.SPREAD)
    page = shown(client, case)
    text = page.select_one("#self-assessment").parent.get_text(" ", strip=True)
    assert len(page.select(".case-result .concept-result")) == 11
    assert "Vises ikke, for å skjerme små grupper" in text
    assert text.count(CANARY) == 1, "the round's name, and not what somebody wrote"


def test_two_rounds_of_the_same_questions_tell_what_has_changed(
    client: Client, case: CasePage, round_: Round, owner: Any
) -> None:
    Round.objects.filter(pk=round_.pk).update(opened_at=timezone.now() - timedelta(days=365))
    later = answered(round_.team, owner, "5", name="Året etter")
    publish(case, round_, owner)
    publish(case, later, owner)
    rows = shown(client, case).select(".case-result table")[-1].select("tbody tr")
    assert len(rows) == 11
    assert all(row.select("td")[-1].get_text(strip=True).startswith("+") for row in rows)


def test_the_page_asks_no_more_than_it_may(client: Client, case: CasePage, round_: Round, owner: Any) -> None:
    Round.objects.filter(pk=round_.pk).update(opened_at=timezone.now() - timedelta(days=365))
    later = answered(round_.team, owner, name="Året etter")
    publish(case, round_, owner)
    publish(case, later, owner, Show.SPREAD)
    client.get(case.get_url())
    with CaptureQueriesContext(connection) as queries:
        client.get(case.get_url())
    assert len(queries) <= 12, "\n".join(q["sql"][:150] + " … " + q["sql"][-120:] for q in queries.captured_queries)


def test_a_deleted_round_is_gone_from_the_page_though_pages_are_kept(
    client: Client, case: CasePage, round_: Round, owner: Any
) -> None:
    publish(case, round_, owner)
    assert CANARY in shown(client, case).get_text()
    round_.deleted_at = timezone.now()
    round_.save()
    assert CANARY not in shown(client, case).get_text()


def test_the_team_looks_at_each_choice_and_sends_one(client: Client, case: CasePage, round_: Round, owner: Any) -> None:
    client.force_login(owner)
    page = BeautifulSoup(client.get(page_of(round_)).content, "html.parser")
    assert len(page.select(".publish-preview")) == 2
    assert page.select("input[name=show][checked]")[0]["value"] == "nothing"
    answer = client.post(page_of(round_), {"show": "spread"}, follow=True)
    told = BeautifulSoup(answer.content, "html.parser").get_text(" ", strip=True)
    assert "To redaktører leser det før det vises." in told
    assert "Til gjennomgang" in told
    decide(case, make_user("Editors"), "reject", comment="Spør brukerne først.")
    told = BeautifulSoup(client.get(page_of(round_)).content, "html.parser").get_text(" ", strip=True)
    assert "Spør brukerne først." in told


@pytest.mark.parametrize("show", ["", "all", "nothing; drop"])
def test_a_choice_that_there_is_not_is_refused_beside_the_field(
    client: Client, round_: Round, owner: Any, show: str
) -> None:
    client.force_login(owner)
    answer = client.post(page_of(round_), {"show": show})
    assert BeautifulSoup(answer.content, "html.parser").select(".fault")


def test_what_hinders_is_told_and_a_forced_choice_changes_nothing(
    client: Client, case: CasePage, round_: Round, owner: Any
) -> None:
    Round.objects.filter(pk=round_.pk).update(seen_by=SeenBy.TEAM)
    client.force_login(owner)
    page = BeautifulSoup(client.get(page_of(round_)).content, "html.parser")
    assert page.select(".publish-preview, input[name=show]") == []
    assert client.post(page_of(round_), {"show": "profile"}).status_code == 409
    assert CasePage.objects.get(pk=case.pk).get_latest_revision_as_object().shown_with == []


def test_a_reader_of_the_team_and_an_editor_do_not_choose(client: Client, round_: Round) -> None:
    reader = make_person("reader@example.org")
    round_.team.memberships.create(user=reader, role=Role.READER)
    for user, status in ((reader, 403), (make_user("Editors"), 403), (make_person("nobody@example.org"), 404)):
        client.force_login(user)
        assert client.get(page_of(round_)).status_code == status


def test_every_case_leads_to_ones_own_answers(client: Client) -> None:
    case = make_case()
    page = shown(client, case)
    entry = page.select_one("#own-assessment + p + form")
    assert entry["action"] == reverse("own_assessment")
    assert entry.select_one("input[name=case]")["value"] == case.translation_key.hex[:12]
    assert f"{reverse('own_assessment')}?case={case.translation_key.hex[:12]}" in {
        link["href"] for link in page.select(".onward a")
    }
    assert thing(1).key == "assessment:1"


def test_the_index_and_the_open_data_find_cases_that_show_one(
    client: Client, case: CasePage, round_: Round, owner: Any
) -> None:
    make_case(title="En annen case")
    publish(case, round_, owner)
    page = BeautifulSoup(client.get("/caser/?has_assessment=1").content, "html.parser")
    assert [link.get_text(strip=True) for link in page.select(".case-card h2 a, .case-card h3 a")] == [case.title]
    found = client.get("/api/cases/?has_assessment=1").json()
    assert ([one["title"] for one in found["results"]], found["facets"]["has_assessment"]) == ([case.title], {"1": 1})
    assert "shown_with" not in found["results"][0]
    refused = client.get("/api/cases/?has_assessment=2")
    assert (refused.status_code, refused.json()["allowed"]) == (400, ["1"])
