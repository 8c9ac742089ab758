"""The whole plan on one page, and the order of the elements that its picture is drawn from."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from cases.models import Team
from cases.teams.permissions import Action
from toolkit.impact.codes import Step
from toolkit.impact.moving import move_element
from toolkit.impact.plan_pages import team_name
from toolkit.impact.views.access import for_plan
from toolkit.impact.whole_plan import BareFrame, whole_plan_context
from toolkit.models import Plan


@for_plan(Action.PLAN_VIEW)
@require_safe
def whole_plan(request: HttpRequest, team: Team, plan: Plan) -> HttpResponse:
    """Return all ten steps on one page, to be read and printed."""
    context = {
        **whole_plan_context(plan),
        "frame": BareFrame(plan, team_name(team)),
        "view_in_all_languages": "whole_plan",
        "view_arguments": [team.pk],
    }
    return render(request, "pages/impact/plan/whole.html", context)


@for_plan(Action.PLAN_EDIT)
@require_POST
def element_move(request: HttpRequest, team: Team, plan: Plan, key: UUID) -> HttpResponse:
    """Move an element of the theory of change up, or else down."""
    element = get_object_or_404(plan.elements.standing(), key=key)
    element.plan = plan
    move_element(element=element, by=request.user, up=request.POST.get("to") == "up")
    return redirect(f"{reverse('plan_step', args=[team.pk, Step.THEORY])}#element-{element.key}")
