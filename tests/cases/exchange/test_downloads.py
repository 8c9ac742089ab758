"""The library as files and linked data: what the API holds, harmless in spreadsheets, described for catalogues."""

from __future__ import annotations

import csv
import io
import json
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cases.exchange import downloads
from tests.factories import make_case, make_cases

pytestmark = pytest.mark.django_db
HOSTILE = ['=HYPERLINK("https://example.org")', "+47 900", "-2+3", "@SUM(1)", "＝1"]


def _csv(answer):
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_files_hold_the_cases_that_the_search_finds(client):
    case = make_case(title="Æ, ø og å", values=["openness", "democracy"], themes=["housing"], municipalities=["0301"])
    case.challenge = "<p>En</p><p>To</p>"
    case.save_revision().publish()
    make_case(title="En annen", themes=["youth"])
    answer = client.get("/api/cases.csv?theme=housing")
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    (row,) = _csv(answer)
    assert (row["id"], row["title"], row["municipalities"]) == (case.case_id, "Æ, ø og å", "0301")
    assert set(row["values"].split("|")) == {"openness", "democracy"}
    assert row["challenge"] == "En\nTo"
    assert row["address"] == f"http://testserver{case.url}"
    sheet = load_workbook(io.BytesIO(client.get("/api/cases.xlsx?theme=housing").content)).active
    rows = [[cell.value or "" for cell in cells] for cells in sheet.iter_rows()]
    assert rows == [list(row), list(row.values())]


def test_nothing_in_a_file_is_a_formula(client):
    for title in HOSTILE:
        make_case(title=title)
    rows = _csv(client.get("/api/cases.csv"))
    assert len(rows) == len(HOSTILE)
    assert all(row["title"].startswith("'") for row in rows)
    sheet = load_workbook(io.BytesIO(client.get("/api/cases.xlsx").content)).active
    assert not [cell.value for cells in sheet.iter_rows() for cell in cells if cell.data_type == "f"]


def test_a_file_of_many_cases_costs_no_more_queries_than_one_of_few(client):
    counts = []
    for more in (5, 60):
        make_cases(more)
        client.get("/api/cases.xlsx")
        with CaptureQueriesContext(connection) as queries:
            rows = _csv(client.get("/api/cases.csv"))
        counts.append(len(queries))
    assert len(rows) == 65
    assert counts[0] == counts[1] <= 15


def test_too_many_cases_for_a_spreadsheet_and_too_many_files_are_refused_in_words(client, monkeypatch):
    make_cases(3)
    monkeypatch.setattr(downloads, "MOST_ROWS", 2)
    refused = client.get("/api/cases.xlsx")
    assert (refused.status_code, refused.json()["parameter"]) == (400, "format")
    assert client.get("/api/cases.csv?theme=nothing").status_code == 400
    answers = [client.get("/api/cases.xlsx") for _ in range(30)]
    assert (answers[-1].status_code, answers[-1].headers["Content-Type"]) == (429, "application/problem+json")
    assert client.get("/api/cases/").status_code == 200


def test_a_case_as_linked_data_is_what_its_page_holds(client):
    case = make_case(title="Systua", values=["openness"], municipalities=["0301"])
    page = client.get(case.url).content.decode()
    (inside,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.S)
    answer = client.get(f"/api/cases/{case.case_id}/jsonld/")
    assert answer.headers["Content-Type"] == "application/ld+json"
    assert answer.json() == json.loads(inside)
    assert client.get("/api/cases/7/jsonld/").status_code == 400


def test_similar_cases_say_why_in_the_cases_own_language(client):
    common = {"themes": ["housing"], "values": ["democracy"], "ladder_step": "mature"}
    case = make_case(title="Den ene", **common)
    other = make_case(title="Den andre", **common)
    make_case(title="Noe helt annet", themes=["youth"])
    (found, *_rest) = client.get(f"/api/cases/{case.case_id}/similar/").json()["results"]
    assert (found["case"]["id"], found["score"] > 0) == (other.case_id, True)
    assert found["reasons"]
    assert client.get("/api/cases/00000000-0000-4000-8000-000000000000/similar/").status_code == 404


def test_the_vocabulary_names_every_code_in_three_languages(client):
    kinds = client.get("/api/vocabulary/").json()["kinds"]
    assert {code["code"] for code in kinds["value"]} == {"openness", "democracy", "creativity", "leadership"}
    assert all(set(code["names"]) == {"nb", "nn", "en"} for codes in kinds.values() for code in codes)


def test_municipalities_come_with_their_county_and_their_cases(client):
    make_case(municipalities=["0301"])
    places = {place["number"]: place for place in client.get("/api/municipalities/").json()["municipalities"]}
    assert (places["0301"]["cases"], places["0301"]["county"]["number"]) == (1, "03")
    assert places["4601"]["cases"] == 0


@pytest.fixture
def things(client):
    graph = client.get("/api/dcat.jsonld").json()["@graph"]
    return {thing["@type"]: thing for thing in graph} | {thing["@id"]: thing for thing in graph}


def test_the_description_has_all_that_dcat_ap_no_demands(client, things, settings):
    wanted = {
        "dcat:Catalog": "dct:title dct:description dct:publisher dcat:contactPoint dcat:dataset",
        "dcat:Dataset": "dct:title dct:description dct:publisher dcat:contactPoint dcat:theme dcat:distribution",
        "dcat:Distribution": "dcat:accessURL dct:license dct:format",
        "dcat:DataService": "dct:title dct:publisher dcat:contactPoint dcat:endpointURL",
        "foaf:Agent": "foaf:name dct:identifier",
        "vcard:Organization": "vcard:fn vcard:hasEmail",
    }
    for kind, names in wanted.items():
        assert set(names.split()) <= set(things[kind]), kind
    for thing in things.values():
        for name in ("dct:title", "dct:description"):
            languages = [text["@language"] for text in thing.get(name, ())]
            assert sorted(languages) in ([], ["en", "nb", "nn"]), "each language once"
    dataset = things["dcat:Dataset"]
    assert len({text["@value"] for text in dataset["dct:title"]}) == 3
    for name in ("dct:publisher", "dcat:contactPoint", "dcat:distribution"):
        assert all(value["@id"] in things for value in dataset[name])
    for distribution in dataset["dcat:distribution"]:
        (address,) = things[distribution["@id"]]["dcat:accessURL"]
        assert client.get(address["@id"].removeprefix(settings.SITE_URL)).status_code == 200


def test_turtle_says_what_json_ld_says(client, things):
    answer = client.get("/api/dcat/")
    assert answer.headers["Content-Type"] == "text/turtle; charset=utf-8"
    text = answer.content.decode()
    for thing in things.values():
        assert f"<{thing['@id']}> a {thing['@type']} ;" in text
    said = [value for thing in things.values() for values in thing.values() for value in values]
    values = {value["@value"] for value in said if isinstance(value, dict) and "@value" in value}
    assert all(json.dumps(value, ensure_ascii=False) in text for value in values)


def test_the_page_about_the_data_stands_in_each_language_and_all_its_links_work(client):
    for address, heading in (
        ("/apne-data/", "Åpne data"),
        ("/nn/opne-data/", "Opne data"),
        ("/en/open-data/", "Open data"),
    ):
        page = client.get(address).content.decode()
        assert f"<h1>{heading}</h1>" in page
        assert "&lt;code" not in page
        for link in set(re.findall(r'href="(/api/[^"]*)"', page)):
            assert client.get(link).status_code == 200, link
