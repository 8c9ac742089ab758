"""The files of a result tell what its page tells and no more, to those who may see it; no text in them is obeyed."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.test import Client
from django.utils import translation
from openpyxl import load_workbook
from pptx import Presentation

from cases.exports import pdf
from tests.factories import make_person, make_team
from tests.toolkit.assessment.test_results import make_shown
from toolkit.models import Batch, Round

pytestmark = pytest.mark.django_db

MARKUP = "=1+1 #panic() *fet* $x$ <merke>"
ENDINGS = ("pdf", "xlsx", "pptx")


@pytest.fixture
def owner():
    return make_person("owner@example.org")


@pytest.fixture
def round_(owner):
    made = make_shown(make_team(owner=owner), owner, name=MARKUP)
    # As if the release had let them through, so that what people write reaches the files.
    Batch.objects.filter(round=made).exclude(texts=[]).update(texts=[f"{MARKUP} {n}" for n in range(5)])
    return made


def file_of(round_: Round, user, ending: str):
    client = Client()
    client.force_login(user)
    return client.get(f"/team/{round_.team_id}/egenvurdering/{round_.pk}/resultat/fil/{ending}/")


def test_the_report_says_that_it_is_ua_with_title_language_tables_and_texts_for_drawings(round_, owner):
    answer = file_of(round_, owner, "pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    assert "no-store" in answer.headers["Cache-Control"]
    with pikepdf.open(io.BytesIO(answer.content)) as document:
        assert document.open_metadata()["pdfuaid:part"] == "1"
        assert str(document.docinfo.Title) == MARKUP
        assert str(document.Root.Lang).startswith("nb")
        elements = [one for one in document.objects if isinstance(one, pikepdf.Dictionary) and "/S" in one]
        kinds = [str(one.S) for one in elements]
        assert kinds.count("/Table") >= 11 + 33
        figures = [one for one in elements if one.S == "/Figure"]
        assert figures
        assert all("Åpenhet" in str(figure.Alt) for figure in figures)


def cells_of(content: bytes) -> list[list]:
    return [list(row) for sheet in load_workbook(io.BytesIO(content)) for row in sheet.iter_rows()]


def test_in_the_spreadsheet_numbers_are_numbers_text_is_text_and_the_hidden_have_a_word(round_, owner):
    rows = cells_of(file_of(round_, owner, "xlsx").content)
    assert all(cell.data_type != "f" for row in rows for cell in row)
    assert any(cell.value == f"{MARKUP} 0" for row in rows for cell in row)
    values = [[cell.value for cell in row] for row in rows]
    assert ["Åpenhet", "Kommunen", 0, 0, 0, 0, 18, 0, 18, 5] in values
    nav = [row for row in values if "Nav" in row[:4] and row[0] != "Nav"]
    assert nav
    for row in nav:
        assert "Vises ikke, for å skjerme små grupper" in row
        assert not [value for value in row if isinstance(value, int | float)]


def test_the_slides_say_what_to_talk_about_and_each_chart_has_its_text(round_, owner):
    show = Presentation(io.BytesIO(file_of(round_, owner, "pptx").content))
    titles = [slide.shapes.title.text_frame.text for slide in show.slides]
    assert titles == [MARKUP, "Snakk om dette først", "Åpenhet", "Forankring", "Hvor er dere på trappa?"]
    charts = [shape for slide in show.slides for shape in slide.shapes if shape.has_chart]
    assert len(charts) == 3
    assert all(chart._element.nvGraphicFramePr.cNvPr.get("descr") for chart in charts)
    [openness, *_rest] = charts
    assert list(openness.chart.plots[0].categories) == ["Brukere og innbyggere", "Kommunen", "Alle"]


def test_a_file_is_in_the_readers_language(round_, owner):
    client = Client()
    client.force_login(owner)
    with translation.override("nn"):
        address = f"/nn/team/{round_.team_id}/eigenvurdering/{round_.pk}/resultat/fil/xlsx/"
    values = [cell.value for row in cells_of(client.get(address).content) for cell in row]
    assert "Blir ikkje vist, for å skjerme små grupper" in values


@pytest.mark.parametrize("ending", [*ENDINGS, "exe"])
def test_there_is_no_file_before_the_result_nor_for_others(ending, round_, owner):
    assert file_of(round_, make_person("stranger@example.org"), ending).status_code == 404
    Round.objects.filter(pk=round_.pk).update(shown_on=None)
    assert file_of(round_, owner, ending).status_code == 404


def test_a_report_that_cannot_be_made_is_told_and_the_result_is_still_there(round_, owner, monkeypatch):
    monkeypatch.setattr(pdf, "_PATIENCE", 0.001)
    answer = file_of(round_, owner, "pdf")
    assert answer.status_code == 503
    assert "Vi fikk ikke laget fila" in answer.content.decode()
    assert "Snakk om dette først" in answer.content.decode()
