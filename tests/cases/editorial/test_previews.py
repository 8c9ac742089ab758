"""Previews: every mode of every page type, also of what is half written and has never been saved."""

from __future__ import annotations

import pytest
from django.urls import reverse

from cases.models import CaseIndexPage, CasePage
from home.models import HomePage
from tests.cases.editorial.sent import case_form
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def editor(client):
    client.force_login(make_user("Editors"))


def _preview(client, address, form, mode):
    said = client.post(address, form).json()
    assert said == {"is_valid": True, "is_available": True}
    answer = client.get(address, {"mode": mode, "in_preview_panel": "true"})
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("mode", ["", "dark", "card"])
@pytest.mark.parametrize("language", ["nb", "nn"])
def test_a_case_that_was_never_saved(client, mode, language):
    index = CaseIndexPage.objects.get(locale__language_code=language)
    address = reverse("wagtailadmin_pages:preview_on_add", args=["cases", "casepage", index.pk])
    page = _preview(client, address, case_form(values={"openness": "Døra sto åpen."}, fields={"equality": ""}), mode)
    assert "Systua på hjørnet" in page
    assert ("Døra sto åpen." in page) == (mode != "card")
    assert f'<html lang="{language}" data-color-scheme="{"dark" if mode == "dark" else "light"}">' in page


def test_a_case_without_a_title_and_with_contradictions(client):
    case = make_case(live=False)
    address = reverse("wagtailadmin_pages:preview_on_edit", args=[case.pk])
    form = case_form(title="", slug="", started="2020", ended="2019", contact_email="kari@example.org")
    assert "kari@example.org" not in _preview(client, address, form, "")


def test_every_mode_of_every_page_as_it_was_saved(client):
    pages = [make_case(), *CaseIndexPage.objects.all(), *HomePage.objects.all()]
    for page in pages:
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        for mode, _name in page.preview_modes:
            assert client.get(address, {"mode": mode}).status_code == 200, (page, mode)


def test_widths_are_the_ones_we_hold_our_pages_to():
    assert [size["device_width"] for size in CasePage().preview_sizes] == [390, 768, 1280]


def test_readers_choose_their_colours_themselves(client):
    client.logout()
    assert 'data-color-scheme="auto"' in client.get(make_case().url).content.decode()
