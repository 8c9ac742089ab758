"""Impact plans with their parts, as tests need them: made at once, without history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from cases.models import Team
from tests.factories.teams import make_team
from toolkit.impact.codes import Kind, Level
from toolkit.models import Indicator, Measurement, Plan, Target


def make_plan(team: Team | None = None, **fields: Any) -> Plan:
    """Return a plan of a team, or of one made for it."""
    return Plan.objects.create(**{"team": team or make_team(), "name": "Plan", **fields})


def make_indicator(plan: Plan | None = None, **fields: Any) -> Indicator:
    """Return an indicator that counts people, on the level of outcomes."""
    filled = {"name": "People with a job", "level": Level.OUTCOME, "kind": Kind.NUMBER, **fields}
    return Indicator.objects.create(**{"plan": plan or make_plan(), **filled})


def make_measurement(indicator: Indicator, value: Any = 1, on: date = date(2026, 1, 1), **fields: Any) -> Measurement:
    """Return a measurement of an indicator."""
    figure = None if value is None else Decimal(value)
    return Measurement.objects.create(
        **{"plan": indicator.plan, "indicator": indicator, "value": figure, "on": on, **fields}
    )


def make_target(
    indicator: Indicator, value: Any = 10, by_date: date | None = date(2027, 1, 1), **fields: Any
) -> Target:
    """Return a target figure of an indicator."""
    return Target.objects.create(
        **{"plan": indicator.plan, "indicator": indicator, "value": Decimal(value), "by_date": by_date, **fields}
    )
