"""A later import brings up to date what nobody has changed, and never tears a case's translations apart."""

from __future__ import annotations

import io
import json
import random
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.log_actions import registry

from cases.exchange.exporter import export_cases
from cases.exchange.importer import ImportResult, import_cases
from cases.models import CasePage
from tests.factories import case_record, make_case, write_lines

pytestmark = pytest.mark.django_db
ODD = r"""[null, "", " ", 7, -1, true, [], {}, "<p>a</p>", "a<b", "\ud800", "2020", "nn", "DK", ["3909", "0709"], [[]],
{"code": "openness"}, [{"type": "paragraph", "value": "<p></p>"}], "2020-01-01", "https://example.org"]"""
CONTACT = {"name": "Kari", "role": "leder", "email": "kari@example.org", "consent_at": "2026-01-02T10:00:00Z"}


@pytest.fixture
def bring_in(tmp_path):
    """Return a function that imports records."""

    def bring(*records: dict[str, Any] | str, **options: Any) -> ImportResult:
        with write_lines(tmp_path, *records).open("rb") as lines:
            return import_cases(lines, **options)

    return bring


def exported(**options: Any) -> list[dict[str, Any]]:
    """Return the records of an export with contacts."""
    out = io.StringIO()
    export_cases(out, with_contacts=True, **options)
    return [json.loads(line) for line in out.getvalue().splitlines()]


def page_in(locale: str) -> CasePage:
    """Return the one case page of a language."""
    return CasePage.objects.get(locale__language_code=locale)


def two_languages(**changes: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the records of a case in bokmål and nynorsk."""
    bokmaal = case_record(title="Bokmål", **changes)
    return bokmaal, {**bokmaal, "locale": "nn", "slug": "sak-pa-nynorsk", "title": "Nynorsk"}


def told(result: ImportResult) -> dict[str, list[str]]:
    """Return what an import says that it did."""
    return {name: getattr(result, name) for name in ("created", "updated", "unchanged", "conflicts")}


def test_new_facts_come_in_for_all_translations_at_once(bring_in):
    bokmaal, nynorsk = two_languages()
    bring_in(bokmaal, nynorsk)
    result = bring_in({**bokmaal, "phase": "ended"}, {**nynorsk, "phase": "ended"})
    assert result.updated == ["Bokmål (nb)", "Nynorsk (nn)"]
    assert {page.phase for page in CasePage.objects.all()} == {"ended"}


def test_a_translation_left_alone_with_other_facts_keeps_the_others_back(bring_in):
    bokmaal, nynorsk = two_languages()
    bring_in(bokmaal, nynorsk)
    edited = page_in("nn")
    edited.summary = "Skrive om av ein redaktør."
    edited.save_revision().publish()
    before = exported()
    result = bring_in({**bokmaal, "phase": "ended"}, {**nynorsk, "phase": "ended"})
    assert result.conflicts == ["Bokmål (nb)", "Nynorsk (nn)"]
    assert exported() == before


def test_a_translation_left_alone_with_the_same_facts_keeps_nobody_back(bring_in):
    bokmaal, nynorsk = two_languages()
    bring_in(bokmaal, nynorsk)
    edited = page_in("nn")
    edited.summary = "Skrive om av ein redaktør."
    edited.save_revision().publish()
    result = bring_in({**bokmaal, "summary": "Ny oppsummering."}, {**nynorsk, "summary": "Ny oppsummering."})
    assert (result.updated, result.conflicts) == (["Bokmål (nb)"], ["Nynorsk (nn)"])
    assert (page_in("nb").summary, page_in("nn").summary) == ("Ny oppsummering.", "Skrive om av ein redaktør.")


def test_a_translation_that_is_left_out_for_its_errors_does_not_get_other_facts_than_the_rest(bring_in):
    bokmaal, nynorsk = two_languages()
    bring_in(bokmaal, nynorsk)
    broken = {**nynorsk, "phase": "ended", "title": ""}
    result = bring_in({**bokmaal, "phase": "ended"}, broken, skip_invalid=True)
    assert result.written
    assert {problem.key for problem in result.problems} == {"title", "phase"}
    assert {page.phase for page in CasePage.objects.all()} == {"running"}


def test_a_deleted_case_stays_deleted_and_links_to_it_go(bring_in):
    target = case_record(title="Slettet")
    linking = case_record(title="Lenker", challenge=f'<p>Se <a href="case:{target["id"]}">den</a>.</p>')
    bring_in(target, linking)
    CasePage.objects.get(title="Slettet").delete()
    assert told(bring_in(target, linking)) == {
        "created": [],
        "updated": [],
        "unchanged": ["Lenker (nb)"],
        "conflicts": ["Slettet (nb)"],
    }
    assert bring_in(target, linking, overwrite=True).created == ["Slettet (nb)"]
    assert [line["challenge"] for line in exported() if line["title"] == "Lenker"] == [linking["challenge"]]


def test_a_line_without_a_date_of_publication_waits_beside_what_readers_see(bring_in):
    record = case_record(summary="Slik leserne ser den.")
    bring_in(record)
    draft = {**record, "summary": "Slik den kan bli.", "first_published_at": None}
    assert bring_in(draft).updated
    page = page_in("nb")
    assert (page.live, page.summary) == (True, "Slik leserne ser den.")
    assert page.get_latest_revision_as_object().summary == "Slik den kan bli."
    assert bring_in(draft).unchanged
    assert bring_in({**draft, "first_published_at": record["first_published_at"]}).updated
    page = page_in("nb")
    assert (page.live, page.summary, page.has_unpublished_changes) == (True, "Slik den kan bli.", False)


def test_the_date_of_publication_is_the_records_also_later(bring_in):
    record = case_record(first_published_at="2019-03-01T08:00:00Z")
    bring_in(record)
    assert page_in("nb").first_published_at == parse_datetime("2019-03-01T08:00:00Z")
    bring_in({**record, "first_published_at": "2018-03-01T08:00:00.123456Z"})
    assert page_in("nb").first_published_at == parse_datetime("2018-03-01T08:00:00.123456Z")


def test_a_translation_is_added_to_a_draft_when_its_facts_agree(bring_in):
    bokmaal, nynorsk = two_languages(first_published_at=None)
    bring_in(bokmaal)
    assert bring_in({**nynorsk, "themes": ["youth"]}).problems[0].key == "themes"
    assert bring_in(nynorsk).created == ["Nynorsk (nn)"]
    assert {line["locale"] for line in exported(drafts=True)} == {"nb", "nn"}


def test_the_order_of_codes_is_no_contradiction_but_partners_order_is(bring_in):
    bokmaal, nynorsk = two_languages(
        values=[{"code": "openness", "how": ""}, {"code": "democracy", "how": ""}],
        partners=[{"name": "A", "sector": "nav", "url": ""}, {"name": "B", "sector": "business", "url": ""}],
    )
    turned = {**nynorsk, "values": nynorsk["values"][::-1], "themes": nynorsk["themes"][::-1]}
    assert bring_in(bokmaal, {**turned, "partners": nynorsk["partners"][::-1]}).problems[0].key == "partners"
    assert bring_in(bokmaal, turned).problems == []
    assert bring_in(bokmaal, turned).unchanged == ["Bokmål (nb)", "Nynorsk (nn)"]


def test_a_contact_belongs_to_the_case_and_silence_does_not_take_it_away(bring_in):
    bokmaal, nynorsk = two_languages()
    bring_in({**bokmaal, "contact": CONTACT}, nynorsk)
    assert [line["contact"] for line in exported()] == [CONTACT, CONTACT]
    assert bring_in(bokmaal, nynorsk).unchanged == ["Bokmål (nb)", "Nynorsk (nn)"]
    english = {**nynorsk, "locale": "en", "slug": "case-in-english", "title": "English"}
    bring_in(english)
    assert [line["contact"] for line in exported()] == [CONTACT, CONTACT, CONTACT]


def test_translations_do_not_name_different_contacts(bring_in):
    bokmaal, nynorsk = two_languages(contact=CONTACT)
    other = {**nynorsk, "contact": {**CONTACT, "name": "Ola"}}
    assert [problem.key for problem in bring_in(bokmaal, other).problems] == ["contact"]
    bring_in(bokmaal, nynorsk)
    assert [problem.key for problem in bring_in(other).problems] == ["contact"]


def test_a_contact_without_consent_is_kept_but_goes_nowhere(bring_in):
    record = case_record(contact={"name": "Kari", "role": "", "email": "", "consent_at": None})
    bring_in(record)
    assert page_in("nb").contact_name == "Kari"
    assert exported()[0]["contact"] is None
    assert bring_in(record).unchanged


def test_what_an_editor_made_is_never_written_over_until_a_file_has_agreed_with_it(bring_in):
    make_case(title="Redaktørens")
    (line,) = exported()
    assert bring_in({**line, "summary": "Annet."}).conflicts == ["Redaktørens (nb)"]
    assert bring_in(line).unchanged == ["Redaktørens (nb)"]
    assert bring_in({**line, "summary": "Annet."}).updated == ["Redaktørens (nb)"]


def test_links_lead_to_the_readers_language_first(bring_in):
    bokmaal, nynorsk = two_languages()
    linking = case_record(locale="nn", slug="lenkjer", challenge=f'<p><a href="case:{bokmaal["id"]}">a</a></p>')
    bring_in(nynorsk)
    bring_in(bokmaal, linking)
    assert f'id="{CasePage.objects.get(title="Nynorsk").pk}"' in CasePage.objects.get(slug="lenkjer").challenge


def test_a_link_to_a_line_that_is_left_out_leaves_out_the_line_as_well(bring_in):
    bad = case_record(themes=["no_such_theme"])
    second = case_record(challenge=f'<p><a href="case:{bad["id"]}">a</a></p>')
    first = case_record(challenge=f'<p><a href="case:{second["id"]}">a</a></p>')
    result = bring_in(first, second, bad, case_record(title="God"), skip_invalid=True)
    assert result.created == ["God (nb)"]
    assert {problem.line for problem in result.problems} == {1, 2, 3}


def test_an_export_does_not_link_to_cases_that_it_does_not_hold(bring_in):
    draft = case_record(first_published_at=None)
    record = case_record(challenge=f'<p>Se <a href="case:{draft["id"]}">utkastet</a>.</p>')
    bring_in(draft, record)
    (line,) = exported()
    assert line["challenge"] == "<p>Se utkastet.</p>"
    assert any(f"case:{draft['id']}" in line["challenge"] for line in exported(drafts=True))


def test_what_is_imported_is_published_as_by_hand(bring_in):
    record = case_record()
    bring_in(record)
    bring_in({**record, "summary": "Ny oppsummering."})
    page = page_in("nb")
    assert page.live_revision == page.latest_revision
    assert (page.has_unpublished_changes, page.expired, page.draft_title) == (False, False, page.title)
    assert page.revisions.count() == 2
    assert {entry.action for entry in registry.get_logs_for_instance(page)} == {"wagtail.create", "wagtail.publish"}
    assert page.live_revision.as_object().summary == "Ny oppsummering."


def test_overwriting_takes_a_draft_and_its_schedule_along(bring_in):
    record = case_record()
    bring_in(record)
    page = page_in("nb")
    page.summary, page.go_live_at = "Kommer senere.", timezone.now() + timezone.timedelta(days=9)
    page.save_revision().publish()
    assert bring_in(record).conflicts
    assert bring_in(record, overwrite=True).updated
    page = page_in("nb")
    assert (page.live, page.has_unpublished_changes, page.go_live_at) == (True, False, None)
    assert not page.revisions.filter(approved_go_live_at__isnull=False).exists()
    assert bring_in(record).unchanged


def test_a_slug_may_change_and_the_address_with_it(bring_in, client):
    record = case_record(slug="gammel")
    bring_in(record)
    bring_in({**record, "slug": "ny"})
    assert client.get("/caser/ny/").status_code == 200


def test_each_case_costs_the_same_however_many_there_are(bring_in):
    queries = []
    for count in (5, 10, 20):
        records = [case_record() for _n in range(count)]
        bring_in(case_record())
        with CaptureQueriesContext(connection) as captured:
            bring_in(*records)
        queries.append(len(captured))
        with CaptureQueriesContext(connection) as captured:
            assert len(bring_in(*records).unchanged) == count
        assert len(captured) < 40
    for_one = (queries[2] - queries[1]) / 10
    assert for_one == (queries[1] - queries[0]) / 5
    assert for_one <= 65  # three of them keep the search right


def test_what_only_the_page_has_to_object_to_is_a_problem_of_its_line(bring_in, monkeypatch):
    def clean(page: CasePage) -> None:
        if page.title == "Nei":
            raise ValidationError({"title": ["Et slikt navn går ikke."]})

    monkeypatch.setattr(CasePage, "clean", clean)
    result = bring_in(case_record(), case_record(title="Nei"))
    assert [(problem.line, problem.key) for problem in result.problems] == [(2, "title")]
    assert not result.written
    assert not CasePage.objects.exists()


@pytest.mark.parametrize("seed", range(3))
def test_whatever_a_file_holds_what_comes_in_goes_out_and_in_again(bring_in, seed):
    chance = random.Random(seed)
    odd = json.loads(ODD)
    records = []
    for _n in range(120):
        record = case_record(locale=chance.choice(["nb", "nn", "en"]))
        for _m in range(chance.randint(0, 2)):
            record[chance.choice([key for key in record if key not in ("format", "slug")])] = chance.choice(odd)
        records.append(json.dumps(record))
    assert bring_in(*records, skip_invalid=True).written
    first = exported(drafts=True)
    assert len(first) > 20
    for page in CasePage.objects.all():
        page.delete()
    again = bring_in(*first, overwrite=True)
    assert (again.problems, len(again.created)) == ([], len(first))
    assert exported(drafts=True) == first
