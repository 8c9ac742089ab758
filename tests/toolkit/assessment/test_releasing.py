"""Showing a result, and what becomes of it when people come, change their answers, or take them back."""

from __future__ import annotations

import re
from typing import Any

import pytest

from cases.models import Membership, Role, Team
from cases.teams.refusals import NotAllowedError, RefusedError
from tests.factories import make_person, make_round, make_team
from tests.factories.assessment import make_participation
from toolkit.assessment.releasing import can_change_group, keep_shown, show_results, take_back, took_part
from toolkit.models import Batch, Participation, Round

pytestmark = pytest.mark.django_db
ITEM = "openness-1"


@pytest.fixture
def owner() -> Any:
    """The owner of the team."""
    return make_person("owner@example.org")


@pytest.fixture
def team(owner: Any) -> Team:
    """A team."""
    return make_team(owner=owner)


@pytest.fixture
def round_(team: Team) -> Round:
    """A round of the smallest minimum."""
    return make_round(team, minimum=3)


def take_part(round_: Round, group: str, *values: str, key: str = ITEM) -> list[Participation]:
    """Have one person more for each value."""
    return [make_participation(round_, group, answers={key: value}) for value in values]


def change(participation: Participation, **answers: str) -> None:
    """Save other answers, as answering does."""
    participation.refresh_from_db()
    given = {**participation.answers, **{name.replace("_", "-"): value for name, value in answers.items()}}
    participation.answers = keep_shown(participation, given)
    participation.save(update_fields=["answers"])


def seen(round_: Round, key: str = ITEM) -> dict[str, list[dict[str, int] | None]]:
    """Return the cells of an item by group, oldest batch first."""
    cells: dict[str, list[dict[str, int] | None]] = {}
    for batch in round_.batches.filter(texts=[]).order_by("pk"):
        cells.setdefault(batch.group, []).append(batch.tables.get(key))
    return cells


def test_each_group_that_is_large_enough_stands_alone_and_the_small_are_mixed(round_: Round, owner: Any) -> None:
    take_part(round_, "municipality", "4", "4", "5")
    take_part(round_, "nav", "1", "2")
    take_part(round_, "research", "1", "dk")
    assert show_results(round_=round_, by=owner) == 2
    assert seen(round_) == {"municipality": [{"4": 2, "5": 1}], "": [{"1": 2, "2": 1, "dk": 1}]}
    round_.refresh_from_db()
    assert round_.shown_on is not None


def test_too_few_show_nothing_and_leave_the_round_as_it_was(round_: Round, owner: Any) -> None:
    take_part(round_, "municipality", "4", "4")
    with pytest.raises(RefusedError, match="3"):
        show_results(round_=round_, by=owner)
    round_.refresh_from_db()
    assert (round_.shown_on, Batch.objects.count()) == (None, 0)
    assert Participation.objects.exclude(told={}).count() == 0


def test_whoever_may_not_run_rounds_shows_nothing(round_: Round, team: Team) -> None:
    take_part(round_, "municipality", "4", "4", "5")
    reader = make_person("reader@example.org")
    Membership.objects.create(team=team, user=reader, role=Role.READER)
    for person in (reader, make_person("stranger@example.org")):
        with pytest.raises(NotAllowedError):
            show_results(round_=round_, by=person)
    assert not Batch.objects.exists()


def test_one_who_comes_later_changes_nothing_until_enough_have_come(round_: Round, owner: Any) -> None:
    take_part(round_, "municipality", "4", "4", "5")
    show_results(round_=round_, by=owner)
    first = seen(round_)
    for value in ("1", "2"):
        take_part(round_, "municipality", value)
        assert show_results(round_=round_, by=owner) == 0
        assert seen(round_) == first
    take_part(round_, "municipality", "1")
    assert show_results(round_=round_, by=owner) == 1
    assert seen(round_) == {"municipality": [{"4": 2, "5": 1}, {"1": 2, "2": 1}]}


def test_answers_taken_back_are_gone_at_once_and_from_what_is_shown_when_enough_have_gone(
    round_: Round, owner: Any
) -> None:
    people = take_part(round_, "municipality", "1", "1", "2", "4", "4", "5")
    show_results(round_=round_, by=owner)
    first = seen(round_)
    for one in people[:2]:
        take_back(participation=one)
        assert seen(round_) == first
    assert took_part(round_) == {"municipality": 4}
    take_back(participation=people[2])
    take_back(participation=people[2])
    assert seen(round_) == {"municipality": [{"4": 2, "5": 1}]}


def test_when_too_few_are_left_nothing_is_shown_of_them_again(round_: Round, owner: Any) -> None:
    people = take_part(round_, "municipality", "1", "1", "2", "4", "5")
    show_results(round_=round_, by=owner)
    for one in people[:3]:
        take_back(participation=one)
    assert seen(round_) == {}
    take_part(round_, "municipality", "3")
    with pytest.raises(RefusedError):
        show_results(round_=round_, by=owner)


def test_what_has_been_counted_in_a_shown_result_stays_as_it_was(round_: Round, owner: Any) -> None:
    people = take_part(round_, "municipality", "1", "1", "2")
    change(people[2], openness_1="4")
    show_results(round_=round_, by=owner)
    first = seen(round_)
    assert first == {"municipality": [{"1": 2, "4": 1}]}
    for one in people:
        change(one, openness_1="5", democracy_1="3")
    assert sorted(one.answers[ITEM] for one in round_.participations.all()) == ["1", "1", "4"]
    assert {one.answers["democracy-1"] for one in round_.participations.all()} == {"3"}


def test_whoever_answers_more_after_a_first_look_is_counted_there_too(round_: Round, owner: Any) -> None:
    people = take_part(round_, "municipality", "1", "1", "2")
    show_results(round_=round_, by=owner)
    for one in people:
        change(one, democracy_1="4")
    assert show_results(round_=round_, by=owner) == 1
    assert seen(round_)["municipality"] == [{"1": 2, "2": 1}, None]
    assert seen(round_, "democracy-1")["municipality"] == [None, {"4": 3}]


def test_who_has_been_shown_as_one_of_a_group_stays_in_it(round_: Round, owner: Any) -> None:
    people = take_part(round_, "municipality", "1", "1", "2")
    assert can_change_group(people[0])
    show_results(round_=round_, by=owner)
    people[0].refresh_from_db()
    assert not can_change_group(people[0])


def test_texts_have_a_group_only_where_enough_have_written(round_: Round, owner: Any) -> None:
    for group, count in (("municipality", 3), ("nav", 3)):
        take_part(round_, group, *"4" * count)
    writers = {"municipality": ["c", "a", "b"], "nav": ["y", "x"]}
    for group, texts in writers.items():
        for one, text in zip(round_.participations.filter(group=group), texts, strict=False):
            change(one, open=text)
    show_results(round_=round_, by=owner)
    assert list(round_.batches.exclude(texts=[]).values_list("group", "texts")) == [("municipality", ["a", "b", "c"])]
    take_part(round_, "research", "z", key="open")
    assert show_results(round_=round_, by=owner) == 1
    assert list(round_.batches.exclude(texts=[]).order_by("pk").values_list("group", "texts"))[1:] == [
        ("", ["x", "y", "z"])
    ]


def test_what_is_shown_has_no_trace_of_whose_it_was(round_: Round, owner: Any) -> None:
    people = take_part(round_, "municipality", "1", "1", "2")
    show_results(round_=round_, by=owner)
    stored = repr(list(Batch.objects.values()))
    assert not re.search("|".join(str(one.pk) for one in people), stored)
