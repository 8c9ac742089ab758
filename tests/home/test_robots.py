"""What search engines are told: all that is public, in three languages, at the host that was asked."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_case, make_cases

pytestmark = pytest.mark.django_db

_NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def _locations(client: Client, host: str = "testserver", *, secure: bool = False) -> list[str]:
    answer = client.get("/sitemap.xml", headers={"host": host}, secure=secure)
    assert answer.status_code == 200
    root = ElementTree.fromstring(answer.content)  # noqa: S314 - our own
    return [str(node.text) for node in root.findall("s:url/s:loc", _NAMES)]


def test_sitemap_has_every_public_page_once(client: Client) -> None:
    nb = make_case(slug="en-case")
    make_case("nn", slug="ein-case", translation_key=nb.translation_key)
    make_case("en", slug="a-case")
    make_case(slug="utkast", live=False)
    locations = _locations(client)
    assert len(locations) == len(set(locations))
    expected = {
        "",
        "caser/",
        "caser/en-case/",
        "nn/",
        "nn/casar/",
        "nn/casar/ein-case/",
        "en/",
        "en/cases/",
        "en/cases/a-case/",
    }
    assert {f"http://testserver/{path}" for path in expected} <= set(locations)
    # and in three languages the model with its sixteen concepts, the overviews of articles and of places, open data,
    # 15 counties and 357 municipalities
    assert len(locations) == len(expected) + 3 * (17 + 1 + 2 + 15 + 357)
    places = [address for address in locations if re.search(r"/\d{2,4}-[a-z-]+/$", address)]
    assert len(places) == 3 * (15 + 357)
    asked = {*set(locations) - set(places), *places[:: len(places) // 20]}
    assert all(client.get(address).status_code == 200 for address in asked)


def test_sitemap_and_pages_agree_on_other_languages(client: Client) -> None:
    nb = make_case(slug="en-case")
    make_case("nn", slug="ein-case", translation_key=nb.translation_key)
    make_case("nn", slug="berre-nynorsk")
    root = ElementTree.fromstring(client.get("/sitemap.xml").content)  # noqa: S314 - our own
    told = {
        str(url.findtext("s:loc", namespaces=_NAMES)): {
            str(link.get("hreflang")): str(link.get("href")) for link in url.findall("x:link", _NAMES)
        }
        for url in root.findall("s:url", _NAMES)
    }
    # Wagtail's nine pages, and some of the many concepts and places.
    for address, others in [*list(told.items())[:9], *list(told.items())[9::90]]:
        page = BeautifulSoup(client.get(address).content, "html.parser")
        assert [link["href"] for link in page.select("link[rel=canonical]")] == [address]
        links = page.select("link[rel=alternate][hreflang]")
        assert {str(link["hreflang"]): str(link["href"]) for link in links} == others
        assert not others or address in others.values()
    host = "http://testserver"
    assert told[f"{host}/caser/en-case/"]["x-default"] == f"{host}/caser/en-case/"
    assert told[f"{host}/nn/casar/berre-nynorsk/"] == {}
    assert set(told[f"{host}/en/"]) == {"nb", "nn", "en", "x-default"}


def test_sitemap_names_the_host_that_was_asked(client: Client) -> None:
    make_case()
    assert {address.split("/")[2] for address in _locations(client, "localhost")} == {"localhost"}
    assert all(address.startswith("https://testserver/") for address in _locations(client, secure=True))


def test_sitemap_asks_no_more_for_more_cases(client: Client) -> None:
    counts = []
    _locations(client)
    for more in (5, 40):
        make_cases(more)
        with CaptureQueriesContext(connection) as queries:
            _locations(client)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_robots_are_told_where_the_sitemap_is_and_what_to_leave(client: Client) -> None:
    answer = client.get("/robots.txt", headers={"host": "localhost"})
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    lines = answer.content.decode().splitlines()
    assert "Sitemap: http://localhost/sitemap.xml" in lines
    assert "Disallow: /admin/" in lines
    assert lines[0] == "User-agent: *"
