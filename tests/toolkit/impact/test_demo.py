"""The demo's plans tell what they are to tell: the handbook's figures, and an example with a history."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.utils import timezone

from tests.factories import make_person, make_team
from toolkit.impact.codes import Kind, Level
from toolkit.impact.demo import make_demo_plan
from toolkit.models import Change, Indicator, Measurement, PlanVersion

pytestmark = pytest.mark.django_db


def test_boost_refugee_has_the_handbooks_figures_and_says_what_was_not_measured() -> None:
    writer = make_person()
    plan = make_demo_plan(which="boost", team=make_team(writer=writer), by=writer)
    measured = Measurement.objects.filter(plan=plan).values_list("indicator__level", "value")
    assert sorted((str(level), int(value)) for level, value in measured) == [
        (Level.OUTCOME, 46),
        (Level.OUTCOME, 48),
        (Level.OUTCOME, 212),
        (Level.RESULT, 349),
    ]
    assert Indicator.objects.get(plan=plan, level=Level.IMPACT).measurements.count() == 0
    assert not plan.is_example


def test_the_example_has_three_years_a_changed_target_with_its_reason_and_one_measure_that_got_worse() -> None:
    writer = make_person()
    plan = make_demo_plan(which="example", team=make_team(writer=writer), by=writer)
    assert plan.is_example
    years = {on.year for on in Measurement.objects.filter(plan=plan).values_list("on", flat=True)}
    assert len(years) == 3
    change = Change.objects.get(plan=plan, kind="target", field="value", before="70")
    assert (change.after, change.at.month) == ("55", 5)
    assert change.reason
    tired = plan.indicators.get(kind=Kind.SHARE, for_whom="organisation").measurements.order_by("on")
    shares = [one.numerator / one.denominator for one in tired]
    assert shares == sorted(shares, reverse=True)
    assert min(shares) < Decimal("0.6") < max(shares)


def test_the_examples_evaluations_end_versions_that_hold_the_plan_as_it_was_then() -> None:
    writer = make_person()
    plan = make_demo_plan(which="example", team=make_team(writer=writer), by=writer)
    versions = list(PlanVersion.objects.filter(plan=plan))
    evaluated = list(plan.evaluations.order_by("on"))
    assert plan.version == 3
    assert [one.version for one in evaluated] == [1, 2]
    assert [timezone.localdate(one.made_at) for one in versions] == [one.on for one in evaluated]
    aims = [{row["value"] for one in version.content["indicators"] for row in one["targets"]} for version in versions]
    assert all("70" in values and "55" not in values for values in aims)
    assert Change.objects.get(plan=plan, kind="target", field="value").version == 3
