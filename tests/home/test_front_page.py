"""The front page: newest cases, and every way in."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.content import article_id
from home.models import HomePage
from tests.cases.pages.reading import alternates, language_menu
from tests.factories import make_article, make_case, make_cases

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
    assert page.select(".patch, .case-card, .ds-chip") == []
    assert len(page.select(".way__threads a, .way__steps a")) == 16


@pytest.mark.parametrize(("there", "shown"), [(14, 12), (11, 6), (5, 5), (1, 1)])
def test_the_quilt_shows_the_newest_cases_in_whole_rows(client: Client, there: int, shown: int) -> None:
    cases = make_cases(there)
    page = _read(client, "/")
    titles = [title.get_text(strip=True) for title in page.select(".patch__title")]
    assert titles == [case.title for case in reversed(cases)][:shown]
    assert bool(page.select(".quilt--whole")) == (shown in (6, 12))
    assert page.select_one(".patch__link")["href"] == f"/caser/{cases[-1].slug}/"
    assert str(there) in page.select_one(".section__head a").get_text() or there == 1


def test_ways_in_are_counted_and_lead_to_the_list(client: Client) -> None:
    make_case(themes=["housing", "poverty"], values=["openness"])
    make_case(themes=["housing"])
    page = _read(client, "/")
    chips = {str(chip["href"]): chip.select_one(".chip-count").get_text() for chip in page.select(".ds-chip")}
    assert chips == {"/caser/?theme=housing": "2", "/caser/?theme=poverty": "1"}
    assert [count.get_text() for count in page.select(".way__count")] == ["1 case"]


def test_both_forms_lead_to_the_list(client: Client) -> None:
    forms = _read(client, "/nn/").select("main form")
    assert [form["action"] for form in forms] == ["/nn/casar/", "/nn/casar/"]
    assert [form.select_one("input")["name"] for form in forms] == ["q", "municipality"]


def test_the_front_page_of_another_language_shows_its_own_text_first(client: Client) -> None:
    case = make_case(title="På bokmål")
    make_case("en", title="In English", translation_key=case.translation_key)
    assert [t.get_text(strip=True) for t in _read(client, "/en/").select(".patch__title")] == ["In English"]
    assert [t.get_text(strip=True) for t in _read(client, "/nn/").select(".patch__title")] == ["På bokmål"]


def _choose(language: str, *pks: int, heading: str = "Vi anbefaler") -> None:
    page = HomePage.objects.get(locale__language_code=language)
    page.collection_heading = heading
    page.collection = page._meta.get_field("collection").to_python([{"type": "case", "value": pk} for pk in pks])
    page.save()


def _collection(client: Client, path: str) -> list[str]:
    section = _read(client, path).select("[aria-labelledby=collection]")
    return [title.get_text(strip=True) for title in section[0].select(".case-card__title")] if section else []


def test_a_collection_stands_in_its_own_order_however_old_its_cases(client: Client) -> None:
    old, older, *_others = make_cases(14)
    _choose("nb", older.pk, old.pk, older.pk)
    assert _collection(client, "/") == [older.title, old.title]


def test_a_collection_shows_each_case_in_the_readers_language_and_no_draft(client: Client) -> None:
    case = make_case(title="På bokmål")
    make_case("en", title="In English", translation_key=case.translation_key)
    draft = make_case(title="Utkast", live=False)
    _choose("en", case.pk, draft.pk)
    assert _collection(client, "/en/") == ["In English"]
    assert _collection(client, "/") == []


def test_a_collection_without_cases_that_are_published_is_hidden(client: Client) -> None:
    draft = make_case(title="Utkast", live=False)
    _choose("nb", draft.pk)
    assert "Vi anbefaler" not in client.get("/").content.decode()


def test_the_front_page_costs_the_same_with_and_without_a_collection(client: Client) -> None:
    cases = make_cases(14)
    counts = []
    for chosen in (cases[:1], cases[:6]):
        _choose("nb", *[case.pk for case in chosen])
        client.get("/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_nobody_is_invited_to_a_page_that_is_not_there(client: Client) -> None:
    assert _read(client, "/").select(".invitation--first") == []
    article = make_article(title="Slik forteller dere", slug="bidra", translation_key=article_id("contribute"))
    assert _read(client, "/").select_one(".invitation--first a")["href"] == "/bidra/"
    article.unpublish()
    assert _read(client, "/").select(".invitation--first") == []
