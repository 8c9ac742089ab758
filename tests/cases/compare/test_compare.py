"""Comparison: two to four cases beside each other, in words and in a table that says what belongs to what."""

from __future__ import annotations

import io

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cases.short_ids import short_id
from tests.factories import make_case

pytestmark = pytest.mark.django_db
ADDRESS = "/caser/sammenlign/"


@pytest.fixture
def cases():
    """Five cases that differ."""
    made = [
        make_case(
            title=f"Case {number}",
            values=["openness", "democracy"][: 1 + number % 2],
            fields=["anchoring"],
            themes=["housing"],
            municipalities=["3203"],
            partners=[("NAV", "nav")],
            challenge=f"<p>Problem {number}</p>",
            results="<p>=1+1</p>" if number == 1 else "",
        )
        for number in range(5)
    ]
    return [short_id(case.translation_key) for case in made]


def _address(*ids: str, path: str = ADDRESS, **more: str) -> str:
    pairs = [*(("case", text) for text in ids), *more.items()]
    return path + "?" + "&".join(f"{name}={value}" for name, value in pairs)


def _page(client, *ids: str, **more: str) -> BeautifulSoup:
    response = client.get(_address(*ids, **more))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def _titles(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select("th[scope=col] .compare__title")]


def test_cases_stand_in_columns_and_what_they_tell_in_rows(client, cases):
    page = _page(client, cases[1], cases[0])
    assert _titles(page) == ["Case 1", "Case 0"]
    rows = {row.th.contents[0].strip(): row for row in page.select("tbody tr:has(th[scope=row])")}
    assert [cell.select_one(".prose, .compare__nothing").text.strip() for cell in rows["Problemet"].select("td")] == [
        "Problem 1",
        "Problem 0",
    ]
    assert "Felles: Åpenhet" in rows["Verdier"].th.text
    assert "Demokrati" not in rows["Verdier"].th.text
    assert all(len(row.select("td")) == 2 for row in rows.values())


def test_what_is_unpublished_or_unknown_is_left_out_and_said(client, cases):
    draft = short_id(make_case(live=False, title="Hemmelig").translation_key)
    page = _page(client, cases[0], draft, cases[1], "0" * 12)
    assert _titles(page) == ["Case 0", "Case 1"]
    assert "2 caser i adressen er ikke publisert" in page.select_one("main [role=status]").text
    assert "Hemmelig" not in page.text


def test_a_fifth_case_is_not_shown_and_there_is_no_box_to_add_one(client, cases):
    page = _page(client, *cases)
    assert len(_titles(page)) == 4
    assert "Det er plass til 4 caser" in page.select_one("main [role=status]").text
    assert not page.select("#compare-q")


def test_none_or_one_teaches_how_and_leads_on_without_a_script(client, cases):
    assert "to til fire caser" in _page(client).select_one(".empty").text
    page = _page(client, cases[0], q="Case")
    assert "Case 0" in page.select_one(".empty").text
    found = page.select(".add-list li")
    assert found
    assert all("Case 0" not in one.text for one in found)
    added = client.get(ADDRESS + found[0].select_one(".ds-button")["href"])
    assert len(_titles(BeautifulSoup(added.content, "html.parser"))) == 2


def test_hostile_parameters_are_nothing(client, cases):
    page = _page(client, "'><script>", "ø", "-" * 500, q="<b>'%00"[:-3])
    assert not _titles(page)
    assert not page.select("main script")


def test_the_spreadsheet_holds_the_same_table_and_no_formula(client, cases):
    answer = client.get(_address(cases[1], cases[0], path=ADDRESS + "regneark/"))
    assert answer["Content-Disposition"] == 'attachment; filename="sammenligning-av-caser.xlsx"'
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows()]
    assert rows[0][1:] == ["Case 1", "Case 0"]
    by_label = {row[0]: row[1:] for row in rows}
    assert by_label["Problemet"] == ["Problem 1", "Problem 0"]
    assert by_label["Dette kom ut av det"][0] == "=1+1"
    assert client.get(ADDRESS + "regneark/").status_code == 200


def test_the_page_asks_no_more_for_four_cases_than_for_two(client, cases):
    counts = []
    for ids in (cases[:2], cases[:4]):
        client.get(_address(*ids))
        with CaptureQueriesContext(connection) as queries:
            client.get(_address(*ids))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 15


@pytest.mark.parametrize(("language", "path"), [("nn", "/nn/casar/samanlikn/"), ("en", "/en/cases/compare/")])
def test_other_languages_keep_what_is_compared(client, cases, language, path):
    page = _page(client, *cases[:2])
    link = page.select_one(f".language-menu a[hreflang={language}]")
    assert client.get(link["href"]).url == _address(*cases[:2], path=path)
    assert client.get(_address(*cases[:2], path=path)).status_code == 200
