"""What a reader is told of a translation, and where the language menu leads."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cases.translation.services import start_translation
from home.models import ArticlePage, HomePage
from tests.cases.pages.conftest import get  # noqa: F401 - a fixture
from tests.cases.pages.reading import alternates, language_menu, texts
from tests.cases.translation.publishing import make_pair, publish
from tests.factories import make_user

pytestmark = pytest.mark.django_db
NOTE = "[data-behind]"


def test_the_translation_says_that_it_is_behind_until_it_follows_and_the_original_never_does(get):  # noqa: F811 - the fixture
    bokmaal, nynorsk = make_pair()
    assert texts(get("/nn/casar/systova/"), NOTE) == []
    bokmaal = publish(bokmaal, summary="Et nytt sammendrag.")
    note = get("/nn/casar/systova/").select_one(NOTE)
    assert "Teksten på bokmål blei endra" in note.get_text()
    assert note.a["href"] == "/caser/systua/"
    assert texts(get("/caser/systua/"), NOTE) == []
    publish(nynorsk, translated_digest=bokmaal.texts_digest)
    assert texts(get("/nn/casar/systova/"), NOTE) == []


def test_the_note_costs_no_query(client):
    bokmaal, _nynorsk = make_pair()

    def asked():
        client.get("/nn/casar/systova/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/nn/casar/systova/")
        return len(queries)

    before = asked()
    publish(bokmaal, summary="Et nytt sammendrag.")
    assert asked() == before


def test_the_language_menu_leads_to_what_is_published_and_to_nothing_else(get):  # noqa: F811 - the fixture
    bokmaal, nynorsk = make_pair()
    start_translation(source=bokmaal, language="en", user=make_user())
    page = get("/caser/systua/")
    assert language_menu(page) == {"nb": "/caser/systua/", "nn": "/nn/casar/systova/", "en": "/en/"}
    assert list(alternates(page)) == ["nb", "nn"]
    nynorsk.unpublish()
    page = get("/caser/systua/")
    assert language_menu(page)["nn"] == "/nn/"
    assert list(alternates(page)) == []
    assert "Systova" not in page.get_text()
    get("/nn/casar/systova/", status=404)


def test_articles_and_front_pages_have_their_menus_and_articles_their_note(get):  # noqa: F811 - the fixture
    home = HomePage.objects.get(locale__language_code="nb")
    article = publish(home.add_child(instance=ArticlePage(title="Trappa", slug="trappa", summary="Fem trinn.")))
    english = start_translation(source=article, language="en", user=make_user())
    assert language_menu(get("/trappa/"))["en"] == "/en/"
    publish(english, title="The ladder", slug="the-ladder")
    assert language_menu(get("/trappa/")) == {"nb": "/trappa/", "nn": "/nn/", "en": "/en/the-ladder/"}
    assert list(alternates(get("/en/the-ladder/"))) == ["nb", "en"]
    publish(article, summary="Fem trinn, og flere.")
    assert "The bokmål text was changed" in texts(get("/en/the-ladder/"), NOTE)[0]
    assert language_menu(get("/en/")) == {"nb": "/", "nn": "/nn/", "en": "/en/"}
    assert list(alternates(get("/"))) == ["nb", "nn", "en"]
