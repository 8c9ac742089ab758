"""The menu and the footer around every page: what publishers wrote, in order, without what readers cannot see."""

from __future__ import annotations

from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from home.models import Navigation
from tests.factories import make_article

pytestmark = pytest.mark.django_db

Item = tuple[str, dict[str, Any]]


def page(pk: int, label: str = "") -> Item:
    return "page", {"page": pk, "label": label}


def place(code: str, label: str = "") -> Item:
    return "place", {"place": code, "label": label}


def address(url: str, label: str) -> Item:
    return "address", {"address": url, "label": label}


def _raw(items: tuple[Item, ...]) -> list[dict[str, Any]]:
    return [{"type": kind, "value": value} for kind, value in items]


def write_menu(language: str, *items: Item) -> None:
    """Give a language this menu."""
    navigation = Navigation.objects.get(language=language)
    navigation.menu = navigation._meta.get_field("menu").to_python(_raw(items))
    navigation.save()


def write_footer(language: str, *columns: dict[str, Any]) -> None:
    """Give a language a footer of these columns."""
    navigation = Navigation.objects.get(language=language)
    raw = [{"type": "column", "value": {"heading": "", "text": "", "links": [], **column}} for column in columns]
    navigation.footer = navigation._meta.get_field("footer").to_python(raw)
    navigation.save()


def _links(client: Client, path: str, where: str = ".site-nav") -> list[Tag]:
    return BeautifulSoup(client.get(path).content, "html.parser").select(f"{where} a")


def _menu(client: Client, path: str) -> list[tuple[str, str]]:
    return [(link.get_text(), str(link["href"])) for link in _links(client, path)]


def test_links_stand_in_the_order_in_which_they_were_written(client: Client) -> None:
    article = make_article(title="Om oss", slug="om-oss")
    write_menu("nb", address("https://www.ks.no/", "KS"), page(article.pk), page(article.pk, "Hvem?"), place("cases"))
    assert _menu(client, "/") == [
        ("KS", "https://www.ks.no/"),
        ("Om oss", "/om-oss/"),
        ("Hvem?", "/om-oss/"),
        ("Caser", "/caser/"),
    ]


def test_what_is_not_published_is_hidden_until_it_is(client: Client) -> None:
    article = make_article(title="Kommer snart", slug="kommer", live=False)
    write_menu("nb", page(article.pk), place("model"))
    write_footer("nb", {"heading": "Vaktrommet", "links": _raw((page(article.pk),))})
    assert [text for text, _url in _menu(client, "/")] == ["Modellen"]
    assert "Vaktrommet" not in client.get("/").content.decode()  # a heading over nothing is hidden with it
    article.save_revision().publish()
    assert [text for text, _url in _menu(client, "/")] == ["Kommer snart", "Modellen"]
    article.delete()
    assert [text for text, _url in _menu(client, "/")] == ["Modellen"]


def test_a_page_that_is_renamed_or_moved_past_django_is_shown_so_at_once(client: Client) -> None:
    article = make_article(title="Før")
    write_menu("nb", page(article.pk))
    assert _menu(client, "/") == [("Før", article.url)]

    Page.objects.filter(pk=article.pk).update(title="Nå", url_path=article.url_path.replace(article.slug, "her"))

    assert _menu(client, "/") == [("Nå", "/her/")]


def test_a_page_in_another_language_is_marked(client: Client) -> None:
    article = make_article("en", title="About us")
    write_menu("nb", page(article.pk), page(article.pk, "Om oss på engelsk"))
    assert [link.get("lang") for link in _links(client, "/")] == ["en", None]


def test_a_language_without_a_menu_borrows_the_next_best_ones(client: Client) -> None:
    article = make_article(title="Om oss", slug="om-oss")
    make_article("nn", title="Om oss, på nynorsk", slug="om-oss-nn", translation_key=article.translation_key)
    only_nb = make_article(title="Bare bokmål", slug="bare")
    write_menu("nn")
    write_menu("nb", place("cases"), page(article.pk), page(only_nb.pk), address("https://www.ks.no/", "KS her"))
    assert _menu(client, "/nn/") == [
        ("Casar", "/nn/casar/"),
        ("Om oss, på nynorsk", "/nn/om-oss-nn/"),
        ("Bare bokmål", "/bare/"),
        ("KS her", "https://www.ks.no/"),
    ]
    assert [link.get("lang") for link in _links(client, "/nn/")] == [None, None, "nb", "nb"]


def test_no_menu_at_all_leaves_no_empty_landmark(client: Client) -> None:
    for language in ("nb", "nn", "en"):
        write_menu(language)
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert soup.select(".site-nav") == []
    assert len(soup.select(".language-menu a")) == 3


def test_the_link_to_where_one_is_says_so(client: Client) -> None:
    def current(path: str) -> list[tuple[str, str]]:
        return [(a.get_text(), str(a["aria-current"])) for a in _links(client, path) if a.has_attr("aria-current")]

    assert current("/") == []
    assert current("/caser/") == [("Caser", "page")]
    assert current("/caser/?q=x") == [("Caser", "page")]
    assert current("/modellen/apenhet/") == [("Modellen", "true")]


def test_columns_of_the_footer(client: Client) -> None:
    links = _raw((place("open_data"), address("mailto:post@example.org?subject=Hei", "Skriv til oss")))
    write_footer("nb", {"heading": "Kontakt", "text": "Vi svarer.\nHver dag.", "links": links}, {"heading": "Tom"})
    soup = BeautifulSoup(client.get("/").content, "html.parser")
    assert [h.get_text() for h in soup.select("footer h2")] == ["Kontakt"]
    assert [a["href"] for a in soup.select("footer a")] == ["/apne-data/", "mailto:post@example.org?subject=Hei"]
    assert "Vi svarer.<br>Hver dag." in client.get("/").content.decode()


def test_text_of_a_menu_is_never_markup(client: Client) -> None:
    write_menu("nb", address("https://example.org/?a=1&b=%22", "<b>Fet</b>"))
    assert "&lt;b&gt;Fet&lt;/b&gt;" in client.get("/").content.decode()


def test_queries_do_not_grow_with_the_menu(client: Client) -> None:
    counts = []
    pages = [make_article().pk for _n in range(7)]
    for many in (1, 7):
        write_menu("nb", *[page(pk) for pk in pages[:many]])
        write_footer("nb", *[{"links": _raw(tuple(page(pk) for pk in pages[:many]))}] * min(many, 4))
        client.get("/modellen/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/modellen/")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15
