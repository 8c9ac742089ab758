"""What every file tells of a plan: all that stands in it, and each indicator over time, in the reader's language."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from cases.teams.naming import name_in
from toolkit.impact.codes import Level
from toolkit.impact.contents import Contents, contents_of
from toolkit.impact.indicator_told import IndicatorTold, indicators_told
from toolkit.models import Plan


@dataclass(frozen=True)
class PlanTold:
    """A plan as files tell it; `address` is where its page is, `name` what it is called there."""

    contents: Contents
    team: str
    name: str
    address: str
    indicators: Sequence[IndicatorTold]

    @property
    def plan(self) -> Plan:
        """Return the plan itself."""
        return self.contents.plan

    @property
    def by_level(self) -> list[tuple[Level, list[IndicatorTold]]]:
        """Return the indicators level by level, those that there are."""
        found = [(level, [one for one in self.indicators if one.indicator.level == level]) for level in Level]
        return [(level, own) for level, own in found if own]


def plan_told(plan: Plan, request: HttpRequest) -> PlanTold:
    """Return what files tell of a plan: with as many questions to the database whatever there is in it."""
    contents = contents_of(plan)
    team = name_in(plan.team, get_language() or "nb")
    return PlanTold(
        contents=contents,
        team=team,
        name=plan.name or team,
        address=request.build_absolute_uri(reverse("plan", args=[plan.team_id])),
        indicators=indicators_told(plan, [watched.indicator for watched in contents.watched]),
    )
