"""What goes wrong is said in the reader's language, with ways on."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import DatabaseError, connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from portal import errors


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("path", "language", "search"),
    [
        ("/finnes-ikke/", "nb", "/caser/"),
        ("/nn/finst-ikkje/", "nn", "/nn/casar/"),
        ("/en/not-here/", "en", "/en/cases/"),
        ("/media/images/x.png", "nb", "/caser/"),
        ("/caser/%ff%fe/", "nb", "/caser/"),
    ],
)
def test_a_page_that_is_not_found_has_menu_and_search(client: Client, path: str, language: str, search: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.html["lang"] == language
    assert page.select_one("main form")["action"] == search
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert page.select("link[rel=canonical], link[rel=alternate]") == []
    assert len(page.select(".site-nav a")) >= 2
    assert len(page.select("main .ways-on a")) == 3


@pytest.mark.django_db
@pytest.mark.parametrize("name", ["bad_request", "permission_denied", "too_large", "server_error"])
def test_other_errors_ask_nothing_of_the_database(name: str) -> None:
    with CaptureQueriesContext(connection) as queries:
        answer = getattr(errors, name)(RequestFactory().get("/nn/casar/"))
    page = BeautifulSoup(answer.content, "html.parser")
    assert page.html["lang"] == "nn"
    assert page.select_one(".ways-on a")["href"] == "/nn/"
    assert len(queries) == 0


@pytest.mark.django_db
def test_a_menu_that_cannot_be_read_ends_in_an_error_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_args: object) -> None:
        raise DatabaseError("gone")

    monkeypatch.setattr("home.navigation.reading._with_pages", fail)
    answer = Client(raise_request_exception=False).get("/finnes-ikke/")
    assert answer.status_code == 500
    assert b"ways-on" in answer.content
