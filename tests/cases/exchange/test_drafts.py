"""A draft may hold anything: it can be exported, imported again, and compared with what a file brings."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.exchange.exporter import export_cases
from cases.exchange.fitting import fitting_record
from cases.exchange.importer import import_cases
from cases.exchange.record import as_json
from cases.models import CasePage, FieldTag, Partner, ValueTag
from tests.factories import case_record, make_case, write_lines

ODD_TEXTS = st.sampled_from(["", " ", "x" * 700, "no such thing", "2020-13", "ftp://example.org/", "a@b"]) | st.text(
    max_size=9
)
RECORD = case_record(contact={"name": "K", "role": "", "email": "k@example.org", "consent_at": "2026-01-02T10:00:00Z"})
HTML = ("challenge", "solution", "results", "lessons", "transfer")
FIXED = ("format", "id", "locale")


def texts(value: Any, path: tuple = ()) -> list[tuple]:
    """Return where all texts of a record are, those apart that a page always has right."""
    if isinstance(value, str):
        return [] if path[0] in (*HTML, *FIXED) or path[-1] == "type" else [path]
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [found for key, child in children for found in texts(child, (*path, key))]


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(texts(RECORD)), ODD_TEXTS, max_size=6))
def test_a_record_is_made_of_whatever_a_draft_holds(odd):
    plain = json.loads(json.dumps(RECORD))
    for path, text in odd.items():
        holder = plain
        for step in path[:-1]:
            holder = holder[step]
        holder[path[-1]] = text
    record = fitting_record(plain)
    assert (str(record.id), record.locale) == (RECORD["id"], RECORD["locale"])
    assert record.challenge == RECORD["challenge"]
    if not any(path[0] == "partners" for path in odd):
        assert len(record.partners) == len(RECORD["partners"])


def test_what_fits_is_kept_as_it_is():
    plain = json.loads(json.dumps(RECORD))
    assert as_json(fitting_record(plain)) == as_json(fitting_record(json.loads(json.dumps(RECORD))))
    assert as_json(fitting_record(plain)) == RECORD


def exported(**options: Any) -> list[dict[str, Any]]:
    """Return the records of an export."""
    out = io.StringIO()
    export_cases(out, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def _half_done(page: CasePage) -> CasePage:
    """Put into a draft what a form may hold before it is done."""
    page.summary = "x" * 500
    page.started, page.ended = "2021", "2019"
    page.value_tags = [ValueTag(code=""), ValueTag(code="openness", how="y" * 1500), ValueTag(code="openness")]
    page.field_tags = [FieldTag(code="no_such_field")]
    page.partners = [Partner(name="", sector=""), Partner(name="NAV", sector="nav", url="ftp://x"), Partner(name="B")]
    page.contact_email = "k@example.org"
    page.challenge = '<p>a <a href="#x">b</a> <a linktype="page" id="999999">c</a></p><hr/>'
    page.body = [
        ("heading", ""),
        ("heading", "z" * 300),
        ("paragraph", ""),
        ("quote", {"text": "", "attribution": "nobody"}),
        ("image", {"image": None, "alt": "", "decorative": False, "credit": "", "consent": False}),
        ("fact_box", {"title": "", "text": ""}),
        ("quote", {"text": "Her er vi like.", "attribution": ""}),
    ]
    page.save_revision(clean=False)
    return page


@pytest.mark.django_db
def test_a_half_done_draft_goes_out_and_comes_in(tmp_path):
    page = _half_done(make_case(live=False, title="Halvferdig"))
    (line,) = exported(drafts=True)
    assert line["summary"] == "x" * 400
    assert (line["started"], line["ended"]) == ("2021", None)
    assert line["values"] == [{"code": "openness", "how": "y" * 1000}]
    assert line["partners"] == [{"name": "NAV", "sector": "nav", "url": ""}]
    assert line["challenge"] == "<p>a b c</p>"
    assert [block["type"] for block in line["body"]] == ["heading", "quote"]
    page.delete()
    with write_lines(tmp_path, line).open("rb") as lines:
        assert import_cases(lines).problems == []
    assert exported(drafts=True) == [line]


@pytest.mark.django_db
def test_a_half_done_draft_of_a_live_case_does_not_change_what_others_get(client, tmp_path):
    page = make_case(title="Ferdig")
    before = exported()
    _half_done(page)
    assert exported() == before
    assert exported(drafts=True) == before
    assert client.get("/api/cases/").json()["results"] == before


@pytest.mark.django_db
def test_a_live_case_that_the_contract_does_not_foresee_breaks_neither_export_nor_api(client):
    make_case(title="  Åpen dør  ", slug="Åpen--dør-", partners=[("NAV", "nav")], first_published_at=timezone.now())
    Partner.objects.update(url="ftp://example.org/")
    (line,) = exported()
    assert (line["slug"], line["title"], line["partners"][0]["url"]) == ("Åpen--dør-", "Åpen dør", "")
    assert client.get("/api/cases/").json()["results"] == [line]
