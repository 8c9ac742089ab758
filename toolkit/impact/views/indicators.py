"""The page of one indicator, for the team that has the plan."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.models import Team
from cases.teams.permissions import Action
from toolkit.impact.indicator_page import indicator_page
from toolkit.impact.plan_pages import can_of, team_name
from toolkit.impact.rooms import Room
from toolkit.impact.views.access import for_plan
from toolkit.models import Plan

_STYLES = ("css/results.css", "css/trend.css")
_TEMPLATE = "pages/impact/plan/indicator.html"


@for_plan(Action.PLAN_VIEW)
@require_safe
def plan_indicator(request: HttpRequest, team: Team, plan: Plan, key: UUID) -> HttpResponse:
    """Return what has been measured of an indicator, over time, and how."""
    context = {
        # How far the plan has come is not told here, so it is not asked for.
        "frame": {"plan": plan, "team_name": team_name(team), "can": can_of(plan, request)},
        "page": indicator_page(plan, key),
        "room": Room(_TEMPLATE, styles=_STYLES),
        "view_in_all_languages": "plan_indicator",
        "view_arguments": [team.pk, key],
    }
    return render(request, _TEMPLATE, context)
