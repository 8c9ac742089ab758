"""What is taken off, put back, deleted or changed is gone or there in every place that shows cases, at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from wagtail.actions.copy_page import CopyPageAction

from cases.models import CaseIndexPage, CasePage, ConceptText
from cases.search.index import differences
from cases.translation.services import start_translation
from tests.factories import make_case, make_user, publish_by_review

pytestmark = pytest.mark.django_db

OWN = "Gapahuken i Larvik"
# Where cases are shown, and what stands there only while the case is to be seen.
PLACES: dict[str, tuple[str, str]] = {
    "search": ("/caser/?q=gapahuken", OWN),
    "listing": ("/caser/", OWN),
    "counts of facets and map": ("/caser/?theme=housing", "Larvik: 1 case"),
    "suggestions": ("/caser/forslag/?q=gapahuken", OWN),
    "API": ("/api/cases/", OWN),
    "feed": ("/caser/feed/?theme=housing", OWN),
    "front page": ("/", OWN),
    "map of the front page": ("/", "Larvik: 1 case"),
    "municipality": ("/kommuner/3909-larvik/", OWN),
    "map of the county": ("/fylker/39-vestfold/", "Larvik: 1 case"),
    "value": ("/modellen/apenhet/", OWN),
    "sitemap": ("/sitemap.xml", "/caser/gapahuken/"),
    "similar cases": ("/caser/en-annen/", OWN),
}


def _seen(client) -> set[str]:
    """Return the places that show the case."""
    seen = set()
    for name, (address, words) in PLACES.items():
        answer = client.get(address)
        assert answer.status_code == 200, address
        body = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()
        if words in body:
            seen.add(name)
    return seen


def _take_off(case: CasePage) -> None:
    case.unpublish(user=make_user("Publishers"))


def _delete(case: CasePage) -> None:
    CasePage.objects.get(pk=case.pk).delete()


def _copy(case: CasePage) -> CasePage:
    attributes = {"slug": "kopi", "title": "Kopi"}
    copying = CopyPageAction(case, to=case.get_parent(), update_attrs=attributes, keep_live=False, user=make_user())
    return copying.execute(skip_permission_checks=True)


CHANGES: list[Callable[[CasePage], None]] = [_take_off, _delete]


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_no_longer_published_is_gone_everywhere_with_the_same_request(client, settings, change):
    settings.PAGE_CACHE = True
    make_case(title="En annen", slug="en-annen", themes=["housing"])
    facts = {"themes": ["housing"], "municipalities": ["3909"], "values": ["openness"]}
    case = make_case(title=OWN, slug="gapahuken", **facts)
    assert _seen(client) == set(PLACES)
    change(case)
    assert _seen(client) == set()
    assert list(differences()) == []
    if change is _take_off:
        case.refresh_from_db()
        case.save_revision()
        publish_by_review(case)
        assert _seen(client) == set(PLACES)


@pytest.fixture
def shown(client, settings) -> CasePage:
    """A case that is to be seen everywhere, in each place looked at already."""
    settings.PAGE_CACHE = True
    make_case(title="En annen", slug="en-annen", themes=["housing"])
    case = make_case(
        title=OWN, slug="gapahuken", themes=["housing"], municipalities=["3909"], values=["openness"], phase="running"
    )
    assert _seen(client) == set(PLACES)
    return case


def _says(client, address: str, words: str) -> bool:
    answer = client.get(address)
    return words in (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_a_move_changes_the_address_in_the_map_of_the_site_and_nothing_else(client, shown):
    other = CaseIndexPage(title="Arkiv", slug="arkiv", locale=shown.locale)
    shown.get_parent().get_parent().add_child(instance=other)
    shown.move(other, pos="last-child")
    assert _seen(client) == set(PLACES) - {"sitemap"}
    assert _says(client, "/sitemap.xml", "/arkiv/gapahuken/")
    assert _says(client, "/caser/?q=gapahuken", "/arkiv/gapahuken/")
    assert list(differences()) == []


def test_a_translation_is_seen_in_its_language_when_it_is_published_and_not_before(client, shown):
    there = ("/nn/casar/", "/nn/casar/feed/", "/nn/casar/?q=gapahuk", "/api/cases/?locale=nn", "/nn/")
    draft = CasePage.objects.get(pk=start_translation(source=shown, language="nn", user=make_user()).pk)
    draft.title = "Gapahuken på nynorsk"
    draft.save_revision()
    assert [address for address in there if _says(client, address, draft.title)] == []
    publish_by_review(draft)
    assert [address for address in there if _says(client, address, draft.title)] == list(there)
    assert _seen(client) == set(PLACES)
    assert list(differences()) == []


def test_a_concept_that_is_renamed_has_its_new_name_wherever_it_stands(client, shown):
    there = ("/caser/", "/modellen/apenhet/", "/caser/gapahuken/", "/api/vocabulary/")
    text = ConceptText.objects.get(concept__code="openness", locale="nb")
    assert [address for address in there if _says(client, address, "Krypinn")] == []
    text.name = "Krypinn"
    text.save()
    assert [address for address in there if _says(client, address, "Krypinn")] == list(there)
    assert _says(client, "/caser/?q=krypinn", OWN)
    assert list(differences()) == []


def test_a_copy_is_seen_only_when_it_is_published(client, shown):
    there = ("/caser/", "/caser/feed/", "/api/cases/", "/kommuner/3909-larvik/", "/sitemap.xml")
    words = {"/sitemap.xml": "/caser/kopi/"}
    copy = _copy(shown)
    assert [address for address in there if _says(client, address, words.get(address, ">Kopi<"))] == []
    assert _seen(client) == set(PLACES)
    publish_by_review(CasePage.objects.get(pk=copy.pk))
    assert not [a for a in there if not _says(client, a, words.get(a, "Kopi"))]
    assert _says(client, "/caser/?theme=housing", "Larvik: 2 caser")
    assert list(differences()) == []
