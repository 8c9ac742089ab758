"""Measurements by spreadsheet: nothing is lost, nothing is doubled, and every message says where and what."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook, load_workbook

from cases.teams.refusals import RefusedError
from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan
from toolkit.impact import sheet_reading
from toolkit.impact.codes import Kind
from toolkit.impact.sheet_reading import rows_in
from toolkit.impact.sheet_template import template_of
from toolkit.models import Change, Indicator, Measurement, Plan

pytestmark = pytest.mark.django_db
HEAD = "Indikator;Del;Dato;Tall;Hvor mange;Av hvor mange;Trinn;Med ord;Merknad"


@pytest.fixture
def plan() -> Plan:
    """Return the plan of a team with a writer."""
    return make_plan(make_team(owner=make_person("owner@example.org")))


@pytest.fixture
def client(plan: Plan) -> Client:
    """Return an owner's browser."""
    client = Client()
    client.force_login(plan.team.memberships.get().user)
    return client


def csv(*lines: str, encoding: str = "utf-8") -> bytes:
    """Return a csv file with the headings."""
    return "\r\n".join([HEAD, *lines]).encode(encoding)


def send(client: Client, plan: Plan, content: bytes, name: str = "tall.csv") -> Any:
    """Choose a file and see what is in it."""
    where = reverse("sheet_import", args=[plan.team_id])
    return client.post(where, {"file": SimpleUploadedFile(name, content)})


def save(client: Client, plan: Plan, preview: Any, how: str = "all") -> Any:
    """Press the button of the preview."""
    held = re.search(r'name="rows" value="([^"]+)"', preview.content.decode())
    assert held
    return client.post(reverse("sheet_import", args=[plan.team_id]), {"rows": held[1], "how": how})


def faults(answer: Any) -> list[tuple[int, str]]:
    """Return the rows and columns that are said to be wrong."""
    return [(fault.number, fault.column) for fault in answer.context["reading"].faults]


def filled(plan: Plan, cells: dict[str, Any], look: dict[str, str] | None = None) -> bytes:
    """Return the plan's template with some cells filled in."""
    book = load_workbook(io.BytesIO(template_of(plan)))
    sheet = book.worksheets[0]
    for place, value in cells.items():
        sheet[place] = value
    for place, shown in (look or {}).items():
        sheet[place].number_format = shown
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_the_template_is_filled_in_and_brought_in_once(client: Client, plan: Plan) -> None:
    make_indicator(plan, name="=Folk i jobb", breakdown=["Kvinner", "Menn"])
    share = make_indicator(plan, name="Andel i jobb", kind=Kind.SHARE)
    fetched = client.get(reverse("sheet_template", args=[plan.team_id]))
    sheet = load_workbook(io.BytesIO(fetched.content)).worksheets[0]
    assert sheet.protection.sheet
    assert sheet.column_dimensions["A"].hidden
    assert [sheet[f"B{row}"].value for row in (2, 3, 4, 5)] == ["=Folk i jobb"] * 3 + ["Andel i jobb"]
    assert sheet["B2"].data_type == "s"
    cells = {"D2": date(2026, 3, 1), "E2": 1234.5, "D3": date(2026, 3, 1), "E3": 700, "D5": "1.3.2026"}
    content = filled(plan, {**cells, "E5": 0.125, "L5": "Fra NAV"}, {"E5": "0.0%"})
    preview = send(client, plan, content, "mal.xlsx")
    assert not Measurement.objects.exists()
    assert "1\u00a0234,5" in preview.content.decode()
    for _twice in range(2):
        answer = save(client, plan, preview)
        assert answer.status_code == 302
    assert "2 var der fra før" in client.get(answer.url).content.decode()
    number, percent = Measurement.objects.order_by("indicator__position", "indicator")
    assert (number.value, number.on) == (Decimal("1234.5"), date(2026, 3, 1))
    assert number.breakdown == [{"name": "Kvinner", "value": "700", "numerator": None, "denominator": None}]
    assert (percent.indicator, percent.value, percent.note) == (share, Decimal("12.5"), "Fra NAV")
    assert Change.objects.filter(kind="measurement").count() == 2
    again = send(client, plan, content, "mal.xlsx")
    assert (again.context["reading"].ready, again.context["reading"].same) == ([], 2)


def test_each_wrong_row_is_told_and_the_right_ones_can_be_saved(client: Client, plan: Plan) -> None:
    make_indicator(plan, name="Folk i jobb", breakdown=["Kvinner", "Menn"])
    make_indicator(plan, name="Andel", kind=Kind.SHARE)
    make_indicator(plan, name="Trivsel", kind=Kind.GRADED, grades=["Dårlig", "Bra"])
    make_indicator(plan, name="To like")
    make_indicator(plan, name="To like")
    lines = [
        "Folk i jobb;;1.3.2026;1 234;;;;;Rett",
        "Folk i jobb;;2.3.2026;mange;;;;;",
        "Folk i jobb;;i fjor;5;;;;;",
        "Folk i jobb;;;5;;;;;",
        "Ukjent;;1.3.2026;5;;;;;",
        "To like;;1.3.2026;5;;;;;",
        "Andel;;1.3.2026;;5;;;;",
        "Andel;;2.3.2026;;5;10;;;",
        "Trivsel;;1.3.2026;;;;Middels;;",
        "Trivsel;;2.3.2026;;;;bra;Alle kom igjen;",
        "Folk i jobb;;3.3.2026;5;;;;ord;",
        "Folk i jobb;Barn;1.3.2026;5;;;;;",
        "Folk i jobb;Menn;9.9.2026;5;;;;;",
        "Folk i jobb;;4.3.2026;8;;;;;",
        "Folk i jobb;Menn;4.3.2026;x;;;;;",
        ";;;;;;;;",
    ]
    preview = send(client, plan, csv(*lines))
    assert faults(preview) == [
        (3, "Tall"),
        (4, "Dato"),
        (5, "Dato"),
        (6, "Indikator"),
        (7, "Indikator"),
        (8, "Av hvor mange"),
        (10, "Trinn"),
        (12, "Med ord"),
        (13, "Del"),
        (14, "Del"),
        (16, "Tall"),
    ]
    page = preview.content.decode()
    for told in ("«mange» er ikke et tall", "Kvinner, Menn", "1 Dårlig, 2 Bra"):
        assert told in page
    refused = save(client, plan, preview)
    assert refused.status_code == 200
    assert not Measurement.objects.exists()
    for _twice in range(2):
        assert save(client, plan, preview, "right").status_code == 302
    assert sorted((one.indicator.name, str(one.on)) for one in Measurement.objects.select_related("indicator")) == [
        ("Andel", "2026-03-02"),
        ("Folk i jobb", "2026-03-01"),
        ("Trivsel", "2026-03-02"),
    ]
    mended = [line.replace("x;;;;;", "3;;;;;") for line in lines]
    assert save(client, plan, send(client, plan, csv(*mended)), "right").status_code == 302
    assert Measurement.objects.count() == 4


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_is_read_as_it_is_saved_on_the_machines_of_people(client: Client, plan: Plan, encoding: str) -> None:
    make_indicator(plan, name="Søkere på sommerjobb")
    there = make_measurement(make_indicator(plan, name="Er der"), "3.50", on=date(2026, 1, 1))
    preview = send(
        client, plan, csv("søkere på Sommerjobb;;1.3.2026;3,5;;;;;", "Er der;;1.1.2026;3,50", encoding=encoding)
    )
    assert preview.context["reading"].same == 1
    save(client, plan, preview)
    assert Measurement.objects.exclude(pk=there.pk).get().value == Decimal("3.5")


def _packed(**files: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01",
        b"PK\x03\x04nothing",
        b"\xff\xfe\x00",
        b"Navn;Tall\r\nA;1",
        _packed(a=b"0" * 70_000_000),
        _packed(**{"xl/vbaProject.bin": b"macro"}),
        _packed(**{"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}),
        _packed(a=b"b"),
        csv(*["A;;1.1.2026;1"] * 5001),
        b'"' + b"a" * 200_000,
        b"a" * (sheet_reading.MOST_BYTES + 1),
    ],
    ids=[
        "none",
        "binary",
        "broken",
        "bytes",
        "columns",
        "bomb",
        "macro",
        "entity",
        "zip",
        "rows",
        "cell",
        "bytes-most",
    ],
)
def test_what_is_no_sheet_of_measurements_is_refused_with_a_reason(client: Client, plan: Plan, content: bytes) -> None:
    with pytest.raises(RefusedError):
        rows_in(content)
    answer = send(client, plan, content)
    assert answer.status_code == 200
    assert answer.context["refused"]


def test_a_formula_is_not_worked_out(client: Client, plan: Plan) -> None:
    make_indicator(plan)
    preview = send(client, plan, filled(plan, {"D2": date(2026, 3, 1), "E2": "=1+1"}), "mal.xlsx")
    assert faults(preview) == [(2, "Tall")]
    assert not preview.context["rows"]


def test_a_preview_is_taken_for_nothing_but_what_we_sent(client: Client, plan: Plan) -> None:
    make_indicator(plan, name="Folk")
    preview = send(client, plan, csv("Folk;;1.3.2026;5"))
    where = reverse("sheet_import", args=[plan.team_id])
    assert client.post(where, {"rows": "forged"}).context["refused"]
    stranger = make_person()
    other = make_plan(make_team(owner=stranger))
    make_indicator(other, name="Folk")
    theirs = Client()
    theirs.force_login(stranger)
    assert save(theirs, other, preview).context["refused"]
    assert not Measurement.objects.exists()


@pytest.mark.parametrize("count", [2, 60])
def test_many_rows_are_saved_with_as_few_queries_as_some(
    client: Client, plan: Plan, count: int, django_assert_max_num_queries: Any
) -> None:
    indicator = make_indicator(plan, name="Folk")
    make_measurement(indicator, 3, date(2020, 1, 1), position=7)
    preview = send(client, plan, csv(*(f"Folk;;1.3.{1960 + at};{at}" for at in range(count))))
    with django_assert_max_num_queries(35):
        assert save(client, plan, preview).status_code == 302
    made = Measurement.objects.exclude(position=7).order_by("position")
    assert [(one.position, one.value, one.made_by) for one in made] == [
        (8 + at, at, plan.team.memberships.get().user) for at in range(count)
    ]
    noted = Change.objects.filter(plan=plan, kind="measurement")
    assert {(str(one.key), one.after["value"]) for one in noted} == {(str(one.key), f"{one.value:.0f}") for one in made}


def test_a_row_that_was_given_another_indicator_is_of_that_one(client: Client, plan: Plan) -> None:
    make_indicator(plan, name="Første")
    second: Indicator = make_indicator(plan, name="Andre")
    preview = send(client, plan, filled(plan, {"B2": "Andre", "D2": "1.3.2026", "E2": 4}), "mal.xlsx")
    save(client, plan, preview)
    assert Measurement.objects.get().indicator == second


def test_a_workbook_without_the_headings_is_refused() -> None:
    book, buffer = Workbook(), io.BytesIO()
    book.worksheets[0].append(["Navn", "Tall"])
    book.save(buffer)
    with pytest.raises(RefusedError, match=r"Indi[ck]ator"):
        rows_in(buffer.getvalue())
