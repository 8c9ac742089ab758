"""A public page asks the database at most fifteen times, however many cases there are."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from cases.models import CasePage, PortalImage
from tests.factories import make_case, make_cases, png

pytestmark = pytest.mark.django_db

LIMIT, FEW, MANY = 15, 10, 200
# Of the search page, which people open again and again.
SEARCH_LIMIT = 8
SEARCHES = ("index", "index in English", "last page", "filters", "filters on a county", "nothing understood")
ADDRESSES: dict[str, Callable[[], str]] = {
    "home": lambda: "/",
    "index": lambda: "/caser/",
    "index in English": lambda: "/en/cases/",
    "last page": lambda: "/caser/?page=99",
    "filters": lambda: "/caser/?q=case&value=democracy&field=anchoring&theme=housing&step=inviting&sector=nav",
    "filters on a county": lambda: "/caser/?county=32&phase=running",
    "nothing understood": lambda: "/caser/?value=foo&blah=1&thickness=9",
    "case": lambda: "/caser/en-case/",
    "concept": lambda: _concept("openness"),
    "model": lambda: reverse("model"),
    "municipality": lambda: "/kommuner/3203-asker/",
    "municipality without cases": lambda: "/kommuner/3301-drammen/",
    "municipality alone in its class": lambda: "/kommuner/0301-oslo/",
    "two of one name": lambda: "/kommuner/heroy/",
    "county": lambda: "/fylker/32-akershus/",
    "largest county": lambda: "/en/counties/34-innlandet/",
    "municipalities": lambda: "/kommuner/",
    "municipality not found": lambda: "/kommuner/?q=Atlantis",
    "not found": lambda: "/finnes-ikke/",
}


def _concept(code: str) -> str:
    from cases.models import ConceptText

    return reverse("concept", args=[ConceptText.objects.get(concept__code=code, locale="nb").slug])


def _make_one_case_with_everything() -> CasePage:
    image = PortalImage.objects.create(title="Bilde", file=ContentFile(png(64, 48), "bilde.png"))
    picture = {"image": image.pk, "alt": "Bord", "decorative": False, "credit": "", "consent": True}
    case = make_case(
        slug="en-case",
        first_published_at=datetime(2090, 1, 1, tzinfo=UTC),  # always among those that a listing shows first
        values=["openness", "democracy"],
        fields=["equality", "anchoring"],
        municipalities=["3909", "0301"],
        partners=[("NAV", "nav"), ("Røde Kors", "voluntary")],
        themes=["housing"],
        ladder_step="inviting",
        image=image,
        body=json.dumps([{"type": "image", "value": picture}] * 3),
    )
    make_case("en", translation_key=case.translation_key, first_published_at=case.first_published_at, image=image)
    make_case(image=image, first_published_at=datetime(1990, 1, 1, tzinfo=UTC))  # and one on the last page
    for number in ("3203", "3301", "3238", "3411"):  # and one wherever a place's page looks for some
        make_case(image=image, first_published_at=case.first_published_at, municipalities=[number])
    return case


@pytest.fixture(autouse=True)
def _pages_are_kept(settings: Any) -> None:
    """Count what keeping pages costs too. What the test itself has not committed is made anew each time."""
    settings.PAGE_CACHE = True


def _asked(client: Client, address: str) -> list[str]:
    client.get(address)  # makes the renditions and fills the cache, as somebody else has in real life
    with CaptureQueriesContext(connection) as queries:
        client.get(address)
    return [query["sql"] for query in queries.captured_queries]


def test_counts_do_not_grow_with_the_library(client: Client) -> None:
    translation.activate("nb")
    _make_one_case_with_everything()
    make_cases(FEW)
    few = {name: _asked(client, address()) for name, address in ADDRESSES.items()}
    make_cases(MANY - FEW)
    many = {name: _asked(client, address()) for name, address in ADDRESSES.items()}
    counts = {name: (len(few[name]), len(many[name])) for name in ADDRESSES}
    print(counts)
    assert {name: count for name, count in counts.items() if count[0] != count[1]} == {}
    assert {name: many[name] for name, (_, count) in counts.items() if count > LIMIT} == {}
    assert {name: many[name] for name in SEARCHES if counts[name][1] > SEARCH_LIMIT} == {}


def test_a_municipality_costs_no_more_than_the_limit(client: Client) -> None:
    make_cases(FEW)
    counts = {
        query: len(_asked(client, f"/caser/?{query}")) for query in ("municipality=Lardal", "municipality=Atlantis")
    }
    assert {query: count for query, count in counts.items() if count > LIMIT} == {}


def test_many_municipalities_do_not_cost_without_end(client: Client) -> None:
    make_cases(FEW)
    asked = [
        len(_asked(client, "/caser/?" + "&".join(f"municipality=x{n}" for n in range(many)))) for many in (30, 300)
    ]
    assert asked[0] == asked[1]
