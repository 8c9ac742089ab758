"""What the search box suggests while somebody types."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.factories import make_case, make_cases

pytestmark = pytest.mark.django_db


def _suggested(client: Client, typed: str, path: str = "/caser/forslag/") -> list[dict[str, Any]]:
    return client.get(path, {"q": typed}).json()["suggestions"]


def test_titles_places_concepts_and_partners_are_suggested_each_with_its_way(client: Client) -> None:
    case = make_case(
        title="Lærlinger møtes",
        slug="larlinger",
        municipalities=["3909"],
        themes=["housing"],
        partners=[("Larvik frivilligsentral", "voluntary")],
    )
    found = {one["text"]: one for one in _suggested(client, "la")}
    assert found["Lærlinger møtes"]["address"] == case.get_url()
    assert found["Larvik"]["asked"] == "municipality=3909"
    assert found["Larvik frivilligsentral"]["asked"] == "q=%22Larvik+frivilligsentral%22"
    assert [one["text"] for one in _suggested(client, "lardal")] == ["Larvik"]
    assert _suggested(client, "boli")[0]["asked"] == "theme=housing"
    assert _suggested(client, "hous", "/en/cases/suggestions/")[0]["text"] == "Housing"


def test_what_one_reads_comes_before_what_is_known_by_another_name(client: Client) -> None:
    make_case(
        title="Her", themes=["work_inclusion"], fields=["shared_goals", "resource_focus"], municipalities=["3909"]
    )
    assert [one["text"] for one in _suggested(client, "ar")] == ["Arbeid og inkludering"]
    assert _suggested(client, "arbe")[0]["text"] == "Arbeid og inkludering"
    assert _suggested(client, "lar")[0]["text"] == "Larvik"
    assert [one["text"] for one in _suggested(client, "lard")] == ["Larvik"]


def test_what_is_unpublished_is_suggested_no_more(client: Client) -> None:
    case = make_case(title="Hemmelig hage", partners=[("Hemmelige venner", "voluntary")])
    assert len(_suggested(client, "hemm")) == 2
    case.unpublish()
    assert _suggested(client, "hemm") == []


def test_suggestions_cost_little_however_many_cases_there_are(client: Client) -> None:
    counts = []
    for more in (10, 60):
        make_cases(more)
        _suggested(client, "case")
        with CaptureQueriesContext(connection) as queries:
            assert len(_suggested(client, "case")) <= 9
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 2


@pytest.mark.parametrize("typed", ["", "a", " ", "%", "_" * 5000, '"', "\\", "<script>", "å" * 61, "\u202e\u0301"])
def test_nonsense_is_answered_with_nothing(client: Client, typed: str) -> None:
    make_case(title="Her")
    assert _suggested(client, typed) == []
