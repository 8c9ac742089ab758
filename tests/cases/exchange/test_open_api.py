"""The open API answers in the shape of the record, filters as the page does, and leaks nothing."""

from __future__ import annotations

import io
import json

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.exchange.exporter import export_cases
from tests.factories import make_case, make_cases

pytestmark = pytest.mark.django_db


def titles(answer):
    return {case["title"] for case in answer.json()["results"]}


def test_the_answer_is_the_record_that_an_export_writes(client, demo_library):
    out = io.StringIO()
    export_cases(out)
    exported = {line["id"]: line for line in map(json.loads, out.getvalue().splitlines())}
    answer = client.get("/api/cases/?page_size=100").json()
    assert answer["count"] == len(exported) == 12
    assert {case["id"]: case for case in answer["results"]} == exported
    one = next(iter(exported.values()))
    assert client.get(f"/api/cases/{one['id']}/").json() == one


def test_within_a_parameter_is_or_and_between_them_is_and(client):
    make_case(title="a", values=["openness"], themes=["housing"])
    make_case(title="b", values=["democracy"], themes=["housing"])
    make_case(title="c", values=["democracy"], themes=["youth"])
    assert titles(client.get("/api/cases/?value=openness&value=democracy")) == {"a", "b", "c"}
    assert titles(client.get("/api/cases/?value=democracy&theme=housing")) == {"b"}


def test_a_facets_counts_ignore_its_own_selection_and_heed_the_others(client):
    make_case(values=["openness"], fields=["equality"], ladder_step="curious")
    make_case(values=["democracy"], fields=["equality"], ladder_step="mature")
    facets = client.get("/api/cases/?value=openness").json()["facets"]
    assert facets["value"] == {"openness": 1, "democracy": 1, "creativity": 0, "leadership": 0}
    assert facets["step"]["curious"] == 1
    assert facets["step"]["mature"] == 0
    assert facets["field"]["equality"] == 1


@pytest.mark.parametrize(
    ("query", "parameter", "value"),
    [
        ("theme=housing&theme=nothing", "theme", "nothing"),
        ("value=Openness", "value", "Openness"),
        ("step=6", "step", "6"),
        ("thickness=9", "thickness", "9"),
        ("locale=sv", "locale", "sv"),
        ("page=0", "page", "0"),
        ("page=abc", "page", "abc"),
        ("page=99", "page", "99"),
        ("page_size=101", "page_size", "101"),
        ("municipality=9999", "municipality", "9999"),
        ("county=99", "county", "99"),
    ],
)
def test_what_is_malformed_is_named_with_what_is_allowed(client, query, parameter, value):
    answer = client.get(f"/api/cases/?{query}")
    assert answer.status_code == 400
    body = answer.json()
    assert (body["parameter"], body["value"]) == (parameter, value)
    assert body["allowed"]


def test_a_municipality_is_found_by_old_numbers_and_a_danish_one_is_not_taken_for_norwegian(client):
    make_case(title="Larvik", municipalities=["3909"])
    make_case(title="Holbæk", country="DK", municipalities=["0316"])
    make_case(title="Favrskov", country="DK", municipalities=["0710"])
    make_case(title="Sandefjord", municipalities=["3907"])
    found = {
        number: titles(client.get(f"/api/cases/?municipality={number}"))
        for number in ("0709", "0316", "0710", "DK-0710")
    }
    assert found == {"0709": {"Larvik"}, "0316": {"Holbæk"}, "0710": {"Sandefjord"}, "DK-0710": {"Favrskov"}}


def test_pages_lead_to_each_other_and_keep_the_filters(client):
    make_cases(5, themes=["housing"])
    first = client.get("/api/cases/?theme=housing&page_size=2").json()
    assert first["previous"] is None
    second = client.get(first["next"]).json()
    last = client.get(second["next"]).json()
    assert last["next"] is None
    ids = [case["id"] for page in (first, second, last) for case in page["results"]]
    assert len(ids) == len(set(ids)) == 5


def test_a_case_answers_in_the_language_asked_for_else_bokmaal_nynorsk_english(client):
    nynorsk = make_case("nn", title="På nynorsk")
    make_case("en", title="In English", translation_key=nynorsk.translation_key)
    address = f"/api/cases/{nynorsk.translation_key}/"
    assert client.get(address).json()["title"] == "På nynorsk"
    assert client.get(f"{address}?locale=en").json()["title"] == "In English"
    assert client.get(f"{address}?locale=nb").status_code == 404


def test_drafts_unpublished_cases_and_contacts_never_leak(client):
    contact = {"contact_name": "Kari", "contact_email": "k@example.org", "contact_consent_at": timezone.now()}
    live = make_case(title="Synlig", **contact)
    draft = make_case(title="Utkast", live=False)
    live.title = "Hemmelig ny tittel"
    live.save_revision()
    body = client.get("/api/cases/").content.decode()
    assert "Synlig" in body
    for secret in ("Utkast", "Hemmelig", "k@example.org", "Kari"):
        assert secret not in body
    assert client.get(f"/api/cases/{draft.translation_key}/").status_code == 404


def test_a_list_costs_the_same_with_ten_and_two_hundred_cases(client):
    counts = []
    for more in (10, 190):
        make_cases(more)
        client.get("/api/cases/?page_size=100&value=openness")
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/cases/?page_size=100&value=openness")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


def test_the_schema_describes_every_parameter(client):
    schema = client.get("/api/schema/").json()
    assert schema["openapi"].startswith("3.1")
    parameters = {parameter["name"] for parameter in schema["paths"]["/api/cases/"]["get"]["parameters"]}
    assert {
        "q",
        "value",
        "field",
        "step",
        "theme",
        "group",
        "municipality",
        "page",
        "page_size",
        "locale",
    } <= parameters


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    assert getattr(client, method)("/api/cases/").status_code == 405


def test_other_sites_may_read(client):
    answer = client.get("/api/cases/")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"
