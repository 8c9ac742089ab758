"""Municipalities follow Statistics Norway's list; the answers here are made up, in the shape that Klass documents."""

from __future__ import annotations

import http.server
import io
import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from cases.klass.answers import KlassError, changes_in, codes_in
from cases.klass.planning import plan_sync
from cases.lookup import gazetteer
from cases.models import Municipality, MunicipalityChange
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def code(number: str, name: str) -> dict[str, Any]:
    """Return one municipality as Klass writes it."""
    return {
        "code": number,
        "parentCode": None,
        "level": "1",
        "name": name,
        "shortName": "",
        "presentationName": "",
        "validFrom": None,
        "validTo": None,
        "notes": "",
    }


def change(old: tuple[str, str], new: tuple[str, str], day: str = "2028-01-01") -> dict[str, Any]:
    """Return one change as Klass writes it."""
    keys = {"oldCode": old[0], "oldName": old[1], "newCode": new[0], "newName": new[1], "changeOccurred": day}
    return {**keys, "oldShortName": None, "newShortName": None}


@pytest.fixture
def today(db: None) -> dict[str, dict[str, Any]]:
    """The list of today, by number, as the database has it, with Klass's number for nowhere."""
    rows = Municipality.objects.norwegian().values_list("number", "official_name")
    return {"9999": code("9999", "Uoppgitt"), **{number: code(number, name) for number, name in rows}}


@pytest.fixture
def sync(tmp_path, today) -> Any:
    """Run the command on answers, and return what it said."""

    def run(*changes: dict[str, Any], apply: bool = True) -> str:
        (tmp_path / "codes.json").write_text(json.dumps({"codes": list(today.values())}))
        (tmp_path / "changes.json").write_text(json.dumps({"codeChanges": list(changes)}))
        said = io.StringIO()
        paths = {"codes": tmp_path / "codes.json", "changes": tmp_path / "changes.json"}
        call_command("sync_municipalities", apply=apply, stdout=said, **paths)
        return said.getvalue()

    return run


def state() -> list[tuple[Any, ...]]:
    """Return everything that a sync may change."""
    rows = Municipality.objects.order_by("pk").values_list("pk", "number", "name", "official_name", "county__number")
    return [*rows, *MunicipalityChange.objects.order_by("pk").values_list("old_number", "new_number", "kind")]


def test_a_list_like_ours_changes_nothing(sync):
    before = state()
    assert sync().count("\n") == 1
    assert state() == before


def test_nothing_is_changed_before_it_is_told_to(sync, today):
    before = state()
    today["1103"]["name"] = "Stavanger - Stavangarri"
    assert "Stavangarri" in sync(apply=False)
    assert state() == before


def test_a_new_number_takes_the_cases_along(sync, today):
    case = make_case(municipalities=["1101"])
    today["1199"] = {**today.pop("1101"), "code": "1199"}
    sync(change(("1101", "Eigersund"), ("1199", "Eigersund")))
    municipality = case.municipalities.get()
    assert (municipality.number, municipality.name, municipality.population) == ("1199", "Eigersund", 15546)
    assert [place.number for place in gazetteer().by_number("1101")] == ["1199"]


def test_a_merger_deletes_what_no_case_uses_and_names_what_one_does(sync, today):
    make_case(municipalities=["1101"])
    for number in ("1101", "1106"):
        del today[number]
    today["1180"] = code("1180", "Sørvesten")
    merged = ("1180", "Sørvesten")
    said = sync(change(("1101", "Eigersund"), merged), change(("1106", "Haugesund"), merged))
    numbers = set(Municipality.objects.norwegian().values_list("number", flat=True))
    assert "1101" in said
    assert {"1101", "1180"} <= numbers
    assert "1106" not in numbers
    assert [place.number for place in gazetteer().find("Haugesund")] == ["1180"]
    again = state()
    assert sync(change(("1101", "Eigersund"), merged), change(("1106", "Haugesund"), merged)).count("1106") == 0
    assert state() == again


def test_a_draft_uses_its_municipalities_too(sync, today):
    case = make_case(municipalities=["1101"])
    case.municipalities.set([Municipality.objects.get(country="NO", number="1106")])
    case.save_revision()
    del today["1106"]
    sync(change(("1106", "Haugesund"), ("1101", "Eigersund")))
    assert Municipality.objects.filter(country="NO", number="1106").exists()


def test_a_new_official_name_keeps_the_everyday_one(sync, today):
    today["1875"]["name"] = "Hamarøy - Hábmer - Ny"
    sync()
    row = Municipality.objects.get(country="NO", number="1875")
    assert (row.name, row.other_names) == ("Hamarøy", ["Hábmer", "Ny"])


def test_a_number_that_ends_without_a_word_stays(sync, today):
    del today["1101"]
    assert "1101" in sync()
    assert Municipality.objects.filter(country="NO", number="1101").exists()


def test_a_list_that_is_much_too_short_is_not_believed(sync, today):
    before = state()
    kept = list(today)[:20]
    for number in set(today) - set(kept):
        del today[number]
    with pytest.raises(CommandError):
        sync()
    assert state() == before


def test_a_county_that_we_do_not_have_stops_all(sync, today):
    before = state()
    today["9801"] = code("9801", "Nyland")
    today["1103"]["name"] = "Noe annet"
    with pytest.raises(CommandError, match="9801"):
        sync()
    assert state() == before


@pytest.mark.parametrize(
    "answer",
    [
        None,
        [],
        {},
        {"codes": []},
        {"codes": "x"},
        {"codes": [{"code": "12", "name": "x"}]},
        {"codes": [{"code": "0301"}]},
        {"codes": [{"code": "0301", "name": ""}]},
        {"codes": [code("0301", "Oslo"), code("0301", "Oslo")]},
    ],
)
def test_an_answer_of_another_shape_is_refused_in_one_line(answer):
    with pytest.raises(KlassError) as refusal:
        codes_in(answer)
    assert "\n" not in str(refusal.value)


NUMBERS = st.sampled_from(["1101", "1102", "1103", "1104", "1105"])
LISTS = st.dictionaries(NUMBERS, st.sampled_from(["A", "B", "C"]))


@given(LISTS, LISTS, st.lists(st.tuples(NUMBERS, NUMBERS), max_size=6), st.sets(NUMBERS))
def test_a_plan_never_deletes_what_is_used_and_never_loses_what_is_not_explained(theirs, ours, pairs, used):
    changes = changes_in({"codeChanges": [change((old, "x"), (new, "y")) for old, new in pairs]})
    codes = codes_in({"codes": [code(*item) for item in theirs.items()]}) if theirs else []
    planned = plan_sync(codes=codes, changes=changes, ours=ours, known_changes=set(), used=used)
    assert not set(planned.deletions) & (used | theirs.keys())
    moved = {move.old for move in planned.renumberings}
    stays = set(planned.kept_for_cases) | set(planned.unexplained)
    assert ours.keys() - theirs.keys() == set(planned.deletions) | moved | stays
    after = (ours.keys() - moved - set(planned.deletions)) | {move.new.number for move in planned.renumberings}
    assert after | {added.number for added in planned.additions} == theirs.keys() | stays


class _Klass(http.server.BaseHTTPRequestHandler):
    answers: dict[str, tuple[int, bytes]] = {}
    asked: list[str] = []

    def do_GET(self) -> None:
        self.asked.append(self.path)
        status, body = self.answers[self.path.split("?")[0].rsplit("/", 1)[1]]
        self.send_response(status)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: Any) -> None:
        pass


@pytest.fixture
def klass(settings) -> Iterator[type[_Klass]]:
    """A Klass of our own on this machine."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Klass)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    settings.KLASS_URL = f"http://127.0.0.1:{server.server_port}/api/klass/v1"
    _Klass.asked = []
    yield _Klass
    server.shutdown()
    server.server_close()


def test_klass_is_asked_for_the_day_and_for_the_changes_since_we_last_knew(klass, today):
    today["1103"]["name"] = "Stavanger - Ny"
    klass.answers = {
        "codesAt": (200, json.dumps({"codes": list(today.values())}).encode()),
        "changes": (200, b'{"codeChanges": []}'),
    }
    call_command("sync_municipalities", "--apply", "--date=2027-02-01", stdout=io.StringIO())
    assert klass.asked == [
        "/api/klass/v1/classifications/131/codesAt?date=2027-02-01&language=nb",
        "/api/klass/v1/classifications/131/changes?from=2024-01-01&to=2027-02-01",
    ]
    assert Municipality.objects.get(country="NO", number="1103").official_name == "Stavanger - Ny"


@pytest.mark.parametrize("answer", [(500, b""), (200, b"<html>"), (200, b"\xff\xfe"), (404, b"{}")])
def test_a_broken_answer_is_one_line_and_changes_nothing(klass, answer):
    before = state()
    klass.answers = {"codesAt": answer, "changes": answer}
    with pytest.raises(CommandError) as refusal:
        call_command("sync_municipalities", "--apply", stdout=io.StringIO())
    assert "\n" not in str(refusal.value)
    assert state() == before
