"""Whoever says which municipality is theirs sees cases from those like it first, and which they are."""

from __future__ import annotations

import re

import pytest

from tests.factories import make_case

pytestmark = pytest.mark.django_db


def _cards(client, address: str) -> list[tuple[str, str]]:
    """Return the title of each card, and what it says of ours."""
    html = client.get(address).content.decode()
    cards = html.split('<li class="case-card"')[1:]
    titles = [re.sub(r"<[^>]*>", "", re.search(r"case-card__title\">(.*?)</h", card, re.DOTALL)[1]) for card in cards]
    marks = [re.search(r'case-card__ours"[^>]*><span[^>]*>([^<]*)<', card) for card in cards]
    return [(title.strip(), mark[1] if mark else "") for title, mark in zip(titles, marks, strict=True)]


@pytest.fixture(autouse=True)
def _cases():
    make_case(title="Fra Lillestrøm", municipalities=["3205"])  # about as large and central as Asker
    make_case(title="Fra Asker", municipalities=["3203"])
    make_case(title="Alene", municipalities=["5601"])
    make_case(title="Uten sted")


@pytest.mark.parametrize("written", ["3203", "asker", "0220"])  # today's number, its name, and the number until 2019
def test_cases_from_municipalities_like_ours_come_first_and_say_so(client, written):
    assert _cards(client, f"/caser/?sort=title&like={written}") == [
        ("Fra Asker", ""),
        ("Fra Lillestrøm", "Fra en kommune som ligner Asker"),
        ("Alene", ""),
        ("Uten sted", ""),
    ]


def test_without_it_nothing_is_marked(client):
    assert [mark for _title, mark in _cards(client, "/caser/")] == [""] * 4


def test_what_means_no_municipality_is_said_beside_the_field_with_what_was_written(client):
    html = client.get("/caser/?like=Atlantis<b>").content.decode()
    field = html.partition('id="like-ours"')[2].partition("</details>")[0]
    assert 'value="Atlantis&lt;b&gt;"' in field
    assert "Ingen kommune har nummeret eller navnet Atlantis&lt;b&gt;" in field
    assert "Herøy" in client.get("/caser/?like=Herøy").content.decode()


def test_the_choice_stays_in_the_addresses_that_lead_on(client):
    html = client.get("/caser/?theme=housing&like=Asker").content.decode()
    assert re.search(r'data-removable="true" href="\?like=3203"', html)


def test_a_municipalitys_page_leads_to_the_list_with_those_like_it_first(client):
    assert 'href="/caser/?like=3203"' in client.get("/kommuner/3203-asker/").content.decode()
    titles = [title for title, _mark in _cards(client, "/caser/?like=3203")]
    assert set(titles[:2]) == {"Fra Asker", "Fra Lillestrøm"}
