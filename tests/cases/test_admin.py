"""What an editor can do with cases and concepts in the admin, and what nobody can."""

from __future__ import annotations

import pytest
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cases.models import CaseIndexPage, CasePage, ConceptText
from tests.factories import decide, make_case, make_user

pytestmark = pytest.mark.django_db


def _form(**changes):
    """Return the case form as a browser sends it, with nothing but a title filled in."""
    content = {
        "title": "Systua på hjørnet",
        "slug": "systua",
        "summary": "",
        **{chapter: rich_text("") for chapter in ("challenge", "solution", "results", "lessons", "transfer")},
        "body": streamfield([]),
        "partners": inline_formset([]),
        "country": "NO",
        "source_kind": "editorial",
        "licence": "CC-BY-4.0",
        "comments": inline_formset([]),
    }
    lists = {name: changes.pop(name) for name in ("themes", "target_groups", "citizen_roles") if name in changes}
    return {**nested_form_data({**content, **changes}), **lists}


@pytest.fixture
def index():
    return CaseIndexPage.objects.get(locale__language_code="nb")


def _add(client, index, **changes):
    return client.post(reverse("wagtailadmin_pages:add", args=["cases", "casepage", index.pk]), _form(**changes))


def test_an_editor_can_save_a_draft_with_nothing_but_a_title(client, index):
    client.force_login(make_user("Editors"))
    answer = _add(client, index)
    case = CasePage.objects.get(slug="systua")
    assert answer.status_code == 302
    assert not case.live
    assert case.locale.language_code == "nb"


def test_review_asks_for_the_summary_beside_its_field_and_keeps_what_was_written(client, index):
    client.force_login(make_user("Editors"))
    answer = _add(client, index, challenge=rich_text("<p>Det var stille.</p>"), **{"action-submit": "1"})
    assert answer.status_code == 200
    assert "summary" in answer.context["form"].errors
    assert "Det var stille." in answer.content.decode()
    assert not CasePage.objects.filter(slug="systua").exists()


def test_a_published_case_tells_what_was_filled_in(client, index):
    client.force_login(make_user("Editors"))
    answer = _add(
        client,
        index,
        summary="En systue ga arbeid.",
        source_reference="Samtale med lederen",
        challenge=rich_text("<p>Mange satt alene.</p>"),
        themes=["work_inclusion"],
        ladder_step="curious",
        thickness="4",
        value_tags={"democracy": {"on": "on", "how": "Alle bestemte."}},
        field_tags={"equality": {"on": "on", "how": ""}},
        partners=inline_formset([{"name": "NAV", "sector": "nav", "url": ""}]),
        body=streamfield([("quote", {"text": "Her hører jeg til.", "attribution": "en deltaker"})]),
        **{"action-submit": "1"},
    )
    assert answer.status_code == 302, answer.context["form"].errors
    case = CasePage.objects.get(slug="systua")
    decide(case, make_user("Editors"))
    decide(case, make_user("Publishers"))
    client.logout()
    page = client.get("/caser/systua/").content.decode()
    for text in (
        "Arbeid og inkludering",
        "En systue ga arbeid.",
        "Mange satt alene.",
        "Alle bestemte.",
        "NAV",
        "Her hører jeg til.",
    ):
        assert text in page


def test_an_unknown_code_and_an_impossible_period_are_refused_beside_their_fields(client, index):
    client.force_login(make_user("Editors"))
    answer = _add(
        client,
        index,
        summary="x",
        started="2020-13",
        themes=["no_such_theme"],
        contact_email="a@example.org",
        **{"action-submit": "1"},
    )
    assert {"started", "themes"} <= set(answer.context["form"].errors)


def test_a_contact_with_an_address_needs_a_recorded_consent(client, index):
    client.force_login(make_user("Editors"))
    told = {"summary": "x", "challenge": rich_text("<p>Det var stille.</p>"), "source_reference": "Samtale"}
    answer = _add(client, index, **told, contact_email="a@example.org", **{"action-submit": "1"})
    assert set(answer.context["form"].errors) == {"contact_consent_at"}


def test_an_editor_cannot_publish(client, index):
    case = make_case(live=False)
    client.force_login(make_user("Editors"))
    client.post(
        reverse("wagtailadmin_pages:edit", args=[case.pk]),
        _form(slug=case.slug, summary="x", **{"action-publish": "1"}),
    )
    case.refresh_from_db()
    assert not case.live


def test_a_changed_concept_text_is_on_its_public_page(client):
    text = ConceptText.objects.get(concept__code="openness", locale="nb")
    client.force_login(make_user("Publishers"))
    data = nested_form_data(
        {
            "name": text.name,
            "slug": text.slug,
            "short": "Døra står på gløtt.",
            "aliases": "transparens, innsyn",
            "description": rich_text("<p>Ny tekst.</p>"),
            "questions": streamfield([("question", "Hvem er her ikke?")]),
        }
    )
    answer = client.post(reverse("wagtailsnippets_cases_concepttext:edit", args=[text.pk]), data)
    assert answer.status_code == 302
    page = client.get("/modellen/apenhet/").content.decode()
    assert "Døra står på gløtt." in page
    assert "Hvem er her ikke?" in page
    assert text.revisions.count() == 1


def test_concepts_are_neither_added_nor_deleted_by_anyone(client):
    client.force_login(make_user("administrator"))
    text = ConceptText.objects.first()
    client.post(reverse("wagtailsnippets_cases_concepttext:delete", args=[text.pk]))
    assert ConceptText.objects.filter(pk=text.pk).exists()
    assert client.get("/admin/snippets/cases/concepttext/add/").status_code in (302, 403, 404)


@pytest.mark.parametrize("path", ["/admin/", "/admin/pages/", "/admin/snippets/cases/concepttext/"])
def test_visitors_are_asked_to_sign_in(client, path):
    answer = client.get(path)
    assert answer.status_code == 302
    assert answer.url.startswith("/logg-inn/")
