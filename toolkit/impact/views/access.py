"""Who gets to the pages of a team's plan: those who may do something with it."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.views import for_members
from toolkit.models import Plan

View = Callable[..., HttpResponse]


def for_plan(action: Action) -> Callable[[View], View]:
    """Have a view answer those who may do something with the team's plan; it gets team and plan for the team's number.

    The plan of another team is not there, whatever its number, and neither is a deleted one.
    """

    def decorated(view: View) -> View:
        @for_members(action)
        @wraps(view)
        def answer(request: HttpRequest, team: Team, **rest: Any) -> HttpResponse:
            plan = get_object_or_404(Plan.objects.standing(), team=team)
            # The one that is known already: asked for its municipality and its members.
            plan.team = team
            return view(request, team, plan, **rest)

        return answer

    return decorated
