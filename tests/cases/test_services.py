"""The translations of a case share its facts, and each keeps its own texts."""

from __future__ import annotations

import pytest

from cases.models import CasePage
from tests.factories import make_case

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
