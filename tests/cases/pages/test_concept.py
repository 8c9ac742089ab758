"""The model and its concepts: one page each, in three languages, with questions and cases."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cases.codes import FIELDS, LADDER_STEPS, LOCALES, VALUES, ConceptKind
from cases.models import ConceptText
from tests.cases.pages.conftest import Get
from tests.cases.pages.reading import alternates, language_menu, texts, titles
from tests.factories import make_case, make_cases

pytestmark = pytest.mark.django_db


def _text(kind: str, code: str, locale: str) -> ConceptText:
    return ConceptText.objects.get(concept__kind=kind, concept__code=code, locale=locale)


def _address(locale: str, slug: str = "") -> str:
    with translation.override(locale):
        return reverse("concept", args=[slug]) if slug else reverse("model")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_concept_of_the_model_has_a_page(get: Get, locale: str) -> None:
    overview = get(_address(locale))
    links = {str(link["href"]) for link in overview.select(".concept-link a")}
    assert len(links) == len(VALUES) + len(FIELDS) + len(LADDER_STEPS)
    assert {str(link["href"]) for link in overview.select(".model-figure a")} <= links
    for address in links:
        page = get(address)
        assert page.html["lang"] == locale
        assert texts(page, ".concept-layout h2") != []
        assert len(page.select(".questions li")) >= 3
        assert len(page.select(".siblings [aria-current=page]")) == 1


@pytest.mark.parametrize("kind", [ConceptKind.VALUE, ConceptKind.FIELD, ConceptKind.LADDER_STEP])
def test_a_slug_of_another_language_leads_to_the_page_in_this_one(client: Client, kind: ConceptKind) -> None:
    code = {"value": "openness", "field": "equality", "ladder_step": "inviting"}[kind]
    slugs = {locale: _text(kind, code, locale).slug for locale in LOCALES}
    for here in LOCALES:
        for there in LOCALES:
            answer = client.get(_address(here, slugs[there]))
            if slugs[here] == slugs[there]:
                assert answer.status_code == 200
            else:
                assert (answer.status_code, answer.headers["Location"]) == (301, _address(here, slugs[here]))


@pytest.mark.parametrize("locale", LOCALES)
def test_an_unknown_slug_is_not_found(get: Get, locale: str) -> None:
    page = get(_address(locale, "finnes-ikke"), status=404)
    assert page.html["lang"] == locale


def test_a_concept_without_a_page_is_not_found(get: Get) -> None:
    theme = _text(ConceptKind.THEME, "housing", "nb")
    get(_address("nb", theme.slug), status=404)


@pytest.mark.parametrize(
    ("kind", "code", "tags", "query"),
    [
        (ConceptKind.VALUE, "openness", {"values": ["openness"]}, "?value=openness"),
        (ConceptKind.FIELD, "equality", {"fields": ["equality"]}, "?field=equality"),
        (ConceptKind.LADDER_STEP, "mature", {"ladder_step": "mature"}, "?step=mature"),
    ],
)
def test_the_cases_that_show_it_are_listed(get: Get, kind: str, code: str, tags: dict, query: str) -> None:
    make_case(title="Viser det", **tags)
    make_case(title="Viser noe annet")
    page = get(_address("nb", _text(kind, code, "nb").slug))
    assert titles(page) == ["Viser det"]
    assert page.select_one(".section__head a")["href"] == f"/caser/{query}"


def test_six_cases_are_shown_and_all_are_counted(get: Get) -> None:
    make_cases(9, values=["openness"])
    page = get(_address("nb", _text("value", "openness", "nb").slug))
    assert len(titles(page)) == 6
    assert "9" in texts(page, ".section__head a")[0]


def test_no_case_yet_is_said(get: Get) -> None:
    page = get(_address("nb", _text("value", "openness", "nb").slug))
    assert len(page.select(".empty a")) == 1


def test_a_concept_is_linked_with_itself_in_the_other_languages(get: Get) -> None:
    addresses = {locale: _address(locale, _text("value", "leadership", locale).slug) for locale in LOCALES}
    for address in addresses.values():
        page = get(address)
        assert alternates(page) == {code: f"http://testserver{path}" for code, path in addresses.items()}
        assert language_menu(page) == addresses


def test_the_model_is_linked_with_itself_in_the_other_languages(get: Get) -> None:
    addresses = {locale: _address(locale) for locale in LOCALES}
    assert language_menu(get(_address("nn"))) == addresses
