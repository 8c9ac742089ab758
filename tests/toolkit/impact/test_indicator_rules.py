"""What an indicator can be, and what is missing of it, in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from tests.factories import make_person, make_team
from tests.factories.impact import make_indicator, make_measurement, make_plan, make_target
from toolkit.impact.codes import Kind
from toolkit.impact.indicator_rules import (
    Aim,
    Told,
    faults_of,
    missing_in_baseline,
    missing_in_indicator,
    missing_in_method,
    missing_in_targets,
)
from toolkit.impact.parts import change_part
from toolkit.models import Indicator

STEPS = ["Stays at home", "Comes when fetched", "Comes alone"]


@pytest.mark.parametrize(
    ("kind", "values", "wrong"),
    [
        (Kind.SCALE, {"scale_from": 5, "scale_to": 5}, {"scale_to"}),
        (Kind.SCALE, {"scale_from": -2, "scale_to": 2}, set()),
        (Kind.SCALE, {"scale_from": 1, "scale_to": None}, set()),
        (Kind.GRADED, {"grades": ["One"]}, {"grades"}),
        (Kind.GRADED, {"grades": [str(number) for number in range(8)]}, {"grades"}),
        (Kind.GRADED, {"grades": ["Good", "good"]}, {"grades"}),
        (Kind.GRADED, {"grades": STEPS}, set()),
        (Kind.NUMBER, {"breakdown": ["Women", "women"]}, {"breakdown"}),
        (Kind.NUMBER, {"breakdown": [str(number) for number in range(13)]}, {"breakdown"}),
        # What belongs to another kind waits, whatever it is.
        (Kind.QUOTATION, {"breakdown": ["A", "A"], "grades": ["One"], "scale_from": 3, "scale_to": 1}, set()),
    ],
)
def test_what_cannot_be_is_said_of_the_kind_it_belongs_to(kind: str, values: dict[str, Any], wrong: set[str]) -> None:
    assert set(faults_of(kind, values)) == wrong


def test_a_share_is_missing_who_is_counted_and_among_whom() -> None:
    assert len(missing_in_indicator(Told(Kind.SHARE), has_groups=False)) == 2
    assert len(missing_in_indicator(Told(Kind.SHARE), has_groups=True)) == 3
    assert not missing_in_indicator(Told(Kind.SHARE, numerator="With a job", denominator="All"), has_groups=False)


def test_each_step_says_what_it_lacks_and_nothing_more() -> None:
    assert len(missing_in_method(Told(Kind.NUMBER))) == 4
    told = Told(Kind.NUMBER, method="Counted", source="List", frequency="monthly", has_someone=True)
    assert len(missing_in_method(told)) == 1
    assert len(missing_in_targets(Told(Kind.NUMBER))) == 1
    assert not missing_in_targets(Told(Kind.QUOTATION))
    aims = [Aim(Decimal(4), None), Aim(None, date(2027, 1, 1)), Aim(Decimal(0), date(2027, 1, 1))]
    assert len(missing_in_targets(Told(Kind.NUMBER, aims=aims))) == 2
    assert missing_in_baseline(Told(Kind.NUMBER))
    assert not missing_in_baseline(Told(Kind.NUMBER, has_baseline=True))
    assert not missing_in_baseline(Told(Kind.NUMBER, no_baseline_because="New"))


@pytest.mark.django_db
def test_what_has_been_measured_stays_what_it_was() -> None:
    owner = make_person()
    plan = make_plan(make_team(owner=owner))
    indicator = make_indicator(plan, kind=Kind.GRADED, grades=STEPS)

    def change(**values: Any) -> Indicator:
        change_part(part=indicator, by=owner, values=values, reason="We know more now")
        indicator.refresh_from_db()
        return indicator

    assert change(kind=Kind.NUMBER).kind == Kind.NUMBER
    change(kind=Kind.GRADED)
    target = make_target(indicator, 3)
    with pytest.raises(ValidationError, match="grades"):
        change(grades=STEPS[:2])
    target.delete()
    make_measurement(indicator, None, grade=2)
    assert change(grades=STEPS[:2]).grades == STEPS[:2]
    with pytest.raises(ValidationError, match="kind"):
        change(kind=Kind.SCALE)
    assert change(name="Still another name").name == "Still another name"
