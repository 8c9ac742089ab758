"""The list in place: the part has the page's address and is never taken for it; hits say why; no hit leads on."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from tests.cases.pages.conftest import Get
from tests.cases.pages.reading import INDEX, texts, titles
from tests.factories import make_case

pytestmark = pytest.mark.django_db

HTMX = {"HX-Request": "true"}


def test_the_part_is_what_the_page_shows_and_is_not_kept(client: Client) -> None:
    make_case(title="Bolig for alle", values=["democracy"])
    address = f"{INDEX['nb']}?q=bolig&value=democracy&sort=&blah=1"
    page, part = client.get(address), client.get(address, headers=HTMX)
    whole, piece = (BeautifulSoup(answer.content, "html.parser") for answer in (page, part))
    assert piece.select("html, form, header") == []
    assert piece.title.get_text() == whole.title.get_text()
    assert str(piece.select_one(".index-layout")) == str(whole.select_one("#results .index-layout"))
    assert "no-store" in part["Cache-Control"]
    assert part["HX-Push-Url"] == f"{INDEX['nb']}?q=bolig&value=democracy"
    assert all("HX-Request" in answer["Vary"] for answer in (page, part))


def test_whoever_goes_far_back_is_given_the_page(client: Client) -> None:
    for headers in ({"HX-History-Restore-Request": "true"}, {**HTMX, "HX-History-Restore-Request": "true"}):
        assert b"<html" in client.get(INDEX["nb"], headers=headers).content


def test_hits_say_why_in_marked_words_and_names(get: Get) -> None:
    make_case(
        title="Huset & hagen <3",
        summary="Naboer hjelper hverandre.",
        challenge="<p>Ingen visste hvem som eide epletreet.</p>",
        fields=["anchoring"],
        municipalities=["3909"],
    )
    page = get(INDEX["nb"] + "?q=hagen+epletre+forankring+Lardal")
    assert texts(page, ".case-card mark") == ["hagen", "epletreet"]
    assert titles(page) == ["Huset & hagen <3"]
    reasons = texts(page, ".case-card__why li")
    assert "Kommune: Larvik (før Lardal)" in reasons
    assert "Handlingsfelt: Forankring" in reasons
    assert get(INDEX["nb"]).select("mark, .case-card__why") == []


def test_no_hit_leads_on(get: Get) -> None:
    make_case(title="Fyrtårnet", themes=["housing"])
    make_case(title="Brygga", themes=["poverty"])
    page = get(INDEX["nb"] + "?q=brygga&theme=housing")
    ways = {str(link["href"]) for link in page.select(".empty a")}
    assert ways == {"?q=brygga", "?theme=housing", INDEX["nb"]}
    assert titles(page) == ["Brygga"]
    assert str(get(INDEX["nb"] + "?q=fyrtornet").select_one(".note a")["href"]) == "?q=fyrt%C3%A5rnet"
    lost = get(INDEX["nb"] + "?q=kvantedatamaskin")
    assert len(titles(lost)) == 2
    assert lost.select_one("#hits-heading").get_text().startswith("0 ")


def test_a_language_counts_without_its_own_choice(get: Get) -> None:
    make_case("nb", title="Ein")
    make_case("nn", title="To")
    page = get(INDEX["nb"] + "?locale=nn")
    assert titles(page) == ["To"]
    counts = {box["value"]: texts(box.parent, ".facet__count")[0].split()[0] for box in page.select("[name=locale]")}
    assert counts == {"nb": "1", "nn": "1", "en": "0"}
