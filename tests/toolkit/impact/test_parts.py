"""Writing in a plan: nothing is overwritten unseen, and what was before is known, with who, when and why."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cases.teams.refusals import NotAllowedError
from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_plan, make_target
from toolkit.impact.codes import What
from toolkit.impact.parts import add_part, all_plain, change_part, remove_part, restore_part, seen_of
from toolkit.models import Change, Plan, Target

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=30)


@pytest.fixture
def people() -> tuple[Any, Any]:
    """Return an owner and a writer of one team."""
    return make_person(), make_person()


@pytest.fixture
def plan(people: tuple[Any, Any]) -> Plan:
    """Return the team's plan."""
    return make_plan(make_team(owner=people[0], writer=people[1]))


def _long_ago() -> None:
    Change.objects.update(at=timezone.now() - LONG_AGO)


def test_two_who_write_the_same_field_are_both_heard(plan: Plan, people: tuple[Any, Any]) -> None:
    seen = seen_of(plan)
    change_part(part=plan, by=people[0], values={"problem": "Mine", "theory": "If, then"}, seen=seen)
    saved = change_part(part=plan, by=people[1], values={"problem": "Hers", "name": "New", "theory": ""}, seen=seen)
    assert (saved.changed, saved.overtaken) == (("name",), {"problem": "Mine"})
    plan.refresh_from_db()
    assert (plan.problem, plan.name, plan.theory) == ("Mine", "New", "If, then")
    again = change_part(part=plan, by=people[1], values={"problem": "Both"}, seen=seen_of(plan))
    assert again.is_whole
    assert Change.objects.get(field="problem", before="Mine").after == "Both"


def test_the_same_sent_twice_is_done_once(plan: Plan, people: tuple[Any, Any]) -> None:
    seen = seen_of(plan)
    for _time in range(2):
        assert change_part(part=plan, by=people[0], values={"problem": "Mine"}, seen=seen).is_whole
    assert Change.objects.count() == 1


def test_a_goal_is_changed_with_a_reason_once_it_has_stood(plan: Plan, people: tuple[Any, Any]) -> None:
    goal: Any = add_part(plan=plan, by=people[0], kind="goal", values={"text": "Work for all"})
    assert change_part(part=goal, by=people[0], values={"text": "Work for most"}).is_whole
    assert change_part(part=goal, by=people[1], values={"text": "Other"}).without_reason == ("text",)
    _long_ago()
    assert change_part(part=goal, by=people[0], values={"text": "Work"}).without_reason == ("text",)
    goal.refresh_from_db()
    assert goal.text == "Work for most"
    assert change_part(part=goal, by=people[0], values={"text": "Work"}, reason="Too wide").changed == ("text",)
    assert change_part(part=goal, by=people[0], values={"text": "Works"}).changed == ("text",)
    told = Change.objects.get(field="text", reason="Too wide")
    assert (told.before, told.after, told.by) == ("Work for most", "Works", people[0])


def test_history_tells_what_a_target_was(plan: Plan, people: tuple[Any, Any]) -> None:
    target: Any = add_part(
        plan=plan,
        by=people[0],
        kind="target",
        values={"value": "40", "by_date": date(2026, 12, 31)},
        indicator=make_indicator(plan),
    )
    _long_ago()
    change_part(part=target, by=people[1], values={"value": "35,0".replace(",", ".")}, reason="Fewer came")
    told = Change.objects.get(what=What.CHANGED)
    assert (told.field, told.before, told.after, told.reason) == ("value", "40", "35", "Fewer came")
    assert Change.objects.get(what=What.ADDED).after["by_date"] == "2026-12-31"


def test_what_is_taken_out_comes_back_as_it_was(plan: Plan, people: tuple[Any, Any]) -> None:
    target = make_target(make_indicator(plan), "-12.5")
    before = all_plain(target)
    remove_part(part=target, by=people[0])
    remove_part(part=target, by=people[1])
    assert not Target.objects.standing().exists()
    with pytest.raises(NotAllowedError):
        change_part(part=target, by=people[0], values={"value": "1"})
    restore_part(part=target, by=people[1])
    assert all_plain(Target.objects.standing().get()) == before
    assert list(Change.objects.values_list("what", flat=True)) == [What.RESTORED, What.REMOVED]


def test_others_and_readers_write_nothing(plan: Plan) -> None:
    reader = make_person()
    theirs = make_plan(make_team("Theirs", reader=reader))
    for stranger in (reader, make_person()):
        for which in (plan, theirs):
            with pytest.raises(NotAllowedError):
                change_part(part=which, by=stranger, values={"problem": "Mine"})


def test_a_part_does_not_point_into_another_plan(plan: Plan, people: tuple[Any, Any]) -> None:
    foreign = make_indicator(make_plan(make_team("Theirs")))
    with pytest.raises(ValidationError):
        add_part(plan=plan, by=people[0], kind="target", values={"value": 1}, indicator=foreign)
    assert not Target.objects.exists()
