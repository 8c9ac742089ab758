"""Answering alone, beside a case: shown at once, stored nowhere until somebody asks for it."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone, translation

from cases.models import CasePage
from tests.cases.editorial.admin_form import read_form
from tests.factories import make_case, make_person, make_team
from tests.factories.assessment import make_answers, make_closed_round, make_participations, make_questionnaire
from toolkit.assessment.codes import PartnerGroup, SeenBy
from toolkit.assessment.releasing import show_results
from toolkit.assessment.shown_rounds import thing
from toolkit.models import OwnAnswers, Questionnaire

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _in_norwegian() -> Any:
    with translation.override("nb"):
        yield


@pytest.fixture
def questionnaire() -> Questionnaire:
    """The version in use."""
    return make_questionnaire()


@pytest.fixture
def case(questionnaire: Questionnaire) -> CasePage:
    """A case that shows its team's round, in which all agree somewhat with everything."""
    page, owner = make_case(slug="runden"), make_person()
    own = make_closed_round(make_team(owner=owner, case_id=page.translation_key, name=""), seen_by=SeenBy.PUBLIC)
    for answer in "45":
        make_participations(own, PartnerGroup.CITIZENS, 6, answers=make_answers(questionnaire, answer))
    show_results(round_=own, by=owner)
    page.shown_with = [thing(own.pk).plain()]
    page.save()
    return page


def soup(answer: Any) -> BeautifulSoup:
    """Return an answer's page."""
    return BeautifulSoup(answer.content, "html.parser")


def address(case: CasePage | None = None, **more: str) -> str:
    """Return the address of the form beside a case."""
    parts = {**({"case": case.translation_key.hex[:12]} if case else {}), **more}
    return reverse("own_assessment") + ("?" + "&".join(f"{k}={v}" for k, v in parts.items()) if parts else "")


def opened(client: Client, url: str) -> dict[str, Any]:
    """Return what the form holds."""
    return read_form(client.get(url).content.decode(), ".own-form")


def answer_all(client: Client, url: str, value: str = "2", **more: Any) -> Any:
    """Open the form as a browser does, give each statement the same answer, and send it."""
    page = soup(client.get(url))
    radios = {radio["name"] for radio in page.select(".own-form input[type=radio]")}
    statements = {name: value for name in radios if "-" in name}
    return client.post(reverse("own_assessment"), {**opened(client, url), **statements, **more})


def kept_link(client: Client, result: Any) -> str:
    """Press the button that keeps the answers, and return where it leads."""
    form = read_form(result.content.decode(), f"form[action='{reverse('own_keep')}']")
    return client.post(reverse("own_keep"), form).headers["Location"]


@pytest.mark.usefixtures("questionnaire")
@pytest.mark.parametrize(("form", "count"), [("short", 11), ("full", 33)])
def test_the_form_asks_statements_the_ladder_and_the_thickness(client: Client, form: str, count: int) -> None:
    page = soup(client.get(address(form=form)))
    names = [field["data-item"] for field in page.select(".asked")]
    assert len([name for name in names if "-" in name]) == count
    assert names[-2:] == ["ladder", "thickness"], "nobody reads an open answer"
    assert page.select(".own-form input[checked]") == []


def test_the_result_stands_beside_the_cases_and_is_stored_nowhere(client: Client, case: CasePage) -> None:
    answer = answer_all(client, address(case), ladder=["curious", "mature"], thickness="2")
    page = soup(answer)
    assert answer.status_code == 200
    assert (answer.headers["Cache-Control"].count("no-store"), answer.headers["Referrer-Policy"]) == (1, "same-origin")
    assert len(page.select(".own-results > li")) == 11
    words = page.select(".own-results > li")[0].get_text(" ", strip=True)
    assert "Går ganske dårlig" in words
    assert "av svarene sier at det går bra" in words
    assert "Nysgjerrig" in page.get_text()
    assert OwnAnswers.objects.count() == 0
    assert client.cookies == {}


def test_a_reversed_statement_is_turned(client: Client, questionnaire: Questionnaire) -> None:
    statement = questionnaire.statements.get(key="openness-3")
    data = {"form": "full", statement.key: "5"}
    page = soup(client.post(reverse("own_assessment"), data))
    assert page.select_one(".own-words dd").get_text() == "Går dårlig"


@pytest.mark.usefixtures("questionnaire")
def test_without_a_published_result_the_page_says_so(client: Client) -> None:
    page = soup(answer_all(client, address(make_case(title="Stille case"))))
    assert "har ikke vist noen egenvurdering" in page.get_text()
    assert len(page.select(".own-results > li")) == 11


@pytest.mark.usefixtures("questionnaire")
@pytest.mark.parametrize("query", ["?case=ffffffffffff", "?case=x&form=y&version=9999999", "?version=%C3%A9"])
def test_an_address_that_means_nothing_asks_beside_no_case(client: Client, query: str) -> None:
    assert len(soup(client.get(reverse("own_assessment") + query)).select(".asked")) == 13


def test_a_draft_case_is_not_told_of(client: Client, questionnaire: Questionnaire) -> None:
    draft = make_case(live=False, title="Hemmelig utkast")
    assert "Hemmelig utkast" not in client.get(address(draft)).content.decode()


@pytest.mark.usefixtures("questionnaire")
def test_what_is_wrong_is_said_and_what_is_right_is_still_there(client: Client) -> None:
    answer = client.post(reverse("own_assessment"), {"openness-1": "4", "democracy-1": "9"})
    page = soup(answer)
    assert answer.status_code == 200
    assert page.select_one("input[name=openness-1][checked]")["value"] == "4"
    assert page.select_one("#fault-democracy-1").get_text(strip=True)
    nothing = client.post(reverse("own_assessment"), {})
    assert "minst én" in soup(nothing).select_one(".note--warning").get_text()


def test_answers_are_kept_once_behind_a_link_that_only_its_owner_has(client: Client, case: CasePage) -> None:
    result = answer_all(client, address(case))
    link = kept_link(client, result)
    assert link == kept_link(client, result), "pressed twice it is the same link"
    kept = OwnAnswers.objects.get()
    secret = link.rstrip("/").rpartition("/")[2]
    assert secret not in str(vars(kept))
    assert (kept.case_id, kept.used_on) == (case.translation_key, timezone.localdate())
    page = soup(client.get(link))
    assert len(page.select(".own-results > li")) == 11
    assert page.select_one(".own-link a")["href"].endswith(link)


@pytest.mark.usefixtures("questionnaire")
def test_kept_answers_are_deleted_for_good_after_a_question(client: Client) -> None:
    link = kept_link(client, answer_all(client, address()))
    delete = reverse("own_delete", args=[link.rstrip("/").rpartition("/")[2]])
    assert client.get(delete).status_code == 200
    assert OwnAnswers.objects.count() == 1
    client.post(delete)
    assert OwnAnswers.objects.count() == 0
    assert (client.get(link).status_code, client.get(delete).status_code) == (404, 404)
    assert client.post(delete).status_code == 200


@pytest.mark.usefixtures("questionnaire")
def test_opening_the_link_puts_off_the_day_of_deletion(client: Client) -> None:
    link = kept_link(client, answer_all(client, address()))
    OwnAnswers.objects.update(used_on="2026-01-01")
    client.get(link)
    assert OwnAnswers.objects.get().used_on == timezone.localdate()


@pytest.mark.usefixtures("questionnaire")
@pytest.mark.parametrize("secret", ["", "short", "é" * 43, "x" * 44])
def test_a_forged_secret_keeps_nothing(client: Client, secret: str) -> None:
    answer = client.post(reverse("own_keep"), {"secret": secret, "openness-1": "4"})
    assert (answer.status_code, OwnAnswers.objects.count()) == (302, 0)


def test_answers_stay_with_the_version_that_they_were_given_to(client: Client, questionnaire: Questionnaire) -> None:
    form = opened(client, address())
    make_questionnaire()
    result = client.post(reverse("own_assessment"), {**form, "openness-1": "4"})
    kept_link(client, result)
    assert OwnAnswers.objects.get().questionnaire == questionnaire


def test_without_a_questionnaire_in_use_the_page_says_so(client: Client) -> None:
    Questionnaire.objects.update(state=Questionnaire.State.RETIRED)
    assert soup(client.get(address())).select(".asked") == []


@pytest.mark.usefixtures("questionnaire")
def test_the_answers_can_be_changed_from_the_result(client: Client) -> None:
    result = answer_all(client, address())
    form = read_form(result.content.decode(), f"form[action='{reverse('own_keep')}']")
    page = soup(client.post(reverse("own_assessment"), {**form, "again": "1"}))
    assert len(page.select(".own-form input[checked]")) == 11
