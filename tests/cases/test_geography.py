"""An old number or name of a municipality finds today's, and a split one all its successors."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import cases
from cases.geography import Change, Gazetteer, Place
from cases.norwegian import fold, sort_key

DATA = Path(cases.__file__).parent / "data"


def _rows(name):
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


MUNICIPALITIES, CHANGES = _rows("municipalities.csv"), _rows("municipality_changes.csv")
GAZETTEER = Gazetteer(
    tuple(
        Place(row["country"], row["number"], row["name"], (row["official_name"], *row["other_names"].split("|")))
        for row in MUNICIPALITIES
    ),
    tuple(Change(row["old_number"], row["old_name"], row["new_number"]) for row in CHANGES),
)


def numbers(places):
    return [place.number for place in places]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("0301", ["0301"]),
        ("0709", ["3909"]),  # Larvik, by two changes
        ("0706", ["3907"]),  # Sandefjord; Fredensborg has the same number in Denmark
        ("1507", ["1508", "1580"]),  # Ålesund, which was split
        ("1504", ["1508", "1580"]),  # and what had gone into it
        ("5012", ["5055", "5056", "5059"]),  # Snillfjord
        ("1613", ["5055", "5056", "5059"]),  # and its number before
        ("1850", ["1806", "1875"]),  # Tysfjord
        ("9999", []),
        ("0316", ["0316"]),  # Holbæk: a number that Norway never had
        ("DK-0710", ["0710"]),
        ("dk 0316", ["0316"]),
        ("Deatnu", ["5628"]),
        ("tana", ["5628"]),
        ("Hamarøy", ["1875"]),
        ("Divtasvuodna", ["1806", "1875"]),
        ("holbaek", ["0316"]),
        ("Aas", ["3218"]),
        ("ås", ["3218"]),
        ("Herøy", ["1515", "1818"]),
        ("Tjøme", ["3911"]),
        ("Sjustjernefjell", []),
    ],
)
def test_numbers_and_names_find_todays_municipalities(asked, found):
    assert numbers(GAZETTEER.find(asked)) == found


def test_a_danish_number_is_only_ever_itself():
    for row in MUNICIPALITIES:
        if row["country"] == "DK":
            assert [(p.country, p.number) for p in GAZETTEER.by_number(row["number"], "DK")] == [("DK", row["number"])]


def test_every_number_that_ended_leads_to_a_municipality_of_today():
    today = {row["number"] for row in MUNICIPALITIES if row["country"] == "NO"}
    assert len(today) == 357
    for row in CHANGES:
        found = numbers(GAZETTEER.by_number(row["old_number"]))
        assert found, row
        assert set(found) <= today


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("abcdef")), max_size=12))
def test_changes_that_go_in_circles_come_to_an_end(pairs):
    gazetteer = Gazetteer((Place("NO", "a", "A"),), tuple(Change(old, old, new) for old, new in pairs))
    for number in "abcdef":
        assert numbers(gazetteer.by_number(number)) in ([], ["a"])


def test_names_sort_as_in_norway():
    names = ["Ås", "Aasen", "Ørland", "Ære", "Zulu", "Oslo", "Asker"]
    assert sorted(names, key=sort_key) == ["Asker", "Oslo", "Zulu", "Ære", "Ørland", "Ås", "Aasen"]


def test_titles_sort_by_their_first_letter_as_in_a_norwegian_dictionary():
    titles = [
        "Zimmer",
        "Ås",
        "«Kan vi?»",
        "Kanonen",
        "Øystre",
        "Aasen",
        "Ærø",
        "Müller",
        "Mynten",
        "Mue",
        "… og så",
        "1950",
    ]
    expected = [
        "1950",
        "«Kan vi?»",
        "Kanonen",
        "Mue",
        "Müller",
        "Mynten",
        "… og så",
        "Zimmer",
        "Ærø",
        "Øystre",
        "Ås",
        "Aasen",
    ]
    assert sorted(titles, key=sort_key) == expected


@given(st.text())
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


def test_letters_can_be_typed_as_people_type_them():
    assert fold("Ålesund") == fold("aalesund") == fold("Alesund")
    assert fold("Tromsø") == fold("tromso") == fold("TROMSOE")
    assert fold("Kárášjohka") == fold("karasjohka")
