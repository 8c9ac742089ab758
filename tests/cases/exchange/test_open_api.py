"""The open API answers in the shape of the record, filters as the page does, and leaks nothing."""

from __future__ import annotations

import hashlib
import io
import json
import re
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cases.codes import CODES
from cases.exchange.exporter import export_cases
from cases.exchange.importer import import_cases
from cases.filters import CaseFilterSet
from cases.models import CasePage
from tests.factories import case_record, make_case, make_cases, png, write_lines

pytestmark = pytest.mark.django_db
# An id that no case has; the same in every worker, for it names a test.
NOBODY = "7d4e9c1a-3b52-4f08-9a6d-5c1e8f20b7a3"
IMAGE = {"alt": "En systue", "decorative": False, "credit": "", "consent": True}


def titles(answer):
    return {case["title"] for case in answer.json()["results"]}


def test_the_answer_is_the_record_that_an_export_writes(client, demo_library):
    out = io.StringIO()
    export_cases(out)
    exported = {(line["id"], line["locale"]): line for line in map(json.loads, out.getvalue().splitlines())}
    answer = client.get("/api/cases/?page_size=100").json()
    assert answer["count"] == len(exported) == 20
    assert {(case["id"], case["locale"]): case for case in answer["results"]} == exported
    for (case_id, locale), one in exported.items():
        assert client.get(f"/api/cases/{case_id}/?locale={locale}").json() == one


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
        ("page_size=101", "page_size", "101"),
        ("municipality=9999", "municipality", "9999"),
        ("county=99", "county", "99"),
        ("county=03&county=99", "county", "99"),
        ("municipality=oslo&municipality=ingensteds", "municipality", "ingensteds"),
        ("locale=nb&locale=sv", "locale", "sv"),
        ("page=²", "page", "²"),
        ("page=1e3", "page", "1e3"),
        ("page=99999999999999999999", "page", "99999999999999999999"),
        ("page_size=0", "page_size", "0"),
        (f"q={'x' * 201}", "q", "x" * 201),
    ],
)
def test_what_is_malformed_is_named_with_what_is_allowed(client, query, parameter, value):
    answer = client.get(f"/api/cases/?{query}")
    assert answer.status_code == 400
    body = answer.json()
    assert (body["parameter"], body["value"]) == (parameter, value)
    assert body["allowed"]


def test_a_page_after_the_last_is_not_found_and_the_last_is_named(client):
    make_case()
    answer = client.get("/api/cases/?page=99")
    assert answer.status_code == 404
    assert answer.json() == {"parameter": "page", "value": "99", "allowed": {"from": 1, "to": 1}}


@pytest.mark.parametrize(("path", "status"), [("cases/?q=%00", 400), ("cases/?q=%ff", 400), ("nothing/", 404)])
def test_a_program_gets_no_page_whatever_is_wrong(client, path, status):
    answer = client.get(f"/api/{path}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (status, "application/json")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.json()["detail"]


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
        client.get("/api/cases/?page_size=100&value=openness&county=03")
        with CaptureQueriesContext(connection) as queries:
            client.get("/api/cases/?page_size=100&value=openness&county=03")
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_texts_with_links_and_pictures_cost_a_list_no_more(client, tmp_path):
    (tmp_path / "files").mkdir()
    counts = []
    for more in (3, 12):
        records = []
        for number in range(more):
            content = png(colour=f"#{number:02x}{more:02x}30")
            name = f"{hashlib.sha1(content, usedforsecurity=False).hexdigest()}.png"
            (tmp_path / "files" / name).write_bytes(content)
            link = f'<p><a href="case:{records[-1]["id"]}">a</a></p>' if records else ""
            records.append(case_record(image={**IMAGE, "file": name}, challenge=link))
        with write_lines(tmp_path, *records).open("rb") as lines:
            assert import_cases(lines, files=tmp_path / "files").problems == []
        client.get("/api/cases/")
        with CaptureQueriesContext(connection) as queries:
            assert len(client.get("/api/cases/").json()["results"]) == CasePage.objects.count()
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 8


def test_a_link_does_not_tell_of_a_case_that_is_not_published(client, tmp_path):
    draft = case_record(first_published_at=None)
    record = case_record(challenge=f'<p>Se <a href="case:{draft["id"]}">den</a>.</p>')
    with write_lines(tmp_path, draft, record).open("rb") as lines:
        import_cases(lines)
    assert draft["id"] not in client.get("/api/cases/").content.decode()


@pytest.mark.parametrize("case_id", ["7", "abc", "x" * 36, "0" * 32, "%2e%2e"])
def test_a_malformed_id_is_named(client, case_id):
    answer = client.get(f"/api/cases/{case_id}/")
    assert (answer.status_code, answer.json()["parameter"]) == (400, "id")


def test_there_is_no_case_of_an_id_that_nobody_has(client):
    answer = client.get(f"/api/cases/{uuid4()}/")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/json")


def test_several_locales_may_be_asked_for(client):
    for locale in ("nb", "nn", "en"):
        make_case(locale, title=locale)
    assert titles(client.get("/api/cases/?locale=nb&locale=en")) == {"nb", "en"}
    assert titles(client.get("/api/cases/?locale=")) == {"nb", "nn", "en"}


def _references(schema):
    if isinstance(schema, dict):
        yield from [schema["$ref"]] if isinstance(schema.get("$ref"), str) else []
        schema = list(schema.values())
    if isinstance(schema, list):
        for part in schema:
            yield from _references(part)


def test_the_schema_is_whole_and_describes_every_parameter(client):
    schema = client.get("/api/schema/").json()
    assert schema["openapi"].startswith("3.1")
    assert {"title", "version"} <= set(schema["info"])
    for reference in _references(schema):
        assert reference.removeprefix("#/components/schemas/") in schema["components"]["schemas"]
    operations = [operation for path in schema["paths"].values() for operation in path.values()]
    assert len({operation["operationId"] for operation in operations}) == len(operations)
    for path, methods in schema["paths"].items():
        assert set(methods) == {"get"}
        named = [(found["in"], found["name"]) for found in methods["get"]["parameters"]]
        assert len(set(named)) == len(named)
        assert {name for place, name in named if place == "path"} == set(re.findall(r"{(\w+)}", path))
        assert {"200", "429", *(["400"] if named else [])} <= set(methods["get"]["responses"])
    parameters = {found["name"]: found["schema"] for found in schema["paths"]["/api/cases/"]["get"]["parameters"]}
    assert set(parameters) == {*CaseFilterSet.base_filters, "locale", "page", "page_size"}
    assert parameters["theme"]["items"]["enum"] == list(CODES["theme"])
    assert (parameters["page_size"]["type"], parameters["page_size"]["maximum"]) == ("integer", 100)
    assert schema["components"]["schemas"]["CaseRecord"]["properties"]["summary"]["maxLength"] == 400


def test_the_schema_names_every_key_of_an_answer(client):
    make_case()
    known = client.get("/api/schema/").json()["components"]["schemas"]
    answer = client.get("/api/cases/").json()
    assert set(answer) == set(known["CaseList"]["properties"])
    assert set(answer["results"][0]) == set(known["CaseRecord"]["properties"])
    assert set(client.get("/api/cases/?page=x").json()) == set(known["Refusal"]["properties"])


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(client, method):
    assert getattr(client, method)("/api/cases/").status_code == 405


@pytest.mark.parametrize("path", ["cases/", "cases/?page=x", "cases/7/", "schema/", f"cases/{NOBODY}/"])
@pytest.mark.parametrize("method", ["get", "head", "options", "post"])
def test_other_sites_may_read_whatever_is_answered(client, method, path):
    answer = getattr(client, method)(f"/api/{path}")
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_head_is_get_without_a_body_and_options_says_what_can_be_done(client):
    make_case()
    get, head = client.get("/api/cases/"), client.head("/api/cases/")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["Content-Type"] == get.headers["Content-Type"]
    options = client.options("/api/cases/")
    assert (options.status_code, options.headers["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert client.post("/api/cases/").headers["Allow"] == "GET, HEAD, OPTIONS"
