"""Joining a round, answering piece by piece, and taking it all back: what is stored, and what is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.models import Team
from tests.factories.assessment import make_closed_round, make_participation, make_round
from toolkit.assessment.answering import (
    AlreadyShownError,
    NotOpenError,
    Standing,
    WrongGroupError,
    change_group,
    delete_answers,
    join_round,
    participation_of,
    save_answers,
)
from toolkit.assessment.codes import MAX_OPEN
from toolkit.models import Participation, Round

SECRET, OTHER = "s" * 43, "o" * 43
GOOD = {"openness-1": "4", "ladder": ["mature", "curious"], "thickness": "dk", "open": "Møtetidene"}


@pytest.fixture
def round_(db):
    return make_round(groups=["municipality", "citizens"])


def _answers(secret: str = SECRET) -> dict:
    found = participation_of(secret)
    assert found is not None
    return found.answers


def test_joining_twice_with_one_secret_is_one_participation(round_):
    join_round(round_=round_, group="citizens", secret=SECRET)
    save_answers(secret=SECRET, answers=GOOD)
    again = join_round(round_=round_, group="municipality", secret=SECRET)
    assert (again.group, again.answers) == ("municipality", GOOD | {"ladder": ["curious", "mature"]})
    assert round_.participations.count() == 1


def test_nothing_is_stored_of_the_secret_but_a_digest_and_no_time(round_):
    join_round(round_=round_, group="citizens", secret=SECRET)
    stored = Participation.objects.values().get()
    assert SECRET not in str(stored)
    assert set(stored) == {"id", "round_id", "group", "secret_digest", "answers", "told"}


@pytest.mark.parametrize("group", ["nav", "", "mayors"])
def test_a_group_that_does_not_take_part_is_refused(round_, group):
    with pytest.raises(WrongGroupError):
        join_round(round_=round_, group=group, secret=SECRET)
    assert not round_.participations.exists()


def test_the_secret_of_one_round_is_none_for_another(round_):
    join_round(round_=round_, group="citizens", secret=SECRET)
    with pytest.raises(WrongGroupError):
        join_round(round_=make_round(), group="citizens", secret=SECRET)


def test_answers_are_laid_beside_those_that_are_there_and_the_last_one_counts(round_):
    make_participation(round_, secret=SECRET, answers={"openness-1": "1", "openness-2": "dk"})
    save_answers(secret=SECRET, answers={"openness-1": "5", "democracy-1": "2"})
    assert _answers() == {"openness-1": "5", "openness-2": "dk", "democracy-1": "2"}


def test_the_same_answers_again_change_nothing(round_):
    make_participation(round_, secret=SECRET)
    save_answers(secret=SECRET, answers=GOOD)
    before = Participation.objects.values().get()
    save_answers(secret=SECRET, answers=GOOD)
    assert Participation.objects.values().get() == before


def test_an_empty_answer_takes_the_item_back(round_):
    make_participation(round_, secret=SECRET, answers=GOOD)
    save_answers(secret=SECRET, answers={"ladder": [], "open": "  "})
    assert _answers() == {"openness-1": "4", "thickness": "dk"}


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("openness-1", "6"),
        ("openness-1", ["1", "2"]),
        ("openness-9", "1"),
        ("ladder", ["mature", "top"]),
        ("thickness", "0"),
        ("open", "a" * (MAX_OPEN + 1)),
        ("told", "1"),
    ],
)
def test_what_is_wrong_is_told_by_item_and_the_rest_is_kept(round_, key, value):
    make_participation(round_, secret=SECRET)
    saved = save_answers(secret=SECRET, answers={key: value, "democracy-2": "3"})
    assert list(saved.faults) == [key]
    assert saved.faults[key]
    assert _answers() == {"democracy-2": "3"}


def test_a_short_form_asks_no_more_than_it_shows(db):
    make_participation(make_round(form="short"), secret=SECRET)
    assert list(save_answers(secret=SECRET, answers={"openness-1": "1", "openness-2": "1"}).faults) == ["openness-2"]


def _deleted(round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(deleted_at=timezone.now())


def _team_deleted(round_: Round) -> None:
    Team.objects.filter(pk=round_.team_id).update(deleted_at=timezone.now())


def _closed(round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(closed_at=timezone.now())


def _last_day_over(round_: Round) -> None:
    Round.objects.filter(pk=round_.pk).update(closes_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize(
    ("end", "standing"),
    [
        (_closed, Standing.CLOSED),
        (_last_day_over, Standing.CLOSED),
        (_deleted, Standing.DELETED),
        (_team_deleted, Standing.DELETED),
    ],
)
def test_nothing_is_answered_when_the_round_is_over(round_, end, standing):
    make_participation(round_, secret=SECRET, group="citizens")
    end(round_)
    now = Round.objects.select_related("team").get(pk=round_.pk)
    for refused in (
        lambda: save_answers(secret=SECRET, answers=GOOD),
        lambda: change_group(secret=SECRET, group="municipality"),
        lambda: join_round(round_=now, group="citizens", secret=OTHER),
    ):
        with pytest.raises(NotOpenError) as told:
            refused()
        assert told.value.standing == standing
    assert [(one.group, one.answers) for one in Participation.objects.all()] == [("citizens", {})]


def test_answers_are_deleted_also_when_the_round_is_over_and_once_more_does_nothing(db):
    make_participation(make_closed_round(), secret=SECRET, answers=GOOD)
    delete_answers(secret=SECRET)
    delete_answers(secret=SECRET)
    assert not Participation.objects.exists()


def test_whoever_has_deleted_answers_saves_none_anew(round_):
    make_participation(round_, secret=SECRET, answers=GOOD)
    delete_answers(secret=SECRET)
    with pytest.raises(Participation.DoesNotExist):
        save_answers(secret=SECRET, answers=GOOD)


def test_an_answer_that_has_been_shown_stays_and_that_is_told(round_):
    make_participation(round_, secret=SECRET, answers=GOOD, told={"openness-1": 1})
    saved = save_answers(secret=SECRET, answers={"openness-1": "1", "thickness": "2"})
    assert list(saved.faults) == ["openness-1"]
    assert _answers() == GOOD | {"thickness": "2"}
    assert save_answers(secret=SECRET, answers={"openness-1": "4"}).faults == {}


def test_a_group_that_has_been_shown_stays(round_):
    make_participation(round_, "citizens", secret=SECRET, answers=GOOD, told={"openness-1": 1})
    with pytest.raises(AlreadyShownError):
        change_group(secret=SECRET, group="municipality")
    assert Participation.objects.get().group == "citizens"
