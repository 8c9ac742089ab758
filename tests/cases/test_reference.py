"""A migrated database knows the country and the concepts, and keeps what editors wrote."""

from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.management import call_command

from cases.codes import CODES, LOCALES
from cases.lookup import find_each
from cases.models import Concept, ConceptText, County, Municipality, MunicipalityChange
from cases.reference import DATA

pytestmark = pytest.mark.django_db


def load() -> str:
    """Load the reference data again; return what the command said."""
    out = io.StringIO()
    call_command("load_reference", stdout=out)
    return out.getvalue()


def numbers() -> tuple[int, ...]:
    """Return how many there are of everything."""
    models = (County, Municipality, MunicipalityChange, Concept, ConceptText)
    return tuple(model.objects.count() for model in models)


def test_the_country_is_whole():
    assert County.objects.count() == 15
    assert Municipality.objects.norwegian().count() == 357
    assert Municipality.objects.filter(country="DK").count() == 98
    assert not Municipality.objects.norwegian().filter(county=None).exists()
    assert not Municipality.objects.norwegian().filter(population=None).exists()


def test_eleven_danish_numbers_equal_old_norwegian_ones_and_are_told_apart():
    danish = set(Municipality.objects.filter(country="DK").values_list("number", flat=True))
    old = set(MunicipalityChange.objects.values_list("old_number", flat=True))
    assert len(danish & old) == 11
    found = find_each([number for both in danish & old for number in (both, f"DK-{both}")])
    for number in danish & old:
        assert {place.country for place in found[number]} == {"NO"}
        assert [(place.country, place.number) for place in found[f"DK-{number}"]] == [("DK", number)]


def test_every_code_has_a_text_in_every_language():
    texts = set(ConceptText.objects.values_list("concept__kind", "concept__code", "locale"))
    assert texts == {(kind, code, locale) for kind, codes in CODES.items() for code in codes for locale in LOCALES}
    assert not ConceptText.objects.filter(name="").exists()
    assert not ConceptText.objects.filter(short="").exists()


def test_loading_again_changes_nothing():
    before = numbers()
    assert "Left alone" not in load()
    assert numbers() == before


def test_what_is_wrong_is_put_right():
    Municipality.objects.filter(number="3909").update(name="Feil", population=1)
    MunicipalityChange.objects.filter(old_number="0709").update(new_name="Feil")
    County.objects.filter(number="39").update(name="Feil")
    find_each(["Larvik"])
    load()
    assert Municipality.objects.get(country="NO", number="3909").name == "Larvik"
    assert not MunicipalityChange.objects.filter(new_name="Feil").exists()
    assert County.objects.get(number="39").name == "Vestfold"


def test_a_text_that_an_editor_has_changed_is_named_and_left_alone():
    text = ConceptText.objects.get(concept__kind="value", concept__code="openness", locale="nb")
    text.short = "Redaktørens egne ord."
    text.save()
    assert "value openness (nb)" in load()
    text.refresh_from_db()
    assert text.short == "Redaktørens egne ord."


def test_a_text_that_nobody_has_changed_follows_the_file_and_keeps_its_address(monkeypatch, tmp_path):
    for path in DATA.rglob("*.*"):
        target = tmp_path / path.relative_to(DATA)
        target.parent.mkdir(exist_ok=True)
        target.write_bytes(path.read_bytes())
    shipped = json.loads((tmp_path / "vocabulary" / "nb.json").read_text(encoding="utf-8"))
    shipped["value"]["openness"]["name"] = "Et nytt navn"
    (tmp_path / "vocabulary" / "nb.json").write_text(json.dumps(shipped), encoding="utf-8")
    monkeypatch.setattr("cases.reference.DATA", tmp_path)
    before = ConceptText.objects.get(concept__code="openness", locale="nb").slug
    assert "Left alone" not in load()
    text = ConceptText.objects.get(concept__code="openness", locale="nb")
    assert (text.name, text.slug) == ("Et nytt navn", before)
    load()
    assert "Left alone" not in load()


def test_the_files_and_the_database_say_the_same():
    with (DATA / "municipalities.csv").open(encoding="utf-8") as file:
        rows = {(row["country"], row["number"], row["name"]) for row in csv.DictReader(file)}
    assert rows == set(Municipality.objects.values_list("country", "number", "name"))
