"""What is asked of the library is found, with the same few questions however much is asked."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from cases.chosen import chosen_filters, place_notes
from cases.filters import CaseFilterSet, known_parameters
from cases.models import CasePage, County, Vocabulary
from cases.search.facets import FACETS
from cases.search.hits import Hits
from cases.search.memory import library
from tests.factories import make_case

pytestmark = pytest.mark.django_db


def asked(query: str) -> CaseFilterSet:
    """Return the filters of an address."""
    return CaseFilterSet(known_parameters(QueryDict(query)))


def found(query: str) -> set[str]:
    """Return the titles of the cases that an address asks for."""
    return {case.title for case in Hits(asked(query).search("nb"), CasePage.objects.all())[:]}


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("value=openness", {"values": ["openness"]}),
        ("field=anchoring", {"fields": ["anchoring"]}),
        ("step=mature", {"ladder_step": "mature"}),
        ("theme=housing", {"themes": ["youth", "housing"]}),
        ("group=families", {"target_groups": ["families"]}),
        ("sector=nav", {"partners": [("NAV", "nav")]}),
        ("role=co_designer", {"citizen_roles": ["co_designer"]}),
        ("phase=pilot", {"phase": "pilot"}),
        ("thickness=4", {"thickness": 4}),
        ("municipality=3909", {"municipalities": ["3909"]}),
        ("municipality=larvik", {"municipalities": ["3909"]}),
        ("county=39", {"municipalities": ["3909"]}),
        ("size=20000_49999", {"municipalities": ["3909"]}),
        ("from_year=2015&to_year=2015", {"started": "2014", "ended": "2016"}),
        ("q=kveldsmat", {"summary": "Vi spiser kveldsmat sammen."}),
    ],
)
def test_each_parameter_finds_what_has_it_and_nothing_else(query: str, fields: dict[str, Any]) -> None:
    make_case(title="Den som har det", **fields)
    make_case(title="En annen")
    assert found(query) == {"Den som har det"}


def test_a_case_of_a_whole_county_is_found_by_it_beside_those_of_its_municipalities():
    whole = make_case(title="Hele fylket")
    whole.counties.set(County.objects.filter(number="39"))
    whole.save()
    make_case(title="Én kommune", municipalities=["3909"])
    make_case(title="Et annet fylke", municipalities=["0301"])
    assert found("county=39") == {"Hele fylket", "Én kommune"}


def test_a_split_municipality_finds_the_cases_of_all_its_successors():
    for title, number in (("Ålesund", "1508"), ("Haram", "1580"), ("Molde", "1506")):
        make_case(title=title, municipalities=[number])
    assert found("municipality=1507") == {"Ålesund", "Haram"}


def test_counts_are_given_for_every_code_with_one_question():
    make_case(values=["openness", "democracy"], themes=["housing", "youth"], ladder_step="mature")
    make_case(values=["democracy"], themes=["housing"])
    filters = asked("theme=housing&value=openness")
    assert filters.is_valid()
    filters.search("nb")
    with CaptureQueriesContext(connection) as captured:
        counts = filters.search("nb").counts()
    assert len(captured) == 1
    known = {facet.parameter: facet.codes for facet in FACETS if facet.codes}
    assert {parameter: tuple(counts[parameter]) for parameter in known} == known
    assert counts["value"] == {"openness": 1, "democracy": 2, "creativity": 0, "leadership": 0}
    assert (counts["theme"]["housing"], counts["theme"]["youth"]) == (1, 1)


def test_many_places_are_looked_up_with_as_few_questions_as_one():
    def questions(query: str) -> int:
        parameters = QueryDict(query)
        with CaptureQueriesContext(connection) as captured:
            Hits(asked(query).search("nb"), CasePage.objects.all())[:]
            chosen_filters(parameters, vocabulary, held)
            place_notes(parameters.getlist("municipality"))
        return len(captured)

    vocabulary, held = Vocabulary.for_language("nb"), library()
    one = "municipality=larvik&county=39"
    questions(one)
    places = ["oslo", "1507", "DK-0316", "våler", "tana", "3909"]
    many = "&".join([f"municipality={place}" for place in places] + ["county=39", "county=03"] * 20)
    assert questions(many) == questions(one) <= 6


@pytest.mark.parametrize(
    ("asked_for", "words"),
    [
        ("0709", "Larvik"),
        ("Tjøme", "Færder"),
        ("1507", "Haram"),
        ("Herøy", "Nordland"),
        ("Deatnu", ""),
        ("aas", ""),
        ("larvik", ""),
        ("DK-0316", ""),
        ("0301", ""),
        ("ingensteds", ""),
    ],
)
def test_only_what_is_old_or_means_several_is_explained(asked_for: str, words: str) -> None:
    notes = [note.text for note in place_notes([asked_for]) if note.text]
    assert len(notes) == bool(words)
    assert words in "".join(notes)


def test_a_chip_takes_away_its_own_choice_only():
    vocabulary = Vocabulary.for_language("nb")
    housing, youth = (vocabulary.term("theme", code).name for code in ("housing", "youth"))
    parameters = QueryDict("theme=housing&theme=youth&municipality=Herøy&county=39&value=nonsense&q=mat")
    chips = {chip.name: chip for chip in chosen_filters(parameters, vocabulary, library())}
    assert set(chips) == {housing, youth, "Vestfold", "Herøy (Møre og Romsdal), Herøy (Nordland)"}
    rest = QueryDict(chips[housing].without)
    assert (rest.getlist("theme"), rest["municipality"], rest["q"]) == (["youth"], "Herøy", "mat")
