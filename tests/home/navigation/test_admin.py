"""Publishers change the menus; a bad address is told of beside its field, and nothing that was written is lost."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from home.models import Navigation
from tests.factories import make_article, make_user

pytestmark = pytest.mark.django_db


def _edit_url() -> str:
    return reverse("wagtailsnippets_home_navigation:edit", args=[Navigation.objects.get(language="nb").pk])


def _send(client: Client, menu: list[tuple[str, dict[str, Any]]], footer: list[Any] | None = None) -> Any:
    data = {"menu": streamfield(menu), "footer": streamfield(footer or [])}
    return client.post(_edit_url(), nested_form_data(data))


@pytest.fixture
def publisher(client: Client) -> Client:
    client.force_login(make_user("Publishers"))
    return client


def test_a_publisher_writes_the_menu_and_readers_see_it_at_once(publisher: Client) -> None:
    article = make_article(title="Om oss")
    links = [("place", {"place": "model", "label": ""}), ("address", {"address": "mailto:a@ks.no", "label": "Skriv"})]
    column = ("column", {"heading": "Mer", "text": "", "links": streamfield(links)})
    assert _send(publisher, [("page", {"page": article.pk, "label": ""})], [column]).status_code == 302
    page = Client().get("/").content.decode()
    assert ">Om oss</a>" in page
    assert 'href="mailto:a@ks.no"' in page


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "http://example.org/",
        "//example.org/",
        "https://",
        "https://[::1",
        "https://ek sempel.no/",
        "mailto:",
        "mailto:ikke en adresse",
        "ks.no",
        "data:text/html,hei",
    ],
)
def test_an_address_that_leads_nowhere_good_is_refused_in_words(publisher: Client, address: str) -> None:
    before = Navigation.objects.get(language="nb").menu.get_prep_value()
    answer = _send(publisher, [("address", {"address": address, "label": "Skriv til oss da"})])
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "Skriv en adresse som begynner med https://" in text
    assert "Skriv til oss da" in text
    assert Navigation.objects.get(language="nb").menu.get_prep_value() == before


def test_an_unknown_place_is_refused(publisher: Client) -> None:
    assert _send(publisher, [("place", {"place": "the-moon", "label": ""})]).status_code == 200


def test_seven_links_at_most(publisher: Client) -> None:
    assert _send(publisher, [("place", {"place": "model", "label": ""})] * 8).status_code == 200
    assert _send(publisher, [("place", {"place": "model", "label": ""})] * 7).status_code == 302


def test_an_editor_cannot_and_nobody_adds_or_deletes(client: Client) -> None:
    client.force_login(make_user("Editors"))
    assert _send(client, []).status_code == 302  # led away, with a message
    assert len(Navigation.objects.get(language="nb").menu) > 0
    client.force_login(make_user("administrator"))
    for name, args in (("add", []), ("delete", [Navigation.objects.first().pk])):
        client.post(reverse(f"wagtailsnippets_home_navigation:{name}", args=args), {})
    bulk = reverse("wagtail_bulk_action", args=["home", "navigation", "delete"])
    client.post(f"{bulk}?id={Navigation.objects.first().pk}", {})
    assert Navigation.objects.count() == 3
