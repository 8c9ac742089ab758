"""The pages of a team's plan beside its steps: what it is, the plan's first page, making and deleting it."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cases.models import Team
from cases.teams.permissions import Action, allowed_on_page
from cases.teams.refusals import RefusedError
from cases.teams.views import for_members
from toolkit.impact import plans
from toolkit.impact.codes import Step
from toolkit.impact.part_fields import parts_of
from toolkit.impact.plan_forms import AboutPlanForm, NewPlanForm
from toolkit.impact.plan_pages import frame_of, team_name
from toolkit.impact.rooms import notices_for, room_for
from toolkit.impact.step_words import ABOUT
from toolkit.impact.views.access import for_plan
from toolkit.models import Goal, Plan

_either = require_http_methods(["GET", "HEAD", "POST"])
_PAGES = "pages/impact/plan"


@require_safe
def impact(request: HttpRequest) -> HttpResponse:
    """Return what an impact plan is, its ten steps, and how to begin."""
    steps = [(step, about) for step, about in ABOUT.items()]
    return render(request, "pages/impact/front.html", {"steps": steps, "view_in_all_languages": "impact"})


@for_members(Action.PLAN_VIEW)
@require_safe
def plan_room(request: HttpRequest, team: Team) -> HttpResponse:
    """Return the plan's first page: its ten steps and how far they have come; without a plan, the way to make one."""
    plan = Plan.objects.standing().filter(team=team).first()
    if plan is None:
        return _no_plan(request, team)
    plan.team = team
    frame = frame_of(plan, request)
    context = {
        "frame": frame,
        "done": frame.done,
        "goals": parts_of(plan, Goal),
        "notices": notices_for(plan, request),
        **_languages("plan", team.pk),
    }
    return render(request, f"{_PAGES}/room.html", context)


@for_members(Action.PLAN_EDIT)
@_either
def new_plan(request: HttpRequest, team: Team) -> HttpResponse:
    """Make the team's plan; a team that has one comes to it."""
    if Plan.objects.standing().filter(team=team).exists():
        return redirect("plan", team.pk)
    form = NewPlanForm(_posted(request), initial={"language": get_language()})
    if form.is_valid():
        try:
            plans.make_plan(team=team, by=request.user, **form.cleaned_data)
        except RefusedError as refused:
            form.add_error(None, refused.text)
        else:
            return redirect(f"{reverse('plan', args=[team.pk])}?done=made")
    context = {"form": form, "team": team, "team_name": team_name(team), **_languages("new_plan", team.pk)}
    return render(request, f"{_PAGES}/new.html", context)


@for_plan(Action.PLAN_EDIT)
@require_safe
def plan_about(request: HttpRequest, team: Team, plan: Plan) -> HttpResponse:
    """Return the form of what the plan is called, its language, and when the work lasts."""
    frame = frame_of(plan, request)
    context: dict[str, Any] = {"frame": frame, "done": frame.done, "form": AboutPlanForm(plan=plan, part=plan)}
    return render(request, f"{_PAGES}/about.html", context | _languages("plan_about", team.pk))


@for_plan(Action.PLAN_VIEW)
@require_safe
def plan_step(request: HttpRequest, team: Team, plan: Plan, step: str) -> HttpResponse:
    """Return the room of one step."""
    if step not in Step.values:
        raise Http404
    room = room_for(Step(step), plan, request)
    if room is None:
        raise Http404
    frame = frame_of(plan, request, Step(step))
    context = {
        **room.context,
        "frame": frame,
        "done": frame.done,
        "room": room,
        **_languages("plan_step", team.pk, step),
    }
    return render(request, room.template, context)


@for_plan(Action.PLAN_DELETE)
@_either
def plan_delete(request: HttpRequest, team: Team, plan: Plan) -> HttpResponse:
    """Ask before a plan is deleted, and delete it; the page that follows offers to bring it back."""
    if request.method == "POST":
        plans.delete_plan(plan=plan, by=request.user)
        return redirect(f"{reverse('plan', args=[team.pk])}?deleted={plan.pk}")
    context = {"frame": frame_of(plan, request), **_languages("plan_delete", team.pk)}
    return render(request, f"{_PAGES}/delete.html", context)


@for_members(Action.PLAN_DELETE)
@require_POST
def plan_restore(request: HttpRequest, team: Team) -> HttpResponse:
    """Bring a deleted plan back."""
    number = request.POST.get("plan", "")
    if not (number.isascii() and number.isdigit() and len(number) < 10):
        raise Http404
    plan = get_object_or_404(Plan.objects.filter(team=team), pk=int(number))
    try:
        plans.restore_plan(plan=plan, by=request.user)
    except RefusedError as refused:
        return _no_plan(request, team, status=409, fault=refused.text)
    return redirect(f"{reverse('plan', args=[team.pk])}?done=restored")


def _no_plan(request: HttpRequest, team: Team, *, status: int = 200, **context: Any) -> HttpResponse:
    deleted = plans.deleted_plans(team)
    just = next((plan for plan in deleted if str(plan.pk) == request.GET.get("deleted", "")), None)
    context |= {
        "team": team,
        "team_name": team_name(team),
        "deleted": deleted,
        "just_deleted": just,
        "can": frozenset(map(str, allowed_on_page(request.user, team))),
        "steps": list(ABOUT.items()),
        **_languages("plan", team.pk),
    }
    return render(request, f"{_PAGES}/none.html", context, status=status)


def _posted(request: HttpRequest) -> Any:
    """Return what a form was filled in with; an empty one was sent too."""
    return request.POST if request.method == "POST" else None


def _languages(view: str, *arguments: Any) -> dict[str, Any]:
    return {"view_in_all_languages": view, "view_arguments": list(arguments)}
