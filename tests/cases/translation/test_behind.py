"""A translation is behind when its source's published texts have changed since it last followed them."""

from __future__ import annotations

import pytest
from wagtail.models import Locale

from cases.models import CasePage
from cases.translation.services import AlreadyTranslatedError, NowhereToPutItError, start_translation
from home.models import ArticlePage, HomePage
from tests.cases.translation.publishing import make_pair, publish
from tests.factories import make_case, make_user

pytestmark = pytest.mark.django_db


def _behind():
    return [page.locale.language_code for page in CasePage.objects.behind()]


def test_the_translation_is_behind_from_the_new_text_until_it_follows_it():
    bokmaal, nynorsk = make_pair()
    assert _behind() == []
    bokmaal = publish(bokmaal, summary="Et nytt sammendrag.")
    assert _behind() == ["nn"]
    nynorsk = publish(nynorsk, summary="Eit nytt samandrag.")
    assert _behind() == ["nn"], "a changed text does not by itself follow the source"
    publish(nynorsk, translated_digest=bokmaal.texts_digest)
    assert _behind() == []


def test_a_draft_of_the_source_makes_nothing_outdated_and_new_facts_do_not_either():
    bokmaal, _nynorsk = make_pair()
    draft = CasePage.objects.get(pk=bokmaal.pk)
    draft.summary = "Bare et utkast."
    draft.save_revision()
    assert _behind() == []
    draft = CasePage.objects.get(pk=bokmaal.pk)
    draft.phase, draft.themes = "ended", ["housing"]
    draft.save_revision().publish()
    assert _behind() == []


def test_a_draft_that_follows_the_source_counts_when_it_is_published():
    bokmaal, nynorsk = make_pair()
    bokmaal = publish(bokmaal, summary="Et nytt sammendrag.")
    nynorsk.translated_digest = bokmaal.texts_digest
    nynorsk.save_revision()
    assert _behind() == ["nn"]
    nynorsk.latest_revision.publish()
    assert _behind() == []


def test_an_original_a_withdrawn_source_and_an_unknown_one_leave_nobody_behind():
    bokmaal, nynorsk = make_pair()
    imported = make_case("en", translation_key=bokmaal.translation_key)
    bokmaal = publish(bokmaal, summary="Et nytt sammendrag.")
    assert _behind() == ["nn"]
    assert CasePage.objects.get(pk=imported.pk).translated_from == ""
    bokmaal.unpublish()
    assert _behind() == []
    publish(bokmaal)
    assert _behind() == ["nn"]
    CasePage.objects.get(pk=nynorsk.pk).unpublish()
    assert _behind() == []


def test_the_moment_of_the_change_is_that_of_its_publication():
    bokmaal, _nynorsk = make_pair()
    first = bokmaal.texts_changed_at
    bokmaal.summary = "Et utkast."
    bokmaal.save_revision()
    assert CasePage.objects.get(pk=bokmaal.pk).texts_changed_at == first
    bokmaal = publish(bokmaal)
    changed = bokmaal.texts_changed_at
    assert changed > first
    assert publish(bokmaal, phase="ended").texts_changed_at == changed


def test_a_version_from_before_keeps_where_the_text_comes_from():
    bokmaal, nynorsk = make_pair()
    old = nynorsk.latest_revision
    content = {**old.content, "translated_from": "", "texts_digest": ""}
    restored = nynorsk.with_content_json(content)
    assert restored.translated_from == "nb"
    assert restored.texts_digest == nynorsk.texts_digest != bokmaal.texts_digest


def test_a_translation_is_a_draft_of_its_own_below_its_own_index():
    editor = make_user()
    bokmaal = publish(make_case(title="Systua", slug="systua", values=["openness"], themes=["housing"]))
    bokmaal.summary = "Et utkast som ingen har godkjent."
    bokmaal.save_revision()
    page = CasePage.objects.get(pk=start_translation(source=bokmaal, language="nn", user=editor).pk)
    assert (page.live, page.alias_of, page.owner, page.first_published_at) == (False, None, editor, None)
    assert page.url_path.endswith("/casar/systua/")
    assert page.translation_key == bokmaal.translation_key
    assert (page.title, page.summary, page.themes) == ("Systua", "En kort oppsummering.", ["housing"])
    assert [tag.code for tag in page.value_tags.all()] == ["openness"]
    draft = page.get_latest_revision_as_object()
    assert (draft.translated_from, draft.translated_digest) == ("nb", CasePage.objects.get(pk=bokmaal.pk).texts_digest)


def test_a_case_that_is_only_a_draft_is_translated_as_it_stands():
    draft = make_case(title="Utkast", live=False)
    draft.title = "Et nyere utkast"
    draft.save_revision()
    page = start_translation(source=draft, language="en", user=make_user())
    assert (page.title, page.translated_from) == ("Et nyere utkast", "nb")


def test_english_may_follow_nynorsk_and_nothing_is_translated_twice():
    bokmaal, nynorsk = make_pair()
    english = publish(start_translation(source=nynorsk, language="en", user=make_user()), title="The sewing room")
    assert english.source_page() == nynorsk
    with pytest.raises(AlreadyTranslatedError) as refused:
        start_translation(source=bokmaal, language="en", user=make_user())
    assert refused.value.page == english
    publish(bokmaal, summary="Et nytt sammendrag.")
    assert _behind() == ["nn"]
    publish(nynorsk, summary="Eit nytt samandrag.")
    assert sorted(_behind()) == ["en", "nn"]


def test_when_the_original_is_gone_its_translation_becomes_one():
    bokmaal, nynorsk = make_pair()
    bokmaal.delete()
    anew = start_translation(source=nynorsk, language="nb", user=make_user())
    assert anew.source_page() == nynorsk
    assert CasePage.objects.get(pk=nynorsk.pk).translated_from == ""


def test_without_a_counterpart_of_the_page_above_there_is_no_place_for_it():
    index = make_case().get_parent()
    lone = make_case()
    index.get_translations().filter(locale=Locale.objects.get(language_code="en")).delete()
    with pytest.raises(NowhereToPutItError):
        start_translation(source=lone, language="en", user=make_user())


def test_facts_are_the_sources_and_an_older_version_of_a_translation_never_brings_them_back():
    bokmaal, nynorsk = make_pair()
    before = nynorsk.latest_revision
    bokmaal = publish(bokmaal, phase="ended")
    draft = CasePage.objects.get(pk=bokmaal.pk)
    draft.ladder_step = "mature"
    draft.save_revision()
    before.publish()
    nynorsk, bokmaal = (CasePage.objects.get(pk=page.pk) for page in (nynorsk, bokmaal))
    assert (nynorsk.phase, nynorsk.title) == ("ended", "Systova")
    assert (bokmaal.phase, bokmaal.get_latest_revision_as_object().ladder_step) == ("ended", "mature")


def test_articles_are_translated_too():
    home = HomePage.objects.get(locale__language_code="nb")
    article = home.add_child(instance=ArticlePage(title="Trappa", slug="trappa", summary="Fem trinn."))
    english = start_translation(source=publish(article), language="en", user=make_user())
    english = publish(english, title="The ladder", slug="the-ladder")
    assert english.get_parent().locale.language_code == "en"
    publish(article, summary="Fem trinn, og flere.")
    assert list(ArticlePage.objects.behind()) == [english]
