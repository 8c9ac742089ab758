"""The front page: newest cases, and every way in."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.cases.pages.reading import alternates, language_menu
from tests.factories import make_case, make_cases

pytestmark = pytest.mark.django_db

FRONT = {"nb": "/", "nn": "/nn/", "en": "/en/"}


def _read(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize(("language", "path"), FRONT.items())
def test_front_page_of_each_language(client: Client, language: str, path: str) -> None:
    page = _read(client, path)
    assert page.html["lang"] == language
    assert len(page.select("h1")) == 1
    assert language_menu(page) == FRONT
    assert alternates(page) == {code: f"http://testserver{address}" for code, address in FRONT.items()}


def test_an_empty_library_says_what_will_be_here(client: Client) -> None:
    page = _read(client, "/")
    assert len(page.select(".empty")) == 1
    assert page.select(".case-card, .ds-chip") == []
    assert len(page.select(".concept-link")) == 16


def test_the_six_newest_cases_are_shown(client: Client) -> None:
    cases = make_cases(8)
    page = _read(client, "/")
    shown = [card.get_text(strip=True) for card in page.select(".case-card__title")]
    assert shown == [case.title for case in reversed(cases[2:])]
    assert "8" in page.select_one(".section__head a").get_text()


def test_ways_in_are_counted_and_lead_to_the_list(client: Client) -> None:
    make_case(themes=["housing", "poverty"], values=["openness"])
    make_case(themes=["housing"])
    page = _read(client, "/")
    chips = {str(chip["href"]): chip.select_one(".chip-count").get_text() for chip in page.select(".ds-chip")}
    assert chips == {"/caser/?theme=housing": "2", "/caser/?theme=poverty": "1"}
    assert [link.get_text() for link in page.select(".concept-link__count")] == ["1 case"]


def test_both_forms_lead_to_the_list(client: Client) -> None:
    forms = _read(client, "/nn/").select("main form")
    assert [form["action"] for form in forms] == ["/nn/casar/", "/nn/casar/"]
    assert [form.select_one("input")["name"] for form in forms] == ["q", "municipality"]


def test_the_front_page_of_another_language_shows_its_own_text_first(client: Client) -> None:
    case = make_case(title="På bokmål")
    make_case("en", title="In English", translation_key=case.translation_key)
    assert [t.get_text(strip=True) for t in _read(client, "/en/").select(".case-card__title")] == ["In English"]
    assert [t.get_text(strip=True) for t in _read(client, "/nn/").select(".case-card__title")] == ["På bokmål"]
