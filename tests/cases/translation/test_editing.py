"""An editor translates side by side: texts can be written, facts are the source's."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, streamfield

from cases.models import CasePage
from cases.translation.services import start_translation
from home.models import ArticlePage, HomePage
from tests.cases.translation.publishing import make_pair, publish
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


def _form(client, page):
    answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser").select_one("#page-edit-form")


def _as_sent(form):
    """Return what a browser sends of a form as it stands, but for the story, which a script writes into it."""
    sent: dict[str, list[str]] = {name: [value] for name, value in nested_form_data({"body": streamfield([])}).items()}
    for control in form.select("input[name], textarea[name], select[name]"):
        if control.find_parent("template") or control.has_attr("disabled"):
            continue
        if control.get("type") in ("checkbox", "radio") and not control.has_attr("checked"):
            continue
        chosen = control.select("option[selected]") if control.name == "select" else None
        if chosen is not None:
            values = [option.get("value", "") for option in chosen]
        else:
            values = [
                control.get_text().removeprefix("\n") if control.name == "textarea" else control.get("value", "on")
            ]
        sent.setdefault(control["name"], []).extend(values)
    return sent


def _save(client, page, form, **changes):
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), {**_as_sent(form), **changes})
    assert answer.status_code == 302, answer.context["form"].errors
    return CasePage.objects.get(pk=page.pk).get_latest_revision_as_object()


def _beside(form, target):
    return form.select_one(f".beside:has([id='{target}']) .beside__source")


def test_each_text_has_the_sources_beside_it_and_facts_are_to_be_read(client, editor):
    story = [{"type": "quote", "value": {"text": "Her er vi like.", "attribution": ""}}]
    bokmaal, nynorsk = make_pair(challenge="<p>Mange satt alene.</p>", phase="running", place="Larvik", body=story)
    form = _form(client, nynorsk)
    title = _beside(form, "id_title")
    assert title.select_one(".beside__text[lang=nb]").get_text() == "Systua"
    assert _beside(form, "id_challenge").select_one(".beside__text[lang=nb] p").get_text() == "Mange satt alene."
    assert "Frivilligsentralen" in _beside(form, "id_partners-0-name").get_text()
    assert "Her er vi like." in _beside(form, "body").get_text()
    assert form.select("[name=phase], [name=municipalities], [name=licence], [name=contact_email]") == []
    assert _form(client, bokmaal).select(".beside") == []


def test_what_has_changed_is_marked_with_what_went_and_what_came(client, editor):
    bokmaal, nynorsk = make_pair(challenge="<p>Mange satt alene.</p>")
    publish(bokmaal, summary="En lang oppsummering.")
    form = _form(client, nynorsk)
    changed = form.select(".beside__source--changed")
    assert [part.get_text() for part in changed[0].select("ins, del")] == ["kort", "lang"]
    assert len(changed) == 1
    assert form.select_one(".translation-state--behind")


def test_ticking_the_box_follows_the_source_once_it_is_published(client, editor):
    bokmaal, nynorsk = make_pair()
    bokmaal = publish(bokmaal, summary="Et nytt sammendrag.")
    form = _form(client, nynorsk)
    draft = _save(client, nynorsk, form, summary="Eit nytt samandrag.")
    assert not draft.follows(bokmaal)
    form = _form(client, nynorsk)
    box = form.select_one("#id_translated_digest")
    draft = _save(client, nynorsk, form, translated_digest=[draft.translated_digest, box["value"]])
    assert draft.follows(bokmaal)
    assert list(CasePage.objects.behind()) == [CasePage.objects.get(pk=nynorsk.pk)]
    draft.latest_revision.publish()
    assert list(CasePage.objects.behind()) == []
    assert _form(client, nynorsk).select("#id_translated_digest") == []


def test_a_fact_that_a_browser_sends_is_not_taken(client, editor):
    _bokmaal, nynorsk = make_pair(phase="running")
    form = _form(client, nynorsk)
    draft = _save(
        client,
        nynorsk,
        form,
        **{
            "phase": "ended",
            "partners-0-sector": "nav",
            "partners-0-DELETE": "1",
            "partners-0-name": "Frivilligsentret",
        },
    )
    assert draft.phase == "running"
    assert [(p.name, p.sector) for p in draft.partners.all()] == [("Frivilligsentret", "voluntary")]
    assert [tag.code for tag in draft.value_tags.all()] == ["openness"]
    added = {
        "partners-TOTAL_FORMS": "2",
        "partners-1-name": "Ny",
        "partners-1-sector": "nav",
        "partners-1-ORDER": "2",
    }
    sent = {**_as_sent(_form(client, nynorsk)), **added}
    answer = client.post(reverse("wagtailadmin_pages:edit", args=[nynorsk.pk]), sent)
    assert answer.status_code in (200, 302)
    assert CasePage.objects.get(pk=nynorsk.pk).get_latest_revision_as_object().partners.count() == 1


def test_a_fact_that_contradicts_another_does_not_stop_a_translators_draft(client, editor):
    draft = make_case(live=False, started="2020", ended="2010")
    nynorsk = start_translation(source=draft, language="nn", user=editor)
    assert _save(client, nynorsk, _form(client, nynorsk), title="Systova").title == "Systova"


@pytest.mark.parametrize("role", ["Editors", "Publishers", "administrator"])
def test_a_translation_is_started_from_the_case_and_opens_to_be_written(client, role):
    client.force_login(make_user(role))
    case = publish(make_case(title="Systua"))
    header = client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()
    start = reverse("translations:start", args=[case.pk, "nn"])
    assert start in header
    assert client.get(start).status_code == 200
    answer = client.post(start)
    draft = CasePage.objects.get(locale__language_code="nn", translation_key=case.translation_key)
    assert answer.url == reverse("wagtailadmin_pages:edit", args=[draft.pk])
    header = client.get(reverse("wagtailadmin_pages:edit", args=[case.pk])).content.decode()
    assert start not in header
    assert answer.url in header
    assert client.post(start).url == answer.url
    assert CasePage.objects.filter(locale__language_code="nn").count() == 1


def test_who_may_not_write_there_starts_nothing(client):
    case = publish(make_case())
    urls = [
        reverse("translations:start", args=[case.pk, "nn"]),
        reverse("translations:overview", args=[case.pk]),
        reverse("translations:behind"),
    ]
    for url in urls:
        assert client.get(url).url.startswith("/logg-inn/")
    assert client.post(urls[0]).url.startswith("/logg-inn/")
    stranger = make_user("Editors")
    stranger.groups.first().page_permissions.all().delete()
    client.force_login(stranger)
    for url in urls:
        assert client.get(url).status_code in (302, 403)
    assert client.post(urls[0]).status_code in (302, 403)
    assert not CasePage.objects.filter(locale__language_code="nn").exists()


@pytest.mark.parametrize("path", ["999999/", "999999/nn/", "{index}/", "{index}/nn/", "{case}/xx/", "{case}/nb/"])
def test_addresses_that_lead_nowhere_are_no_errors(client, editor, path):
    case = publish(make_case())
    answer = client.get(f"/admin/translations/{path.format(index=case.get_parent().pk, case=case.pk)}")
    assert answer.status_code in (302, 404)


def test_all_languages_of_a_case_are_told_with_how_far_they_have_come(client, editor):
    bokmaal, _nynorsk = make_pair()
    publish(bokmaal, summary="Et nytt sammendrag.")
    page = client.get(reverse("translations:overview", args=[bokmaal.pk])).content.decode()
    assert "Publisert, men henger etter teksten på bokmål" in page
    for source in CasePage.objects.all():
        assert reverse("translations:start", args=[source.pk, "en"]) in page


def test_the_list_of_those_behind_holds_every_page_type_at_a_fixed_cost(client, editor):
    bokmaal, _nynorsk = make_pair()
    home = HomePage.objects.get(locale__language_code="nb")
    article = publish(home.add_child(instance=ArticlePage(title="Trappa", slug="trappa", summary="Fem trinn.")))
    publish(start_translation(source=article, language="en", user=editor), title="The ladder")
    publish(article, summary="Fem trinn, og flere.")
    publish(bokmaal, summary="Et nytt sammendrag.")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            page = client.get(reverse("translations:behind")).content.decode()
        return len(queries), page

    asked()
    few, page = asked()
    assert "Systova" in page
    assert "The ladder" in page
    for number in range(5):
        more, nynorsk = make_pair_of(number, editor)
        publish(more, summary="Annet.")
        assert nynorsk.live
    many, page = asked()
    assert page.count("Omsett nummer") == 5
    assert many == few


def make_pair_of(number, editor):
    """Return one more case with its nynorsk."""
    case = publish(make_case(title=f"Nummer {number}"))
    nynorsk = start_translation(source=case, language="nn", user=editor)
    return case, publish(nynorsk, title=f"Omsett nummer {number}")
