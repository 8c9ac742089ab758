"""The demo library: twelve cases for every reader, some in several languages, one in nynorsk alone."""

from __future__ import annotations

from collections import defaultdict

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth import get_user_model
from django.test import Client

from cases.models import CasePage, Team
from cases.teams.presentation import teams_of

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
            assert client.get(link).status_code == 200


def test_the_demo_has_people_in_teams_and_a_team_to_help(demo_library: None) -> None:
    owner = get_user_model().objects.get(email="owner@example.org")
    assert sorted(line.role for line in teams_of(owner)) == ["Eier", "Leser"]
    assert [team.name for team in Team.objects.without_owner()] == ["Ungdommens verksted"]
