"""Whatever public pages show changes the edition, however it is written; nothing else does."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.urls import get_resolver
from django.urls.resolvers import LocalePrefixPattern
from wagtail.models import Locale, Page, PageViewRestriction, Site

from cases.models import CasePage, Concept, ConceptText, Municipality, PortalImage, ValueTag
from portal.page_cache import declarations, triggers
from tests.factories import make_article, make_case, make_user, publish_by_review
from tests.factories.stories import make_document, make_image
from tests.portal.page_cache.conftest import Commit

pytestmark = pytest.mark.django_db


def _sql(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _case() -> CasePage:
    return CasePage.objects.get(slug="en-case")


def _move(page: Page) -> None:
    home = Page.objects.get(pk=page.get_parent().get_parent().pk)
    page.move(home, pos="last-child")


def _put_at(*numbers: str) -> None:
    case = _case()
    case.municipalities.set(Municipality.objects.filter(number__in=numbers))
    case.save()


def _rename(page: CasePage) -> None:
    page.slug = "et-annet-sted"
    page.save_revision().publish()


CHANGES: dict[str, Callable[[], object]] = {
    "publish a new version": lambda: publish_by_review(_redrafted(_case())),
    "unpublish": lambda: _case().unpublish(),
    "delete": lambda: _case().delete(),
    "move": lambda: _move(_case()),
    "another address": lambda: _rename(_case()),
    "a first translation": lambda: make_case("nn", translation_key=_case().translation_key),
    "a new article": make_article,
    "only for some": lambda: PageViewRestriction.objects.create(page=_case(), restriction_type="login"),
    "a tag": lambda: ValueTag.objects.create(page=_case(), code="openness"),
    "a place": lambda: _put_at("3203", "0301"),
    "all places gone": lambda: _put_at(),
    "words of the model": lambda: ConceptText.objects.filter(concept__code="openness").update(name="Apenhet"),
    "order of the model": lambda: _sql('UPDATE cases_concept SET "order" = "order" + 1'),
    "name of a municipality": lambda: Municipality.objects.filter(number="3203").update(name="Asker by"),
    "a picture's name": lambda: PortalImage.objects.update(title="Et annet navn"),
    "a picture's size is ready": lambda: PortalImage.objects.get().get_rendition("width-20"),
    "a document": make_document,
    "the site's address": lambda: Site.objects.update(hostname="samskaping.example"),
    "a language": lambda: Locale.objects.create(language_code="se"),
    "in bulk": lambda: Concept.objects.bulk_update(_resorted(), ["order"]),
    "emptied": lambda: _sql("TRUNCATE cases_valuetag"),
}


def _resorted() -> list[Concept]:
    concepts = list(Concept.objects.all()[:3])
    for concept in concepts:
        concept.order += 7
    return concepts


def _redrafted(page: CasePage) -> CasePage:
    page.title = "En tittel som ikke er publisert"
    page.save_revision(user=make_user("Editors"))
    return page


@pytest.fixture
def before(commit: Commit) -> str:
    """The edition with one case and one picture."""
    make_case(slug="en-case", municipalities=["0301"])
    make_image()
    return commit()


@pytest.mark.parametrize("name", CHANGES)
def test_what_readers_see_makes_a_new_edition(name: str, before: str, commit: Commit):
    CHANGES[name]()
    assert commit() not in ("", before)


def _roll_back() -> None:
    with transaction.atomic():
        _case().delete()
        transaction.set_rollback(True)


NO_CHANGES: dict[str, Callable[[], object]] = {
    "a draft": lambda: _redrafted(_case()),
    "a plan that was given up": _roll_back,
    "saved as it was": lambda: Municipality.objects.get(number="3203").save(),
    "nothing found": lambda: CasePage.objects.filter(slug="finnes-ikke").update(summary="?"),
    "a page that is not live": lambda: Page.objects.filter(slug="en-kladd").update(title="Noe annet"),
    "a user": lambda: make_user("Editors"),
    "in review": lambda: _redrafted(_case()).get_workflow().start(_case(), make_user("Editors")),
}


@pytest.mark.parametrize("name", NO_CHANGES)
def test_what_readers_do_not_see_leaves_the_edition(name: str, before: str, commit: Commit):
    make_case(slug="en-kladd", live=False)
    before = commit()
    NO_CHANGES[name]()
    assert commit() == before


def test_while_a_change_is_pending_there_is_no_edition(before: str, commit: Commit):
    from portal.page_cache.edition import Editions

    assert Editions().current() == before
    with transaction.atomic():
        _case().unpublish()
        assert Editions().current() == ""
        transaction.set_rollback(True)
    assert Editions().current() == before


def test_of_every_table_it_is_said_whether_public_pages_show_it():
    assert declarations.undeclared() == []
    labels = {model._meta.label_lower for model in apps.get_models(include_auto_created=True)}
    assert declarations._shown | declarations._hidden <= labels  # none that is there no more


def test_of_every_view_of_public_pages_it_is_said_whether_its_pages_are_kept():
    translated = [part for part in get_resolver().url_patterns if isinstance(part.pattern, LocalePrefixPattern)]
    names = {view.name for part in translated for view in part.url_patterns}
    assert "wagtail_serve" in names
    assert names - declarations.views_spoken_of() == set()


def test_every_shown_table_is_watched_and_one_that_is_not_stops_the_cache(commit: Commit):
    from portal.page_cache.edition import Editions

    assert triggers.missing(connection) == set()
    assert {"wagtailcore_page", "cases_casepage", "cases_concepttext"} <= set(declarations.shown_tables())
    _sql("ALTER TABLE cases_concepttext DISABLE TRIGGER public_change_on_update")
    assert triggers.missing(connection) == {"cases_concepttext"}
    assert Editions().current() == ""
    _sql("ALTER TABLE cases_concepttext ENABLE TRIGGER public_change_on_update")
    _sql("DROP TRIGGER public_change_on_delete ON cases_casepage")
    triggers.install(connection)
    assert triggers.missing(connection) == set()
    assert Editions().current() != ""
