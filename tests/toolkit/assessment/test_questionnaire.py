"""Anyone can answer the questionnaire that the portal ships, and who agrees with everything contradicts herself."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest
from django.apps import apps

from cases.codes import FIELDS, LOCALES, VALUES
from cases.editorial.wording import find_heavy_words, readability, sentences
from toolkit.assessment.advice import advice_for, advice_pages
from toolkit.assessment.questionnaires import DATA, SHIPPED, load_questionnaire
from toolkit.models import Questionnaire

CONCEPTS = {("value", code) for code in VALUES} | {("field", code) for code in FIELDS}
WHOLE = json.loads(SHIPPED.read_text(encoding="utf-8"))
STATEMENTS: list[dict[str, Any]] = WHOLE["statements"]
ADVICE = json.loads((DATA / "advice.json").read_text(encoding="utf-8"))


def concept_of(statement: dict[str, Any]) -> tuple[str, str]:
    """Return the concept that a statement speaks of."""
    return statement["kind"], statement["code"]


def test_each_concept_has_three_statements_side_by_side():
    assert set(map(concept_of, STATEMENTS)) == CONCEPTS
    assert min(Counter(map(concept_of, STATEMENTS)).values()) >= 3
    # One concept a screen: its statements stand together.
    order = [concept_of(statement) for statement in STATEMENTS]
    assert order == sorted(order, key=list(dict.fromkeys(order)).index)


def test_the_short_form_has_one_statement_for_each_concept_and_both_directions():
    short = [statement for statement in STATEMENTS if statement["short"]]
    assert Counter(map(concept_of, short)) == Counter(CONCEPTS)
    assert 3 <= sum(statement["reversed"] for statement in short) < len(short) / 2


def test_who_agrees_with_everything_contradicts_herself_on_every_concept():
    for concept in CONCEPTS:
        assert {s["reversed"] for s in STATEMENTS if concept_of(s) == concept} == {True, False}, concept


def test_the_reversed_statement_does_not_always_stand_in_the_same_place():
    places = Counter(
        [s for s in STATEMENTS if concept_of(s) == concept_of(turned)].index(turned)
        for turned in STATEMENTS
        if turned["reversed"]
    )
    assert len(places) == 3


def test_keys_and_texts_are_unique():
    texts = [(locale, text) for statement in STATEMENTS for locale, text in statement["text"].items()]
    assert len({statement["key"] for statement in STATEMENTS}) == len(STATEMENTS)
    assert len(set(texts)) == len(texts)


@pytest.mark.parametrize("locale", LOCALES)
def test_each_statement_is_one_short_plain_sentence(locale):
    for text in (statement["text"][locale] for statement in STATEMENTS):
        assert 20 <= len(text) <= 110, text
        assert text.endswith("."), text
        assert len(sentences(text)) == 1, text
        assert not find_heavy_words(text, locale), text


@pytest.mark.parametrize("locale", LOCALES)
def test_the_whole_is_easy_to_read(locale):
    assert readability(statement["text"][locale] for statement in STATEMENTS).lix <= 30
    assert WHOLE["open_question"][locale].endswith("?")


def test_each_concept_has_advice_in_every_language_and_its_pages():
    assert {(kind, code) for kind, codes in ADVICE.items() for code in codes} == CONCEPTS
    for kind, code in CONCEPTS:
        assert advice_pages(kind, code)[:2].isdigit()
        for locale in LOCALES:
            advice = advice_for(kind, code, locale)
            assert 60 <= len(advice) <= 300, advice
            assert not find_heavy_words(advice, locale), advice


@pytest.mark.django_db
def test_a_migrated_portal_asks_it_and_what_editors_made_of_it_is_never_overwritten():
    questionnaire = Questionnaire.objects.in_use().get()
    assert [statement.key for statement in questionnaire.statements.all()] == [one["key"] for one in STATEMENTS]
    questionnaire.statements.filter(key="openness-1").update(text_nb="Redaktørens egne ord.")
    assert load_questionnaire(apps) is False
    assert questionnaire.statements.get(key="openness-1").text_nb == "Redaktørens egne ord."
    assert Questionnaire.objects.count() == 1
