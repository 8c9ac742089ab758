"""The files of a plan tell what its pages tell, to its team; numbers and days stay so, and no text is obeyed."""

from __future__ import annotations

import io
from datetime import date, datetime, timedelta
from decimal import Decimal

import pikepdf
import pytest
from django.test import Client
from openpyxl import load_workbook
from pptx import Presentation

from cases.exports import pdf
from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan, make_target
from toolkit.impact.codes import Kind
from toolkit.models import Evaluation, Goal, Plan

pytestmark = pytest.mark.django_db

MARKUP = "=1+1 #panic() *fet* $x$ <merke>"


@pytest.fixture
def reader():
    return make_person("reader@example.org")


@pytest.fixture
def plan(reader):
    plan = make_plan(make_team(owner=make_person("owner@example.org"), reader=reader), name=MARKUP, problem=MARKUP)
    Goal.objects.create(plan=plan, text=MARKUP)
    Evaluation.objects.create(plan=plan, on=date(2025, 6, 1), learnt=MARKUP, is_external=True, evaluator="NORCE")
    share = make_indicator(plan, name=f"Andel {MARKUP}", kind=Kind.SHARE, method=MARKUP)
    make_measurement(share, None, date(2025, 1, 1), numerator=31, denominator=50, is_baseline=True, note=MARKUP)
    parts = [{"name": "=Kvinner", "value": None, "numerator": "3", "denominator": "6"}]
    make_measurement(share, None, date(2026, 1, 1), numerator=29, denominator=50, breakdown=parts)
    make_target(share, 80)
    quoted = make_indicator(plan, name="Ord", kind=Kind.QUOTATION)
    make_measurement(quoted, None, text="Dette kan vises.", has_consent=True)
    make_measurement(quoted, None, text="Dette skal ikke vises.")
    return plan


def file_of(plan: Plan, user, ending: str):
    client = Client()
    client.force_login(user)
    return client.get(f"/team/{plan.team_id}/effekt/fil/{ending}/")


def test_the_report_says_that_it_is_ua_and_each_drawing_has_its_text_and_a_table(plan, reader):
    answer = file_of(plan, reader, "pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert str(document.docinfo.Title) == MARKUP
        elements = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        assert [str(one.S) for one in elements].count("/Table") == 2
        [figure] = [one for one in elements if one.S == "/Figure"]
        assert "fra 62\u00a0% til 58\u00a0%" in str(figure.Alt)


def rows_of(sheet) -> list[tuple]:
    rows = sheet.iter_rows(min_row=2, values_only=True)
    return [tuple(cell.date() if isinstance(cell, datetime) else cell for cell in row) for row in rows]


def test_in_the_spreadsheet_a_measurement_is_a_row_numbers_are_numbers_and_days_are_days(plan, reader):
    book = load_workbook(io.BytesIO(file_of(plan, reader, "xlsx").content))
    assert book.sheetnames[:4] == ["Målinger", "Fordelt", "Indikatorer", "Måltall"]
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    first, second, *others = rows_of(book["Målinger"])
    assert first[2:8] == (date(2025, 1, 1), "ja", 62, "%", 31, 50)
    assert second[4] == pytest.approx(58)
    assert len(others) == 2
    assert rows_of(book["Fordelt"])[0][2:] == ("=Kvinner", 50, 3, 6)
    assert rows_of(book["Måltall"])[0][1:4] == (80, "%", date(2027, 1, 1))


def test_the_slides_show_the_plan_in_brief_and_one_for_each_indicator(plan, reader):
    show = Presentation(io.BytesIO(file_of(plan, reader, "pptx").content))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles == [MARKUP, "Planen i korte trekk", f"Andel {MARKUP}", "Ord"]
    [chart] = [shape for slide in show.slides for shape in slide.shapes if shape.has_chart]
    assert [round(value, 1) for value in chart.chart.plots[0].series[0].values if value is not None] == [62, 58]
    assert "fra 62\u00a0% til 58\u00a0%" in chart._element.nvGraphicFramePr.cNvPr.get("descr")
    words = " ".join(shape.text_frame.text for slide in show.slides for shape in slide.shapes if shape.has_text_frame)
    assert "Dette kan vises." in words
    assert "Dette skal ikke vises." not in words


def test_a_large_plan_takes_no_more_queries(plan, reader, django_assert_max_num_queries):
    client = Client()
    client.force_login(reader)
    address = f"/team/{plan.team_id}/effekt/fil/xlsx/"
    with django_assert_max_num_queries(30) as few:
        client.get(address)
    for _one in range(5):
        indicator = make_indicator(plan)
        make_target(indicator)
        for number in range(40):
            make_measurement(indicator, Decimal(number), date(2020, 1, 1) + timedelta(days=number), made_by=reader)
    with django_assert_max_num_queries(len(few)):
        assert client.get(address).status_code == 200


def test_a_plan_with_nothing_in_it_makes_files_too_and_others_get_none(reader):
    empty = make_plan(make_team(owner=reader), name="")
    assert [file_of(empty, reader, ending).status_code for ending in ("pdf", "xlsx", "pptx", "exe")] == [
        200,
        200,
        200,
        404,
    ]
    other = make_person("other@example.org")
    assert file_of(empty, other, "pdf").status_code == 404


def test_a_report_that_cannot_be_made_is_said_and_nothing_is_lost(plan, reader, monkeypatch):
    def broken(*_given: object) -> bytes:
        raise pdf.NotMadeError

    monkeypatch.setattr("toolkit.impact.report.pdf.set_as_pdf", broken)
    answer = file_of(plan, reader, "pdf")
    assert answer.status_code == 503
    assert "Vi fikk ikke laget fila akkurat nå." in answer.content.decode()
