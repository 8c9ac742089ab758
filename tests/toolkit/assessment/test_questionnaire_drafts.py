"""Which statements of a new version are the same as before, and what keeps it from being taken into use."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cases.codes import LOCALES
from toolkit.assessment.drafts import CONCEPTS, Written, faults_of, twice, with_keys

QUESTIONS = {"nb": "Hva?", "nn": "Kva?", "en": "What?"}
OLD = Written("value", "openness", False, True, ("Vi hører.", "Vi høyrer.", "We listen."), key="openness-1")
USED = {"openness-1": OLD}


def whole() -> list[Written]:
    """Return a questionnaire with nothing missing."""
    return [
        Written(
            kind,
            code,
            place == 3,
            place == (3 if code == "openness" else 1),
            tuple(f"{code} {place} {locale}" for locale in LOCALES),
        )
        for kind, code in CONCEPTS
        for place in (1, 2, 3)
    ]


def keys(*written: Written, used=USED, draft_keys=("openness-1",)) -> list[str]:
    return [statement.key for statement in with_keys(written, used, draft_keys)]


def test_a_statement_left_as_it_is_keeps_its_key_wherever_it_stands():
    new = Written("field", "equality", False, False, ("Ny", "Ny", "New"))
    moved = replace(OLD, in_short_form=False)
    assert keys(new, moved) == ["equality-1", "openness-1"]


@pytest.mark.parametrize(
    "change",
    [
        {"texts": ("Vi hører godt.", "Vi høyrer.", "We listen.")},
        {"texts": ("Vi hører.", "Vi høyrer.", "We hear.")},
        {"is_reversed": True},
        {"kind": "field", "code": "equality"},
    ],
)
def test_one_whose_words_direction_or_concept_changed_is_another_statement(change):
    [key] = keys(replace(OLD, **change))
    assert key not in USED
    assert key == f"{change.get('code', 'openness')}-{1 if 'code' in change else 2}"


def test_one_that_was_changed_back_is_the_old_one_again():
    assert keys(replace(OLD, key="openness-2"), draft_keys=("openness-2",)) == ["openness-1"]


def test_one_that_only_the_draft_has_keeps_its_key_while_it_is_written():
    draft = Written("value", "openness", False, False, ("Ny", "", ""), key="openness-7")
    assert keys(replace(draft, texts=("Nyere", "Nyare", "Newer")), draft_keys=("openness-7",)) == ["openness-7"]
    assert keys(draft, draft_keys=()) == ["openness-2"]


def test_a_key_that_is_sent_twice_or_made_up_is_one_statements_at_most():
    second = replace(OLD, texts=("B", "B", "B"))
    crafted = replace(OLD, texts=("C", "C", "C"), key="'; drop table")
    found = keys(OLD, second, crafted)
    assert found[0] == "openness-1"
    assert len(set(found)) == 3
    assert set(found[1:]) == {"openness-2", "openness-3"}


def test_the_same_statement_twice_is_told_beside_the_second_in_each_language():
    [fault] = twice([OLD, replace(OLD, key="", texts=("VI HØRER.", "Anna", "Other"))])
    assert (fault.row, fault.field) == (1, "text_nb")


def test_a_whole_questionnaire_has_no_faults():
    assert faults_of(whole(), QUESTIONS) == []


def test_each_thing_that_is_missing_is_told_where_it_is_missing():
    written = whole()
    written[1] = replace(written[1], texts=("Tekst", "", "Text"))
    written = [statement for statement in written if statement.code != "anchoring" or statement.in_short_form]
    written = [replace(one, in_short_form=True) if one.code == "equality" else one for one in written]
    written = [replace(one, in_short_form=False) if one.code == "democracy" else one for one in written]
    told = {(fault.row, fault.concept, fault.field) for fault in faults_of(written, {**QUESTIONS, "en": ""})}
    assert told == {
        (None, None, "open_question_en"),
        (1, None, "text_nn"),
        (None, ("field", "anchoring"), ""),
        (None, ("field", "equality"), ""),
        (None, ("value", "democracy"), ""),
    }


@pytest.mark.parametrize("is_reversed", [True, False])
def test_who_agrees_with_everything_must_contradict_herself_in_the_short_form_too(is_reversed):
    one_way = [replace(statement, is_reversed=is_reversed) for statement in whole()]
    short_one_way = [replace(one, is_reversed=is_reversed) if one.in_short_form else one for one in whole()]
    for written in (one_way, short_one_way):
        [fault] = faults_of(written, QUESTIONS)
        assert fault.row is fault.concept is None
