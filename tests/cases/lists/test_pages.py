"""The pages of lists: made and shared without an account or a script, and closed to whoever has no link."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook

from cases.lists import views
from cases.models import CasePage, SharedList
from cases.short_ids import short_id
from portal.rate_limits import Limit
from tests.factories import make_case

pytestmark = pytest.mark.django_db
MINE = "/min-liste/"


@pytest.fixture(autouse=True)
def _nothing_counted():
    cache.clear()


@pytest.fixture
def cases():
    """Four published cases' short ids."""
    return [short_id(make_case(title=f"Case {n}", values=["openness"]).translation_key) for n in range(4)]


def _soup(response, status: int = 200) -> BeautifulSoup:
    assert response.status_code == status
    return BeautifulSoup(response.content, "html.parser")


def _fields(page: BeautifulSoup) -> dict[str, list[str]]:
    """Return what a browser would send of the list's form, without its buttons."""
    form = page.select_one(".list-form")
    fields: dict[str, list[str]] = {}
    for field in form.select("input[name], textarea[name]"):
        value = field.get("value", "") if field.name == "input" else field.text.removeprefix("\n")
        fields.setdefault(field["name"], []).append(value)
    return fields


def _send(client: Client, page: BeautifulSoup, path: str, **changes):
    return client.post(path, {**_fields(page), **changes})


def _titles(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select(".list-item__title, .case-card__title a")]


def _share(client: Client, cases: list[str], **changes) -> tuple[str, str]:
    """Share a list, and return its address to read and the one to change it."""
    page = _soup(client.get(f"{MINE}?" + "&".join(f"case={one}" for one in cases)))
    answer = _send(client, page, MINE, name="Vår liste", share="1", **changes)
    edit = urlsplit(answer.url).path
    return edit.partition("endre/")[0], edit


def test_a_list_is_made_found_changed_and_shared_without_a_script(client, cases):
    page = _soup(client.get(MINE))
    page = _soup(_send(client, page, MINE, q="Case", find="1", name="Vår liste"))
    for _ in range(2):
        add = page.select_one(".add-list button[name=add]") or pytest.fail("nothing found to add")
        page = _soup(_send(client, page, MINE, add=add["value"], name="Vår liste"))
        page = _soup(_send(client, page, MINE, q="Case", find="1"))
    first, second = _titles(page)
    note = page.select_one("textarea")["name"]
    page = _soup(_send(client, page, MINE, **{note: "Denne først?"}, move=f"down:{note.removeprefix('note-')}"))
    assert _titles(page) == [second, first]
    page = _soup(_send(client, page, MINE, remove=note.removeprefix("note-")))
    assert _titles(page) == [second]
    page = _soup(_send(client, page, MINE, undo=page.select_one("[name=undo]")["value"]))
    assert _titles(page) == [second, first]
    answer = _send(client, page, MINE, share="1")
    shared = _soup(client.get(urlsplit(answer.url).path.partition("endre/")[0]))
    assert shared.h1.text == "Vår liste"
    assert _titles(shared) == [second, first]
    assert "Denne først?" in shared.select_one(".shared-items__note").text


def test_one_of_two_lists_is_neither_found_nor_changed_from_the_other(client, cases):
    own, own_edit = _share(client, cases[:2])
    other, other_edit = _share(client, cases[2:])
    secret = own_edit.rstrip("/").rpartition("/")[2]
    wrong = f"{other}endre/{secret}/"
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, {"name": "Kapret", "case": cases[0], "version": "1", "save": "1"}).status_code == 404
    assert client.post(wrong, {"delete": "1"}).status_code == 404
    assert client.post(other, {"name": "Kapret", "save": "1"}).status_code == 405
    assert client.get(f"{MINE}{'A' * 22}/").status_code == 404
    assert client.get(f"{MINE}1/").status_code == 404
    assert [shared.name for shared in SharedList.objects.all()] == ["Vår liste", "Vår liste"]
    assert secret not in client.get(own).content.decode()
    assert client.get(other_edit).status_code == 200


def test_names_and_notes_are_text_and_search_engines_stay_away(client, cases):
    read, edit = _share(client, cases[:1], **{f"note-{cases[0]}": "<script>alert(1)</script> {{ x }}"})
    SharedList.objects.update(name="<img src=x onerror=alert(1)>")
    for address in (read, edit):
        answer = client.get(address)
        page = _soup(answer)
        assert "onerror=alert(1)>" not in answer.content.decode().replace("&gt;", "")
        assert not page.select("main script, main img")
        assert page.select_one("meta[name=robots]")["content"] == "noindex"
        assert "no-store" in answer["Cache-Control"] or "no-cache" in answer["Cache-Control"]


def test_what_is_wrong_is_told_and_nothing_is_lost(client, cases):
    page = _soup(client.get(f"{MINE}?case={cases[0]}"))
    note = f"note-{cases[0]}"
    page = _soup(_send(client, page, MINE, share="1", name="n" * 101, **{note: "m" * 501}))
    assert "Navnet kan ha høyst 100 tegn. Det har 101." in page.select_one("#list-name-fault").text
    assert "Den har 501" in page.select_one(f"#fault-{cases[0]}").text
    assert _fields(page)["name"] == ["n" * 101]
    assert _fields(page)[note] == ["m" * 501]
    assert not SharedList.objects.exists()


def test_two_who_save_at_once_both_keep_what_they_wrote(client, cases):
    _read, edit = _share(client, cases[:1])
    mine, theirs = _soup(client.get(edit)), _soup(client.get(edit))
    with_another = _soup(_send(client, theirs, edit, add=cases[1]))
    answer = _send(client, with_another, edit, save="1", name="Deres navn", **{f"note-{cases[0]}": "deres"})
    assert answer.status_code == 302
    page = _soup(_send(client, mine, edit, save="1", name="Mitt navn", **{f"note-{cases[0]}": "mitt"}), 409)
    assert "Deres navn" in page.select_one("[role=alert]").text
    assert "deres" in page.select_one(".list-item__note .help").text
    assert _fields(page)["name"] == ["Mitt navn"]
    assert _titles(page) == ["Case 0", "Case 1"]
    assert SharedList.objects.get().name == "Deres navn"
    assert _send(client, page, edit, save="1").status_code == 302
    stored = SharedList.objects.get()
    assert (stored.name, [entry["case"] for entry in stored.entries]) == ("Mitt navn", cases[:2])
    assert stored.entries[0]["note"] == "mitt"


def test_a_case_that_is_unpublished_leaves_list_and_files_but_comes_back_with_its_note(client, cases):
    read, edit = _share(client, cases[:2], **{f"note-{cases[0]}": "Viktig"})
    CasePage.objects.get(title="Case 0").unpublish()
    for address in (read, edit):
        answer = client.get(address)
        page = _soup(answer)
        assert _titles(page) == ["Case 1"]
        assert "Case 0" not in answer.content.decode()
        assert page.find(string=lambda text: "ikke publisert nå" in text)
    rows = [
        [cell.value for cell in row] for row in load_workbook(io.BytesIO(client.get(f"{read}fil/xlsx/").content)).active
    ]
    assert [row[0] for row in rows] == ["Tittel", "Case 1"]
    assert _send(client, _soup(client.get(edit)), edit, save="1").status_code == 302
    assert {entry["case"]: entry["note"] for entry in SharedList.objects.get().entries}[cases[0]] == "Viktig"


def test_forms_from_elsewhere_are_refused(cases):
    strict = Client(enforce_csrf_checks=True)
    for path, data in ((MINE, {"share": "1", "name": "x", "case": cases[0]}), (f"{MINE}fil/xlsx/", {"case": cases[0]})):
        assert strict.post(path, data).status_code == 403
    assert not SharedList.objects.exists()


def test_beyond_the_limit_one_is_told_and_keeps_what_one_wrote(client, cases, monkeypatch):
    for name in ("SHARES", "SAVES", "FILES"):
        monkeypatch.setattr(views, name, Limit(f"test-{name}", 1, 3600))
    read, edit = _share(client, cases[:1])
    page = _soup(client.get(f"{MINE}?case={cases[1]}"))
    page = _soup(_send(client, page, MINE, share="1", name="Min"), 429)
    assert "Ingenting er tapt" in page.select_one("[role=alert]").text
    assert _fields(page)["name"] == ["Min"]
    assert _send(client, _soup(client.get(edit)), edit, save="1").status_code == 302
    assert _send(client, _soup(client.get(edit)), edit, save="1").status_code == 429
    assert client.get(f"{read}fil/xlsx/").status_code == 200
    answer = client.get(f"{read}fil/xlsx/")
    assert (answer.status_code, int(answer["Retry-After"]) > 0) == (429, True)


def test_a_list_is_deleted_for_all(client, cases):
    read, edit = _share(client, cases[:1])
    assert client.post(edit, {"delete": "1"}).url == f"{MINE}?deleted=1"
    assert (
        client.get(read).status_code == client.get(edit).status_code == client.get(f"{read}fil/pdf/").status_code == 404
    )


def test_hostile_forms_are_answered(client, cases):
    read, edit = _share(client, cases[:1])
    forms = [
        {},
        {"save": "1", "version": "9" * 40, "case": ["x"] * 99, "name": "x"},
        {"move": ":::", "remove": "\u202e", "undo": "-1:", "add": "'", "version": "½"},
        {"find": "1", "q": '"' * 300},
    ]
    for path in (MINE, edit, f"{MINE}fil/pdf/"):
        assert {client.post(path, form).status_code for form in forms} <= {200, 409}, path
    assert client.post(f"{MINE}fil/exe/", {"case": cases[0]}).status_code == 404
    assert client.get(f"{read}fil/exe/").status_code == 404


def test_a_list_of_fifty_asks_no_more_than_a_list_of_two(client, cases):
    many = cases + [short_id(make_case(values=["openness"]).translation_key) for _ in range(46)]
    counts = {}
    for ids in (cases[:2], many):
        read, edit = _share(client, ids)
        query = "&".join(f"case={one}" for one in ids)
        for path in (read, edit, f"{MINE}?{query}", f"{MINE}caser/?{query}"):
            client.get(path)
            with CaptureQueriesContext(connection) as asked:
                client.get(path)
            counts.setdefault(len(ids), []).append(len(asked))
    assert counts[2] == counts[50]
    assert max(counts[50]) <= 15


def test_the_list_is_there_in_each_language(client, cases):
    read, _edit = _share(client, cases[:1])
    for link in _soup(client.get(read)).select(".language-menu a"):
        assert _soup(client.get(link["href"], follow=True)).h1.text == "Vår liste"
