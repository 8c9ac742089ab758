"""What an address asks: what means something is used, the rest is left out and said."""

from __future__ import annotations

import pytest
from django.http import QueryDict
from django.utils import translation

from cases.asked import understood
from tests.cases.pages.conftest import Get
from tests.cases.pages.reading import INDEX, texts, titles
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def _understood(query: str) -> tuple[dict[str, list[str]], list[str]]:
    with translation.override("en"):
        filters, left_out = understood(QueryDict(query))
    assert filters.is_valid()
    return dict(filters.data.lists()), left_out


def test_all_that_means_something_is_kept() -> None:
    query = "q=bolig&value=democracy&value=openness&theme=housing&municipality=Lardal&county=32&phase=running&page=2"
    parameters, left_out = _understood(query)
    assert left_out == []
    assert parameters["value"] == ["democracy", "openness"]
    assert "page" not in parameters
    assert set(parameters) == {"q", "value", "theme", "municipality", "county", "phase"}


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("value=foo", ["Value: foo"]),
        ("value=foo&value=bar", ["Value: foo", "Value: bar"]),
        ("county=99", ["County: 99"]),
        ("thickness=6", ["Thin or thick: 6"]),
        ("municipality=Atlantis", ["no municipality is called “Atlantis”"]),
        ("colour=red", ["colour"]),
        ("utm_source=letter&fbclid=1", []),
        ("value=", []),
        ("q=%20&municipality=%20", []),
    ],
)
def test_what_is_not_understood_is_said(query: str, said: list[str]) -> None:
    assert _understood(query) == ({}, said)


def test_a_broken_code_beside_a_good_one_costs_only_itself() -> None:
    assert _understood("value=foo&value=democracy") == ({"value": ["democracy"]}, ["Value: foo"])


def test_little_is_said_of_very_much_nonsense() -> None:
    parameters, left_out = _understood("&".join(f"value={'x' * 500}{n}" for n in range(500)))
    assert parameters == {}
    assert len(left_out) == 8
    assert max(map(len, left_out)) < 80


def test_the_end_of_a_text_that_is_too_long_is_left_out_and_said() -> None:
    assert _understood(f"q={'a' * 200}") == ({"q": ["a" * 200]}, [])
    for text, kept in (("a" * 201, "a" * 200), (f"{'a' * 190} {'b' * 20}", "a" * 190)):
        parameters, left_out = _understood(f"q={text}")
        assert parameters == {"q": [kept]}
        assert len(left_out) == 1


def test_every_choice_has_its_place_in_the_form(get: Get) -> None:
    make_case(municipalities=["3203"], values=["democracy"])
    query = "q=a&value=democracy&from_year=2015&sort=title&municipality=Asker&municipality=Larvik"
    form = get(f"{INDEX['nb']}?{query}").select_one("form.case-search")
    sent = {(box["name"], box["value"]) for box in form.select("input[checked], input[name=q], input[name=from_year]")}
    sent |= {("sort", str(option["value"])) for option in form.select("#sort option[selected]")}
    assert sent == {
        ("q", "a"), ("value", "democracy"), ("from_year", "2015"), ("sort", "title"),
        ("municipality", "3203"), ("municipality", "3909"),
    }  # fmt: skip


def test_the_page_says_what_it_left_out_and_shows_the_rest(get: Get) -> None:
    make_case(title="Her", values=["democracy"])
    make_case(title="Ikke her", values=["openness"])
    page = get(INDEX["nb"] + "?value=democracy&value=foo&municipality=Atlantis&blah=1")
    assert titles(page) == ["Her"]
    (note,) = texts(page, ".note--warning")
    for word in ("foo", "Atlantis", "blah"):
        assert word in note
    assert len(page.select(".hits .ds-chip")) == 1


def test_nothing_is_said_when_all_was_understood(get: Get) -> None:
    assert get(INDEX["nb"] + "?value=democracy&utm_source=x").select(".note") == []


@pytest.mark.parametrize("page", ["0", "-1", "99999999999999999999", "last", "x", "1.5", "%C3%A5"])
def test_a_page_number_that_is_none_gives_a_page(get: Get, page: str) -> None:
    make_case(title="Her")
    assert titles(get(f"{INDEX['nb']}?page={page}")) == ["Her"]
