"""The demo library: twelve cases for every reader, some in several languages, one in nynorsk alone."""

from __future__ import annotations

from collections import defaultdict

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client

from cases.models import CasePage, Team
from cases.teams.presentation import teams_of
from toolkit.models import Round

pytestmark = pytest.mark.django_db


def test_the_demo_speaks_three_languages(demo_library: None) -> None:
    languages = defaultdict(set)
    for page in CasePage.objects.live().select_related("locale"):
        languages[page.case_id].add(page.locale.language_code)
    assert len(languages) == 12
    spoken = list(languages.values())
    assert sum("en" in codes for codes in spoken) >= 5
    assert sum("nn" in codes for codes in spoken) >= 3
    assert spoken.count({"nn"}) == 1


@pytest.mark.parametrize("address", ["/caser/", "/nn/casar/", "/en/cases/"])
def test_every_reader_finds_all_twelve(client: Client, demo_library: None, address: str) -> None:
    page = BeautifulSoup(client.get(address).content, "html.parser")
    assert len(page.select(".case-card")) == 12


def test_every_demo_case_can_be_read_and_its_links_lead_on(client: Client, demo_library: None) -> None:
    for case in CasePage.objects.live():
        answer = client.get(case.get_url())
        assert answer.status_code == 200
        links = [str(link["href"]) for link in BeautifulSoup(answer.content, "html.parser").select(".case__story a")]
        assert not [link for link in links if link.startswith("case:")]
        for link in {link for link in links if link.startswith("/")}:
            # Some are for those who have signed in.
            assert client.get(link, follow=True).status_code == 200


def test_the_demo_has_people_in_teams_and_a_team_to_help(demo_library: None) -> None:
    owner = get_user_model().objects.get(email="owner@example.org")
    assert sorted(line.role for line in teams_of(owner)) == ["Eier", "Eier", "Eier", "Leser"]
    assert [team.name for team in Team.objects.without_owner()] == ["Ungdommens verksted"]


def test_the_demo_has_a_result_to_talk_about_and_a_round_to_answer(client: Client, demo_library: None) -> None:
    first, second = Round.objects.shown().order_by("opened_at")
    assert (second.opened_at - first.opened_at).days > 300
    assert first.questionnaire == second.questionnaire
    alone = {batch.group for batch in second.batches.all() if batch.tables}
    assert {"municipality", "citizens", "voluntary"} <= alone
    assert "research" not in alone
    tables = {batch.group: batch.tables["openness-1"] for batch in second.batches.all() if batch.tables}
    assert _mean(tables["municipality"]) - _mean(tables["citizens"]) > 1.5
    page = CasePage.objects.get(translation_key=second.team.case_id, locale__language_code="nb")
    assert {"tool": "assessment", "id": second.pk, "show": "profile"} in page.shown_with
    assert not page.has_unpublished_changes
    still = Round.objects.get(shown_on=None)
    assert still.is_open
    assert client.get(f"/d/{still.code}/", follow=True).status_code == 200


def _mean(cell: dict[str, int]) -> float:
    given = [int(answer) for answer, count in cell.items() if answer != "dk" for _person in range(count)]
    return sum(given) / len(given)
