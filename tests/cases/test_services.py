"""The translations of a case share its facts, and each keeps its own texts."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from cases.facts import matching_partners
from cases.models import CasePage, PortalImage
from tests.factories import decide, make_case, make_user, png, submit

pytestmark = pytest.mark.django_db


def _two_languages(**fields):
    bokmaal = make_case(title="Bokmål", values=["openness"], partners=[("Frivilligsentralen", "voluntary")], **fields)
    nynorsk = make_case(
        "nn",
        title="Nynorsk",
        translation_key=bokmaal.translation_key,
        values=["openness"],
        partners=[("Frivilligsentralen på nynorsk", "voluntary")],
    )
    tag = nynorsk.value_tags.get()
    tag.how = "Døra er open."
    nynorsk.value_tags = [tag]
    nynorsk.save()
    return bokmaal, nynorsk


def _publish(page, **changes):
    for name, value in changes.items():
        setattr(page, name, value)
    page.save_revision().publish()


def test_a_publication_hands_its_facts_on_and_leaves_the_texts(client):
    bokmaal, nynorsk = _two_languages()
    _publish(bokmaal, phase="ended", themes=["housing"], summary="Ny tekst på bokmål.")
    nynorsk = CasePage.objects.get(pk=nynorsk.pk)
    assert (nynorsk.phase, nynorsk.themes) == ("ended", ["housing"])
    assert (nynorsk.title, nynorsk.summary) == ("Nynorsk", "En kort oppsummering.")
    assert nynorsk.value_tags.get().how == "Døra er open."
    assert nynorsk.partners.get().name == "Frivilligsentralen på nynorsk"
    assert nynorsk.live


def test_a_draft_of_a_translation_gets_the_facts_and_loses_nothing():
    bokmaal, nynorsk = _two_languages()
    nynorsk.summary = "Eit utkast som ikkje er ferdig."
    nynorsk.save_revision()
    _publish(bokmaal, phase="spread")
    nynorsk = CasePage.objects.get(pk=nynorsk.pk)
    draft = nynorsk.get_latest_revision_as_object()
    assert (draft.phase, draft.summary) == ("spread", "Eit utkast som ikkje er ferdig.")
    assert (nynorsk.phase, nynorsk.summary) == ("spread", "En kort oppsummering.")
    assert nynorsk.has_unpublished_changes


def test_a_translation_that_is_not_live_is_not_published_by_another():
    bokmaal, nynorsk = _two_languages()
    nynorsk.unpublish()
    _publish(bokmaal, phase="ended")
    nynorsk = CasePage.objects.get(pk=nynorsk.pk)
    assert not nynorsk.live
    assert nynorsk.get_latest_revision_as_object().phase == "ended"


def test_a_publication_without_new_facts_makes_no_revision_of_the_others():
    bokmaal, nynorsk = _two_languages()
    _publish(bokmaal, phase="ended")
    before = nynorsk.revisions.count()
    _publish(CasePage.objects.get(pk=bokmaal.pk), summary="Bare tekst.")
    assert nynorsk.revisions.count() == before


def test_a_draft_that_has_the_facts_already_stays_the_newest_version():
    bokmaal, nynorsk = _two_languages()
    nynorsk.summary, nynorsk.phase = "Eit utkast.", "ended"
    nynorsk.save_revision()
    _publish(bokmaal, phase="ended")
    nynorsk = CasePage.objects.get(pk=nynorsk.pk)
    assert (nynorsk.phase, nynorsk.has_unpublished_changes) == ("ended", True)
    assert nynorsk.get_latest_revision_as_object().summary == "Eit utkast."


def test_what_is_planned_for_later_stays_planned_and_gets_the_facts():
    bokmaal, nynorsk = _two_languages()
    moment = timezone.now() + timedelta(days=3)
    nynorsk.summary, nynorsk.go_live_at = "Planlagd.", moment
    nynorsk.save_revision().publish()
    nynorsk = CasePage.objects.get(pk=nynorsk.pk).get_latest_revision_as_object()
    nynorsk.summary = "Eit utkast etter planen."
    nynorsk.save_revision()
    _publish(bokmaal, phase="ended")
    nynorsk = CasePage.objects.get(pk=nynorsk.pk)
    planned = nynorsk.get_scheduled_revision_as_object()
    assert nynorsk.scheduled_revision.approved_go_live_at == moment
    assert (planned.phase, planned.summary) == ("ended", "Planlagd.")
    draft = nynorsk.get_latest_revision_as_object()
    assert (draft.phase, draft.summary) == ("ended", "Eit utkast etter planen.")


def test_a_first_publication_that_is_planned_stays_planned():
    bokmaal, nynorsk = _two_languages()
    nynorsk.unpublish()
    nynorsk = CasePage.objects.get(pk=nynorsk.pk)
    nynorsk.go_live_at = timezone.now() + timedelta(days=3)
    nynorsk.save_revision().publish()
    _publish(bokmaal, phase="ended")
    nynorsk = CasePage.objects.get(pk=nynorsk.pk)
    assert not nynorsk.live
    assert nynorsk.get_scheduled_revision_as_object().phase == "ended"
    assert nynorsk.scheduled_revision == nynorsk.latest_revision


def test_a_review_of_a_translation_goes_on():
    bokmaal, nynorsk = _two_languages()
    editor = make_user()
    nynorsk.summary = "Til gjennomlesing."
    nynorsk.save_revision(user=editor)
    submit(nynorsk, editor)
    decide(nynorsk, make_user("Editors"))
    _publish(bokmaal, phase="ended")
    assert CasePage.objects.get(pk=nynorsk.pk).workflow_in_progress
    decide(nynorsk, make_user("Publishers"))
    nynorsk = CasePage.objects.get(pk=nynorsk.pk)
    assert (nynorsk.phase, nynorsk.summary, nynorsk.has_unpublished_changes) == ("ended", "Til gjennomlesing.", False)


def test_a_new_picture_brings_its_alt_text_and_a_known_one_keeps_its_own():
    bokmaal, nynorsk = _two_languages()
    first, second = (_image(name) for name in ("a.png", "b.png"))
    _publish(bokmaal, image=first, image_alt="En systue")
    nynorsk = CasePage.objects.get(pk=nynorsk.pk)
    assert nynorsk.image_alt == "En systue"
    nynorsk.image_alt = "Ei systove"
    nynorsk.save_revision().publish()
    _publish(CasePage.objects.get(pk=bokmaal.pk), image_credit="Ola")
    assert CasePage.objects.get(pk=nynorsk.pk).image_alt == "Ei systove"
    _publish(CasePage.objects.get(pk=bokmaal.pk), image=second, image_alt="En hage")
    assert CasePage.objects.get(pk=nynorsk.pk).image_alt == "En hage"


def _image(name):
    return PortalImage.objects.create(title=name, file=ContentFile(png(), name=name), width=1, height=1)


NAV, BAKER, HELP = ("NAV", "nav", ""), ("Bakeren", "business", ""), ("Hjelpen", "voluntary", "https://h.example.org/")


@pytest.mark.parametrize(
    ("theirs", "own", "pairs"),
    [
        ([NAV, BAKER], [NAV, BAKER], [0, 1]),
        ([BAKER, NAV], [NAV, BAKER], [1, 0]),
        ([BAKER], [NAV, BAKER], [1]),
        ([NAV, HELP, BAKER], [NAV, BAKER], [0, None, 1]),
        ([NAV, HELP], [("NAV", "nav", ""), ("Helping", "voluntary", "https://h.example.org/")], [0, 1]),
        ([HELP], [NAV, ("Helping", "voluntary", "https://h.example.org/")], [1]),
        ([("Bakeren", "social_entrepreneur", "")], [("The baker", "business", "")], [0]),
        ([("A", "nav", ""), ("B", "nav", "")], [("B", "nav", ""), ("x", "nav", "")], [1, 0]),
        ([], [NAV], []),
        ([NAV], [], [None]),
    ],
)
def test_partners_are_found_again_in_another_language(theirs, own, pairs):
    assert matching_partners(theirs, own) == pairs


def test_publications_are_noted_under_the_name_of_who_published():
    bokmaal, nynorsk = _two_languages()
    editor = make_user()
    bokmaal.phase = "ended"
    bokmaal.save_revision(user=editor).publish(skip_permission_checks=True)
    assert CasePage.objects.get(pk=nynorsk.pk).latest_revision.user == editor
