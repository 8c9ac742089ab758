"""The bank in the open data: as JSON by the rules of the other addresses, and as linked data of the Basic tier."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.toolkit.impact.bank.publishing import case_with, measured, published
from toolkit.models import BankIndicator

pytestmark = pytest.mark.django_db
HIDDEN = {"name": "Menn", "amount": None, "is_hidden": True}


def get(address: str) -> Any:
    """Return what the API answers."""
    return Client().get(address).json()


def filled() -> dict[str, Any]:
    """Return a share with a baseline, one measurement with a hidden part, and a target figure."""
    return published(
        name="Andel i arbeid",
        kind="share",
        numerator="i arbeid",
        denominator="deltakere",
        breakdown=["Kvinner", "Menn"],
        baseline=measured("2024-01-01", "12.5"),
        measurements=[measured("2025-01-01", "20", breakdown=[HIDDEN], text="Bedre", said_by="En deltaker")],
        targets=[{"value": "30", "by_date": "2027-01-01"}],
    )


def test_the_list_is_searched_narrowed_counted_and_paged_as_that_of_cases() -> None:
    case_with(filled(), published(name="Venner", level="result"), themes=["housing"])
    answer = get("/api/indicators/?level=outcome&theme=housing")
    assert (answer["count"], answer["next"]) == (1, None)
    assert answer["facets"]["level"] == {"result": 1, "outcome": 1, "impact": 0}
    one = answer["results"][0]
    assert (one["name"], one["numerator"], one["cases"], one["reused"]) == ("Andel i arbeid", "i arbeid", 1, 0)
    first = get("/api/indicators/?page_size=1&sort=title")
    assert [one["name"] for one in get(first["next"])["results"]] == ["Venner"]
    assert get("/api/indicators/?q=venn")["results"][0]["name"] == "Venner"


@pytest.mark.parametrize("query", ["level=high", "page=0", "page_size=1000", "sort=x", "kind=number&kind=x"])
def test_what_is_not_understood_is_refused_by_name(query: str) -> None:
    answer = Client().get(f"/api/indicators/?{query}")
    assert answer.status_code == 400
    assert answer.json()["parameter"] == query.partition("=")[0]
    assert Client().get("/api/indicators/?page=7").status_code == 404


def test_one_has_its_cases_and_published_values() -> None:
    page = case_with(filled())
    entry = BankIndicator.objects.get()
    use = get(f"/api/indicators/{entry.key}/")["uses"][0]
    assert (use["case"], use["baseline"]["amount"]) == (str(page.translation_key), "12.5")
    assert use["measurements"][0]["breakdown"] == [{"name": "Menn", "amount": None, "hidden": True}]
    assert use["targets"] == [{"value": "30", "by_date": "2027-01-01"}]
    assert Client().get("/api/indicators/x/").status_code == 400
    page.unpublish()
    assert Client().get(f"/api/indicators/{entry.key}/").status_code == 404


def test_linked_data_has_what_the_basic_tier_asks_of_each_thing() -> None:
    case_with(filled(), published(name="Sagt", kind="quotation", measurements=[measured("2025-01-01", "1")]))
    for address in ("/api/indicators.jsonld", f"/api/indicators/{BankIndicator.objects.first().key}/jsonld/"):
        answer = Client().get(address)
        assert answer["Content-Type"] == "application/ld+json"
        things = answer.json()["@graph"]
        kinds = {thing["@id"]: thing["@type"] for thing in things}
        assert len(kinds) == len(things)
        for thing in things:
            for name in _ASKED[thing["@type"]]:
                assert thing[name], (address, thing["@type"], name)
            for name, value in thing.items():
                if isinstance(value, dict) and "@id" in value and not name.startswith("cids:hasI"):
                    assert value["@id"] in kinds, (name, value)
    reports = [thing for thing in things if thing["@type"] == "cids:IndicatorReport"]
    values = sorted(report["i72:value"]["i72:hasNumericalValue"] for report in reports)
    assert values in (["12.5", "20"], [])


_ASKED = {
    "cids:Organization": ["org:hasLegalName"],
    "cids:Theme": ["org:hasName", "cids:hasDescription"],
    "cids:Indicator": ["org:hasName", "cids:hasDescription", "cids:unitDescription", "cids:forOrganization"],
    "cids:IndicatorReport": [
        "org:hasName",
        "cids:forIndicator",
        "cids:forOrganization",
        "prov:startedAtTime",
        "prov:endedAtTime",
        "i72:value",
    ],
}
