"""Rounds: opened, changed, closed and opened again, deleted and brought back, by those who may, as was promised."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from cases.teams.refusals import NotAllowedError, RefusedError
from tests.factories import make_participation, make_person, make_questionnaire, make_round, make_team, make_user
from toolkit.assessment import rounds
from toolkit.assessment.counting import answered, counted
from toolkit.assessment.join_codes import ALPHABET, grouped, make_code, normalised
from toolkit.models import Questionnaire, Round

pytestmark = pytest.mark.django_db

NEW = {"name": "Vår 2027", "language": "nb", "form": "full", "minimum": 5, "seen_by": "participants"}


@pytest.fixture
def people():
    return {name: make_person(f"{name}@example.org") for name in ("owner", "writer", "reader", "stranger")}


@pytest.fixture
def team(people):
    return make_team(owner=people["owner"], writer=people["writer"], reader=people["reader"])


def given(**changed):
    groups = ["citizens", "municipality"]
    return {**NEW, "groups": groups, "closes_on": timezone.localdate() + timedelta(days=21), **changed}


def change(round_, by, **changed):
    names = ("name", "groups", "language", "closes_on", "seen_by")
    return rounds.change_round(round_=round_, by=by, **{name: getattr(round_, name) for name in names} | changed)


@pytest.mark.parametrize("who", ["owner", "writer", "editor"])
def test_who_runs_rounds_opens_one_that_asks_the_questionnaire_in_use(who, people, team):
    make_questionnaire(state=Questionnaire.State.RETIRED)
    in_use = make_questionnaire()
    by = make_user("Editors") if who == "editor" else people[who]
    made = rounds.open_round(team=team, by=by, **given())
    assert (made.questionnaire, made.team, made.opened_by, made.is_open) == (in_use, team, by, True)
    assert made.groups == ["municipality", "citizens"]
    assert normalised(made.code) == made.code


@pytest.mark.parametrize("act", ["open", "change", "close", "reopen", "delete", "restore"])
@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_others_can_do_nothing_with_a_round(who, act, people, team):
    round_, by = make_round(team), people[who]
    acts = {
        "open": lambda: rounds.open_round(team=team, by=by, **given()),
        "change": lambda: change(round_, by, name="Vår"),
        "close": lambda: rounds.close_round(round_=round_, by=by),
        "reopen": lambda: rounds.reopen_round(round_=round_, by=by, closes_on=timezone.localdate()),
        "delete": lambda: rounds.delete_round(round_=round_, by=by),
        "restore": lambda: rounds.restore_round(round_=round_, by=by),
    }
    with pytest.raises(NotAllowedError):
        acts[act]()
    assert Round.objects.standing().count() == 1


@pytest.mark.parametrize(("days", "field"), [(-1, "closes_on"), (367, "closes_on")])
def test_a_round_ends_within_a_year_and_not_in_the_past(days, field, people, team):
    make_questionnaire()
    with pytest.raises(RefusedError) as refused:
        rounds.open_round(team=team, by=people["owner"], **given(closes_on=timezone.localdate() + timedelta(days=days)))
    assert refused.value.field == field


def test_a_round_asks_nothing_where_no_questionnaire_is_in_use(people, team):
    Questionnaire.objects.update(state=Questionnaire.State.RETIRED)
    with pytest.raises(RefusedError):
        rounds.open_round(team=team, by=people["owner"], **given())


def test_groups_that_somebody_has_chosen_stay_and_others_come_and_go(people, team):
    round_ = make_round(team, groups=["municipality", "citizens"])
    make_participation(round_, "citizens")
    with pytest.raises(RefusedError) as refused:
        change(round_, people["writer"], groups=["municipality"])
    assert refused.value.field == "groups"
    assert change(round_, people["writer"], groups=["nav", "citizens"]).groups == ["citizens", "nav"]


@pytest.mark.parametrize("wider", [("team", "participants"), ("participants", "public"), ("team", "public")])
def test_who_sees_the_result_is_only_narrowed_once_somebody_takes_part(wider, people, team):
    narrow, wide = wider
    round_ = make_round(team, seen_by=narrow)
    assert change(round_, people["owner"], seen_by=wide).seen_by == wide
    make_participation(round_)
    assert change(round_, people["owner"], seen_by=narrow).seen_by == narrow
    with pytest.raises(RefusedError) as refused:
        change(round_, people["owner"], seen_by=wide)
    assert refused.value.field == "seen_by"


def test_a_round_is_closed_and_opened_again_until_its_result_is_shown(people, team):
    round_, by = make_round(team), people["writer"]
    closed = rounds.close_round(round_=round_, by=by)
    assert not closed.is_open
    assert rounds.close_round(round_=round_, by=by).closed_at == closed.closed_at
    day = timezone.localdate() + timedelta(days=3)
    opened = rounds.reopen_round(round_=round_, by=by, closes_on=day)
    assert (opened.is_open, opened.closes_on) == (True, day)
    with pytest.raises(RefusedError):
        rounds.reopen_round(round_=round_, by=by, closes_on=timezone.localdate() - timedelta(days=1))
    rounds.close_round(round_=round_, by=by)
    Round.objects.update(shown_on=timezone.localdate())
    with pytest.raises(RefusedError):
        rounds.reopen_round(round_=round_, by=by, closes_on=day)


def test_the_last_day_of_a_closed_round_is_set_by_opening_it_again(people, team):
    round_ = make_round(team, closes_on=timezone.localdate() - timedelta(days=1))
    assert change(round_, people["owner"], name="Nytt navn").name == "Nytt navn"
    with pytest.raises(RefusedError) as refused:
        change(round_, people["owner"], closes_on=timezone.localdate())
    assert refused.value.field == "closes_on"


def test_a_deleted_round_can_be_brought_back_for_thirty_days_and_nothing_else_done_with_it(people, team):
    round_, by = make_round(team), people["writer"]
    rounds.delete_round(round_=round_, by=by)
    assert not Round.objects.standing().exists()
    with pytest.raises(RefusedError):
        change(round_, by, name="Vår")
    assert rounds.restore_round(round_=round_, by=people["owner"]).is_open
    rounds.delete_round(round_=round_, by=by)
    Round.objects.update(deleted_at=timezone.now() - rounds.DELETED_KEPT - timedelta(hours=1))
    with pytest.raises(RefusedError):
        rounds.restore_round(round_=round_, by=by)
    Round.objects.all().delete()
    with pytest.raises(NotAllowedError):
        rounds.restore_round(round_=round_, by=by)


def test_who_has_answered_nothing_is_not_counted_and_small_groups_are_marked(team):
    round_ = make_round(team, groups=["municipality", "citizens"], minimum=3)
    for _number in range(3):
        make_participation(round_, "municipality", answers={"openness-1": "4"})
    make_participation(round_, "citizens", answers={"openness-1": "dk"})
    make_participation(round_, "citizens")
    other = make_round(team)
    shown = counted(round_)
    assert shown.people == 4
    assert [(one.code, one.people, one.is_small) for one in shown.by_group] == [
        ("municipality", 3, False),
        ("citizens", 1, True),
    ]
    assert answered([round_, other]) == {round_.pk: 4, other.pk: 0}


@pytest.mark.parametrize("typed", ["cdfg2345", "CDFG 2345", " cdfg-2345 ", "cdfg·2345", "CDFG–2345"])
def test_a_code_is_understood_however_it_is_typed(typed):
    assert normalised(typed) == "CDFG2345"
    assert grouped("CDFG2345") == "CDFG 2345"


@pytest.mark.parametrize("typed", ["", "CDFG234", "CDFG23456", "CDFG234O", "CDFG234Å", "CDFG234٣", "CDFG 234ß"])
def test_what_can_be_no_code_is_none(typed):
    assert normalised(typed) == ""


def test_letters_that_look_like_a_figure_are_read_as_it():
    assert normalised("SZB2CDFG") == "5282CDFG"
    assert set("SZBOIL01AEIUY").isdisjoint(ALPHABET)
    assert all(len(make_code()) == 8 for _number in range(50))
