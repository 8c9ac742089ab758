"""Articles: read in each language, listed on the front page, told to search engines, never hidden by the portal."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from home.models import ArticlePage, HomePage
from tests.cases.pages.reading import language_menu
from tests.factories import make_article, make_case

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
    assert "13–14" in page.select_one(".case__source").get_text()


def test_the_front_page_lists_its_own_languages_published_articles_only_when_there_are_any(client: Client) -> None:
    assert _read(client, "/").select("#articles") == []
    make_article(title="Én", slug="en-artikkel")
    make_article(title="To")
    make_article(title="Utkast", live=False)
    make_article("nn", title="Nynorsk")
    links = _read(client, "/").select("[aria-labelledby=articles] a")
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
