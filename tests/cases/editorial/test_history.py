"""Comparing versions, and going back to one."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse
from wagtail.models import PageLogEntry

from cases.models import CasePage, Partner, ValueTag
from tests.cases.editorial.admin_form import read_form, with_story
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def case():
    page = make_case(title="Systua", values=["openness"], themes=["housing"], ladder_step="curious", thickness=1)
    page.save_revision().publish()
    return CasePage.objects.get(pk=page.pk)


def _compared(client, case) -> str:
    address = reverse("wagtailadmin_pages:revisions_compare", args=[case.pk, "earliest", "latest"])
    table = BeautifulSoup(client.get(address).content, "html.parser").select_one("table")
    return table.get_text(" ", strip=True)


def test_two_versions_are_compared_by_names_and_never_by_codes(client, case):
    case.value_tags = [ValueTag(code="democracy", how="Alle bestemmer.")]
    case.partners = [Partner(name="NAV Larvik", sector="nav")]
    case.themes, case.ladder_step, case.thickness, case.country = ["youth", "housing"], "mature", 5, "DK"
    case.image_decorative = True
    case.save_revision()
    client.force_login(make_user("Editors"))
    text = _compared(client, case)
    for name in ("Demokrati", "Åpenhet", "Nysgjerrig", "Moden", "Danmark", "Norge", "Ja", "NAV Larvik"):
        assert name in text, name
    for code in ("democracy", "openness", "mature", "curious", "housing", "DK", "True", "['"):
        assert code not in text, code


def test_a_code_that_no_concept_has_any_more_is_shown_as_it_is(client, case):
    case.ladder_step = "gone"
    case.save_revision(clean=False)
    client.force_login(make_user("Editors"))
    assert "gone" in _compared(client, case)


def test_going_back_to_a_version_makes_a_draft_of_it_and_changes_nothing_for_readers(client, case):
    first = case.get_latest_revision()
    case.title = "Verkstedet"
    case.save_revision()
    client.force_login(make_user("Editors"))
    address = reverse("wagtailadmin_pages:revisions_revert", args=[case.pk, first.pk])
    form = with_story(read_form(client.get(address).content.decode()))
    assert form["title"] == ["Systua"]
    assert client.post(address, form).status_code == 302
    page = CasePage.objects.get(pk=case.pk)
    assert (page.live, page.live_revision_id) == (True, first.pk)
    titles = [revision.content["title"] for revision in page.revisions.order_by("pk")]
    assert titles[-2:] == ["Verkstedet", "Systua"]
    assert PageLogEntry.objects.filter(page=case, action="wagtail.revert").exists()


def test_going_back_is_told_of_a_version_that_came_meanwhile(client, case):
    first = case.get_latest_revision()
    client.force_login(make_user("Editors"))
    address = reverse("wagtailadmin_pages:revisions_revert", args=[case.pk, first.pk])
    form = with_story(read_form(client.get(address).content.decode()))
    case.title = "Verkstedet"
    case.save_revision()
    assert client.post(address, form).status_code == 409
    assert case.revisions.latest("pk").content["title"] == "Verkstedet"


def test_a_live_case_is_deleted_by_no_editor_and_a_draft_after_a_question(client, case):
    author = make_user("Editors")
    draft = make_case(live=False, owner=author)
    client.force_login(author)
    for page in (case, draft):
        address = reverse("wagtailadmin_pages:delete", args=[page.pk])
        client.get(address)
        assert CasePage.objects.filter(pk=page.pk).exists()
        client.post(address)
    assert CasePage.objects.filter(pk=case.pk).exists()
    assert not CasePage.objects.filter(pk=draft.pk).exists()
