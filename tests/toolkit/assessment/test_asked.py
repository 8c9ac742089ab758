"""What a form asks, and what counts as an answer."""

from __future__ import annotations

import pytest

from tests.factories import make_questionnaire
from toolkit.assessment.asked import AnswerError, Item, ItemKind, checked_answer, items_of
from toolkit.assessment.codes import MAX_OPEN

STATEMENT, LADDER = Item("openness-1", ItemKind.STATEMENT), Item("ladder", ItemKind.LADDER)
THICKNESS, OPEN = Item("thickness", ItemKind.THICKNESS), Item("open", ItemKind.OPEN)


@pytest.mark.django_db
def test_a_form_asks_each_concept_by_itself_and_then_the_rest() -> None:
    questionnaire = make_questionnaire()
    full, short = items_of(questionnaire), items_of(questionnaire, "short")
    assert [item.key for item in full[:4]] == ["openness-1", "openness-2", "openness-3", "democracy-1"]
    assert [item.key for item in full[33:]] == ["ladder", "thickness", "open"]
    assert full[2].is_reversed
    assert len({item.code for item in short[:11]}) == 11
    assert short[11:] == full[33:]
    assert full[0].text == "Statement 1 on openness (nb)"


@pytest.mark.django_db
def test_without_an_open_question_none_is_asked() -> None:
    blank = dict.fromkeys(("open_question_nb", "open_question_nn", "open_question_en"), "")
    assert items_of(make_questionnaire(**blank))[-1].kind == ItemKind.THICKNESS


@pytest.mark.parametrize(
    ("item", "raw", "stored"),
    [
        (STATEMENT, "4", "4"),
        (STATEMENT, ["dk"], "dk"),
        (STATEMENT, "", None),
        (STATEMENT, [], None),
        (THICKNESS, ["", "1"], "1"),
        (LADDER, ["mature", "curious", "mature"], ["curious", "mature"]),
        (LADDER, [""], None),
        (OPEN, "  Mer tid\r\nsammen \x00", "Mer tid\nsammen"),
        (OPEN, "a\ud800b", "ab"),
        (OPEN, " \n ", None),
        (OPEN, "x" * MAX_OPEN, "x" * MAX_OPEN),
    ],
)
def test_an_answer_is_stored_in_one_way(item: Item, raw: str | list[str], stored: object) -> None:
    assert checked_answer(item, raw) == stored


@pytest.mark.parametrize(
    ("item", "raw"),
    [
        (STATEMENT, "6"),
        (STATEMENT, "curious"),
        (STATEMENT, ["1", "2"]),
        (STATEMENT, "1\x00"),
        (LADDER, ["curious", "dk"]),
        (THICKNESS, "0"),
        (OPEN, "x" * (MAX_OPEN + 1)),
    ],
)
def test_what_is_no_answer_is_told_in_words(item: Item, raw: str | list[str]) -> None:
    with pytest.raises(AnswerError) as told:
        checked_answer(item, raw)
    assert told.value.text
