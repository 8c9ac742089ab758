"""The pages of municipalities and counties: where they are, what they show, and what they never do."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from django.test import Client

from cases.models import County, Municipality
from home.content import KEY_OF, article_id
from tests.cases.pages.conftest import Get
from tests.cases.pages.reading import alternates, language_menu, texts, titles
from tests.factories import make_article, make_case, make_cases

pytestmark = pytest.mark.django_db

ASKER = {"nb": "/kommuner/3203-asker/", "nn": "/nn/kommunar/3203-asker/", "en": "/en/municipalities/3203-asker/"}
AKERSHUS = {"nb": "/fylker/32-akershus/", "nn": "/nn/fylke/32-akershus/", "en": "/en/counties/32-akershus/"}
OVERVIEW = {"nb": "/kommuner/", "nn": "/nn/kommunar/", "en": "/en/municipalities/"}


def _titles_below(page, heading: str) -> list[str]:
    return texts(page.select_one(f"section[aria-labelledby={heading}]"), ".case-card__title")


def _make_case_of_county(title: str, number: str) -> None:
    case = make_case(title=title)
    case.counties.set([County.objects.get(number=number)])
    case.save()


@pytest.mark.parametrize(
    ("asked", "leads_to"),
    [
        ("/kommuner/3203/", ASKER["nb"]),
        ("/kommuner/3203-hurum/", ASKER["nb"]),
        ("/nn/kommunar/3203-ASKER/", ASKER["nn"]),
        ("/kommuner/0220-asker/", ASKER["nb"]),  # its number until 2020
        ("/kommuner/0628-hurum/", ASKER["nb"]),  # merged into it
        ("/en/municipalities/hurum/", ASKER["en"]),
        ("/kommuner/gaivuotna/", "/kommuner/5540-kafjord/"),
        ("/kommuner/sor-aurdal/", "/kommuner/3449-sor-aurdal/"),
        ("/fylker/32/", AKERSHUS["nb"]),
        ("/fylker/akershus/", AKERSHUS["nb"]),
        ("/fylker/M%C3%B8re%20og%20Romsdal/", "/fylker/15-more-og-romsdal/"),
        ("/fylker/", OVERVIEW["nb"]),
        ("/nn/fylke/", OVERVIEW["nn"]),
    ],
)
def test_every_other_way_to_write_it_leads_to_the_one_address(client: Client, asked: str, leads_to: str) -> None:
    answer = client.get(asked)
    assert (answer.status_code, answer.headers.get("Location")) == (301, leads_to)


@pytest.mark.parametrize(
    "path",
    [
        "/kommuner/9999-asker/",
        "/kommuner/atlantis/",
        "/kommuner/0316-holbaek/",  # Danish
        "/kommuner/holbaek/",
        "/kommuner/%F0%9F%98%80/",
        "/kommuner/3203%0A/",
        "/kommuner/-/",
        "/fylker/99-akershus/",
        "/fylker/viken/",
        "/fylker/3203-asker/",
        f"/kommuner/{'a' * 2000}/",
    ],
)
def test_what_is_no_place_of_today_is_not_found(get: Get, path: str) -> None:
    get(path, status=404)


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ("/kommuner/heroy/", ["/kommuner/1515-heroy/", "/kommuner/1818-heroy/"]),
        ("/kommuner/1507-alesund/", ["/kommuner/1580-haram/", "/kommuner/1508-alesund/"]),
        ("/kommuner/Tysfjord/", ["/kommuner/1875-hamaroy/", "/kommuner/1806-narvik/"]),
    ],
)
def test_what_means_several_today_is_answered_with_the_choice(get: Get, asked: str, meant: list[str]) -> None:
    page = get(asked)
    assert [link["href"] for link in page.select(".place-list a")] == meant
    assert page.select_one("meta[name=robots]")["content"].startswith("noindex")


@pytest.mark.parametrize("addresses", [ASKER, AKERSHUS, OVERVIEW], ids=["municipality", "county", "overview"])
def test_the_page_is_linked_with_itself_in_the_other_languages(get: Get, addresses: dict[str, str]) -> None:
    for code, address in addresses.items():
        page = get(address)
        assert page.html["lang"] == code
        assert language_menu(page) == addresses
        assert alternates(page) == {code: f"http://testserver{path}" for code, path in addresses.items()}
        assert page.select_one("link[rel=canonical]")["href"] == f"http://testserver{address}"


def test_a_municipality_tells_what_is_known_of_it(get: Get) -> None:
    page = get(ASKER["nb"])
    facts = dict(zip(texts(page, ".place-facts dt"), texts(page, ".place-facts dd"), strict=True))
    assert facts["Innbyggere"].startswith("101 509 Svært stor")
    assert facts["Sentralitet"].startswith("Klasse 2 av 6")
    assert facts["Tidligere kommuner her"] == "Røyken og Hurum"
    assert texts(page, ".place-map figcaption") == ["Asker i Akershus, blant 357 kommuner"]
    assert len(page.select(".place-map__mark")) == 1
    assert page.select_one(".breadcrumb a[href='/fylker/32-akershus/']")
    assert "Gáivuotna" in texts(get("/kommuner/5540-kafjord/"), ".place-head__names")[0]


def test_search_engines_are_told_where_it_is(get: Get) -> None:
    kafjord, akershus = (
        json.loads(get(address).select_one("script[type='application/ld+json']").string)
        for address in ("/kommuner/5540-kafjord/", AKERSHUS["en"])
    )
    assert (kafjord["name"], kafjord["identifier"]["value"]) == ("Kåfjord", "5540")
    assert kafjord["alternateName"] == ["Gáivuotna", "Kaivuono"]
    assert kafjord["containedInPlace"]["name"] == "Troms"
    assert kafjord["geo"]["latitude"] == pytest.approx(69.4, abs=0.5)
    assert akershus["url"] == "http://testserver/en/counties/32-akershus/"


def test_what_is_not_known_is_left_out(get: Get) -> None:
    unknown = dict.fromkeys(("population", "centrality", "latitude", "longitude", "area_km2"))
    Municipality.objects.filter(number="3203").update(**unknown)
    page = get(ASKER["nb"])
    assert texts(page, ".place-facts dt") == ["Kommunenummer", "Tidligere kommuner her"]
    assert page.select(".place-map svg") == []
    assert page.select("#like") == []


def test_cases_are_shown_by_how_near_they_are(get: Get) -> None:
    make_case(title="Her", municipalities=["3203"])
    make_case(title="Her og der", municipalities=["3203", "3301"])
    make_case(title="Nesten like stor", municipalities=["3301"])
    make_case(title="Like sentral", municipalities=["3107", "1103"])
    make_case(title="I samme fylke", municipalities=["3238"])
    _make_case_of_county("For hele fylket", "32")
    make_case(title="Et annet sted", municipalities=["5601"])
    page = get(ASKER["nb"])
    assert set(_titles_below(page, "here")) == {"Her", "Her og der"}
    assert _titles_below(page, "like") == ["Nesten like stor", "Like sentral"]
    assert _titles_below(page, "near") == ["For hele fylket", "I samme fylke"]


def test_a_municipality_without_cases_leads_on(get: Get) -> None:
    make_case(title="Nabo", municipalities=["3301"])
    page = get(ASKER["nb"])
    links = [link["href"] for link in page.select("section[aria-labelledby=here] .empty a")]
    assert links == ["#like", "/caser/"]
    assert "Drammen" in texts(page, ".like-list a")
    assert len(page.select(".like-list a")) == 10


def test_oslo_is_said_to_have_no_equal(get: Get) -> None:
    make_case(title="Fra Bergen", municipalities=["4601"])
    page = get("/kommuner/0301-oslo/")
    assert texts(page, ".like-list a") == ["Bergen", "Trondheim", "Stavanger", "Bærum"]
    assert "Ingen annen kommune" in texts(page, ".places-why")[0]
    assert _titles_below(page, "like") == ["Fra Bergen"]


def test_each_case_is_there_once_in_the_readers_language_or_the_next_best(get: Get) -> None:
    key = uuid4()
    make_case(title="På bokmål", municipalities=["3203"], translation_key=key)
    make_case("nn", title="På nynorsk", municipalities=["3203"], translation_key=key)
    make_case("nn", title="Berre nynorsk", municipalities=["3203"])
    for page in (get(ASKER["nb"]), get(AKERSHUS["nb"])):
        assert set(titles(page)) == {"På bokmål", "Berre nynorsk"}
    assert set(titles(get(ASKER["nn"]))) == {"På nynorsk", "Berre nynorsk"}
    assert texts(get(AKERSHUS["nb"]), ".place-list li")[0] == "Asker 2 caser"


def test_drafts_and_danish_cases_of_the_same_number_are_not_shown(get: Get) -> None:
    Municipality.objects.create(country="DK", number="3203", name="Et dansk sted")
    make_case(title="Dansk", country="DK", municipalities=["3203"])
    make_case(title="Kladd", municipalities=["3203"], live=False)
    assert _titles_below(get(ASKER["nb"]), "here") == []
    for address in (ASKER["nb"], AKERSHUS["nb"], OVERVIEW["nb"]):
        page = get(address)
        assert "Kladd" not in page.get_text()
        assert page.select(".place-list__count") == []
    assert titles(get(AKERSHUS["nb"])) == []


def test_the_newest_cases_lead_on_where_no_place_near_has_any(get: Get) -> None:
    make_cases(5, municipalities=["5601"])
    assert len(_titles_below(get(ASKER["nb"]), "newest")) == 3
    make_case(title="Nabo", municipalities=["3301"])
    assert get(ASKER["nb"]).select("#newest") == []


def test_whoever_has_a_case_is_invited_where_it_says_how(get: Get, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(KEY_OF, article_id("contribute"), "contribute")
    how = make_article(title="Slik sender dere inn", translation_key=article_id("contribute"))
    make_case(municipalities=["3203"])
    for address, links in ((ASKER["nb"], ".invite-card a"), ("/kommuner/5540-kafjord/", ".empty a")):
        assert how.url in [link["href"] for link in get(address).select(links)]
    how.unpublish()
    assert get(ASKER["nb"]).select(".invite-card") == []


def test_many_cases_are_counted_and_the_rest_is_in_the_list(get: Get) -> None:
    make_cases(9, municipalities=["3203"])
    page = get(ASKER["nb"])
    assert len(_titles_below(page, "here")) == 6
    assert page.select("#near") == []  # the other three are no less from here
    link = page.select_one("section[aria-labelledby=here] .section__head a")
    assert link["href"] == "/caser/?municipality=3203"
    assert "9" in link.get_text()
    assert texts(get(link["href"]), ".hits__heading")[0].startswith("9 ")


def test_a_county_shows_its_own_cases_and_those_of_its_municipalities(get: Get) -> None:
    make_case(title="I to av dem", municipalities=["3203", "3238"])
    _make_case_of_county("For hele fylket", "32")
    make_case(title="Et annet sted", municipalities=["5601"])
    page = get(AKERSHUS["nb"])
    assert sorted(titles(page)) == ["For hele fylket", "I to av dem"]
    names = texts(page, ".place-list a")
    assert (len(names), names[0], names[-1]) == (21, "Asker", "Ås")
    assert [len(drawn.select(".place-map__mark")) for drawn in page.select(".place-map")] == [21]
    assert texts(page, ".count-map__point title") == ["Asker: 1 case", "Nannestad: 1 case"]


def test_a_county_without_cases_says_so(get: Get) -> None:
    page = get(AKERSHUS["nb"])
    assert [link["href"] for link in page.select(".empty a")] == ["#municipalities", "/caser/"]


def test_the_overview_has_all_in_the_order_of_the_alphabet(get: Get) -> None:
    make_case(municipalities=["3203", "3909"])
    page = get(OVERVIEW["nb"])
    counties = texts(page, ".county-part h3")
    assert (len(counties), counties[0], counties[-1]) == (15, "Agder", "Østfold")
    assert len(page.select(".place-list a")) == 357
    assert {mark.get_text() for mark in page.select(".place-map__mark title")} == {"Asker", "Larvik"}
    anchors = {link["href"].removeprefix("#") for link in page.select(".chip-list a")}
    assert anchors == {heading["id"] for heading in page.select(".county-part h3")}


def test_the_overview_leads_to_the_municipality_that_is_asked_for(client: Client) -> None:
    answer = client.get("/nn/kommunar/", {"q": " Hurum "})
    assert (answer.status_code, answer.headers["Location"]) == (302, ASKER["nn"])


def test_a_name_that_several_have_is_answered_beside_the_field(get: Get) -> None:
    page = get("/kommuner/?q=Her%C3%B8y")
    assert texts(page, "#place-answer .place-list a") == ["Herøy (Møre og Romsdal)", "Herøy (Nordland)"]


@pytest.mark.parametrize("asked", ["Atlantis", "<b>", "9999", "DK-0316", "x" * 3000])
def test_an_unknown_name_is_said_beside_the_field_and_stays_in_it(get: Get, asked: str) -> None:
    page = get(f"/kommuner/?q={asked}")
    assert page.select_one("#place")["value"][:50] == asked[:50]
    assert page.select_one("#place")["aria-invalid"] == "true"
    assert "place-answer" in page.select_one("#place")["aria-describedby"]
    assert len(page.select("#place-answer")) == 1


@pytest.mark.parametrize("path", [ASKER["nb"], AKERSHUS["nb"], OVERVIEW["nb"], "/kommuner/heroy/"])
def test_nothing_is_taken_in(client: Client, path: str) -> None:
    assert client.post(path).status_code == 405
