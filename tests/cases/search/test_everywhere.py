"""What is taken off, put back, deleted or changed is gone or there in every place that shows cases, at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from cases.models import CasePage
from cases.search.index import differences
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
