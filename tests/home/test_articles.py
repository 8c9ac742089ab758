"""Articles: read in each language, listed on the front page, told to search engines, never hidden by the portal."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import ConceptText
from home.articles import article_address
from home.content import HANDBOOK, article_id
from home.content.loading import load_articles
from home.figures import FIGURES
from home.models import ArticlePage, HomePage
from tests.cases.pages.reading import language_menu
from tests.factories import make_article, make_case
from tests.factories.stories import every_block, make_document, make_image

pytestmark = pytest.mark.django_db

ROOTS = {"nb": "/", "nn": "/nn/", "en": "/en/"}


def _read(client: Client, path: str) -> BeautifulSoup:
    answer = client.get(path)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize(("language", "root"), ROOTS.items())
def test_an_article_is_read_in_its_language(client: Client, language: str, root: str) -> None:
    body = [{"type": "heading", "value": "Tynn og tykk"}, {"type": "paragraph", "value": "<p>Fem steg.</p>"}]
    make_article(language, title="Tynn eller tykk?", slug="tynn", handbook_pages="13–14", body=json.dumps(body))
    page = _read(client, f"{root}tynn/")
    assert page.html["lang"] == language
    assert [h1.get_text() for h1 in page.select("h1")] == ["Tynn eller tykk?"]
    assert [h2.get_text() for h2 in page.select(".story h2")] == ["Tynn og tykk"]
    assert "13–14" in page.select_one(".article__source").get_text()


def test_the_front_page_lists_its_own_languages_published_articles_only_when_there_are_any(client: Client) -> None:
    assert _read(client, "/").select("#articles") == []
    make_article(title="Én", slug="en-artikkel")
    make_article(title="To")
    make_article(title="Utkast", live=False)
    make_article("nn", title="Nynorsk")
    links = _read(client, "/").select("[aria-labelledby=articles] li a")
    assert [link.get_text() for link in links] == ["Én", "To"]


def test_an_article_leads_to_the_others_and_to_its_translations(client: Client) -> None:
    key = uuid4()
    make_article(slug="anker", title="Anker og fortøyning", translation_key=key)
    make_article("en", slug="anchors", title="Anchors and moorings", translation_key=key)
    assert _read(client, "/anker/").select(".siblings") == []
    make_article(title="Fire rom")
    page = _read(client, "/anker/")
    assert [link.get_text() for link in page.select(".siblings a")] == ["Anker og fortøyning", "Fire rom"]
    assert language_menu(page)["en"] == "/en/anchors/"


def test_a_draft_is_nowhere(client: Client) -> None:
    make_article(title="Hemmelig utkast", slug="hemmelig", live=False)
    assert client.get("/hemmelig/").status_code == 404
    for path in ("/", "/sitemap.xml"):
        assert "emmelig" not in client.get(path).content.decode()


def test_search_engines_are_told(client: Client) -> None:
    make_article(slug="anker")
    assert "<loc>http://testserver/anker/</loc>" in client.get("/sitemap.xml").content.decode()


@pytest.mark.parametrize("slug", ["en-god-start", "nn-i-skolen", "no-er-det-nok"])
def test_an_address_that_begins_like_a_language_is_found(client: Client, slug: str) -> None:
    make_article(slug=slug)
    assert _read(client, f"/{slug}/").html["lang"] == "nb"


@pytest.mark.parametrize("slug", ["modellen", "api", "admin", "nn", "en"])
def test_an_article_cannot_take_an_address_of_the_portals_own(slug: str) -> None:
    home = HomePage.objects.get(locale__language_code="nb")
    article = ArticlePage(title="x", slug=slug, summary="x", locale=home.locale, path="x", depth=3, url_path="x")
    with pytest.raises(ValidationError) as error:
        article.clean()
    assert set(error.value.message_dict) == {"slug"}


def test_an_article_that_is_not_saved_yet_can_be_looked_at() -> None:
    page = ArticlePage(title="Kladd", slug="kladd", locale=HomePage.objects.first().locale, path="", depth=0)
    answer = page.make_preview_request()
    assert answer.status_code == 200
    assert b"Kladd" in answer.content


def test_links_to_cases_and_fifteen_queries_at_most_however_many_articles(client: Client) -> None:
    case = make_case(slug="en-case")
    link = f'<p>Se <a linktype="page" id="{case.pk}">casen</a>.</p>'
    make_article(slug="anker", body=json.dumps([{"type": "paragraph", "value": link}] * 3))
    counts = []
    for more in (1, 15):
        for _n in range(more):
            make_article()
        page = _read(client, "/anker/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/anker/")
        counts.append(len(queries))
    assert page.select_one(".story a")["href"] == "/caser/en-case/"
    assert counts[0] == counts[1] <= 15


def _body(*blocks: tuple[str, object]) -> str:
    return json.dumps([{"type": kind, "value": value} for kind, value in blocks])


def _question(text: str, hint: str = "") -> tuple[str, object]:
    return "question", {"question": text, "hint": hint, "concept": ""}


def test_a_long_article_has_contents_and_its_last_questions_stand_together(client: Client) -> None:
    headings = [("heading", f"Del {n}") for n in range(4)]
    body = _body(_question("Midt i?"), *headings, _question("Hvem?", "Tenk etter."), _question("Hva?"))
    make_article(slug="lang", body=body)
    page = _read(client, "/lang/")
    links = page.select(".article__contents a")
    assert [link.get_text() for link in links] == ["Del 0", "Del 1", "Del 2", "Del 3", "Spørsmål å snakke om"]
    assert all(page.select_one(link["href"]) for link in links)
    assert [q.get_text() for q in page.select(".questions li")] == ["Hvem? Tenk etter.", "Hva?"]
    assert len(page.select(".story .question")) == 1
    make_article(slug="kort", body=_body(*headings[:2]))
    assert _read(client, "/kort/").select(".article__contents, .questions") == []


def test_articles_lead_on_in_their_order_each_on_its_own_shelf(client: Client) -> None:
    for slug, shelf in (("en", "handbook"), ("om", "portal"), ("to", "handbook"), ("tre", "handbook")):
        make_article(slug=f"side-{slug}", title=slug, shelf=shelf)
    page = _read(client, "/side-to/")
    assert page.select_one("[rel=prev]")["href"] == "/side-en/"
    assert page.select_one("[rel=next]")["href"] == "/side-tre/"
    assert _read(client, "/side-en/").select("[rel=prev]") == []
    assert _read(client, "/side-tre/").select("[rel=next]") == []
    assert _read(client, "/side-om/").select(".siblings, [rel=prev], [rel=next]") == []
    make_article(slug="side-vern", title="vern", shelf="portal")
    about = _read(client, "/side-om/")
    assert [link["href"] for link in about.select(".siblings a")] == ["/side-om/", "/side-vern/"]
    assert about.select("[rel=prev], [rel=next]") == []


def test_an_article_that_comes_with_the_portal_leads_to_concepts_and_cases_and_they_to_it(client: Client) -> None:
    load_articles()
    make_case(slug="fest", title="Godt forankret", fields=["anchoring"])
    make_case(title="Noe annet", fields=["equality"])
    request = RequestFactory().get("/")
    page = _read(client, article_address("anchoring", request))
    assert [a.get_text(strip=True) for a in page.select(".article .chip-list a")] == ["Forankring"]
    assert [a.get_text() for a in page.select(".article__cases .case-card__title a")] == ["Godt forankret"]
    assert page.select_one(".article__cases .section__head a")["href"] == "/caser/?field=anchoring"
    concept = _read(client, page.select_one(".article .chip-list a")["href"])
    assert concept.select_one(f"main a[href='{article_address('anchoring', request)}']")
    assert concept.select_one(".figure--anchor")
    assert "s. 34" in concept.select_one(".article__source").get_text()
    step = _read(client, reverse("concept", args=[ConceptText.objects.get(concept__code="mature", locale="nb").slug]))
    assert step.select_one(".figure--ladder text.here").get_text() == "4  Moden"
    for key in HANDBOOK:
        assert _read(client, article_address(key, request)).select_one(".article__source").get_text()


@pytest.mark.parametrize(("language", "address"), {"nb": "/laer/", "nn": "/nn/laer/", "en": "/en/learn/"}.items())
def test_the_overview_shows_each_article_once_in_the_best_language(client: Client, language: str, address: str) -> None:
    assert _read(client, address).select(".article-list") == []
    key = uuid4()
    make_article(slug="bare-nb", title="Bare bokmål")
    make_article(slug="trappa", title="Trappa", translation_key=key)
    make_article("en", slug="ladder", title="The ladder", translation_key=key)
    make_article("nn", slug="berre-nn", title="Berre nynorsk")
    make_article(title="Om portalen", shelf="portal")
    make_article(title="Utkast", live=False)
    page = _read(client, address)
    links = page.select(".article-list h2 a")
    ladder = ("The ladder", "/en/ladder/") if language == "en" else ("Trappa", "/trappa/")
    expected = [("Bare bokmål", "/bare-nb/"), ladder, ("Berre nynorsk", "/nn/berre-nn/")]
    assert [(link.get_text(), link["href"]) for link in links] == expected
    foreign = {h2.get_text(): h2.get("lang") for h2 in page.select(".article-list h2")}
    assert foreign["Bare bokmål"] == (None if language == "nb" else "nb")
    addresses = {link["href"] for link in page.select("link[rel=alternate][hreflang]")}
    assert addresses == {f"http://testserver{path}" for path in ("/laer/", "/nn/laer/", "/en/learn/")}


def test_fifteen_queries_at_most_for_the_fullest_article_and_the_overview(client: Client) -> None:
    load_articles()
    image = make_image()
    document = make_document()
    article = ArticlePage.objects.get(translation_key=article_id("fields"), locale__language_code="nb")
    figures = [{"type": "figure", "value": {"code": code}} for code in FIGURES]
    article.body = json.dumps([*figures, *every_block(image, document)])
    article.save()
    counts = []
    for more in (1, 12):
        for _n in range(more):
            make_case(fields=["anchoring"], image=image)
            make_article()
        for address in (article.get_url(), "/laer/"):
            client.get(address)
            with CaptureQueriesContext(connection) as queries:
                assert client.get(address).status_code == 200
            counts.append(len(queries))
    assert counts[:2] == counts[2:]
    assert max(counts) <= 15
