"""The pages of what has been in a plan: its history, its older versions; and bringing in a plan from a file."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.refusals import RefusedError
from cases.teams.views import for_members
from toolkit.impact import history, plan_versions
from toolkit.impact.exchange import Fault, FaultyPlanError, plan_from, read_plan, record_of
from toolkit.impact.history_forms import DayForm, HistoryForm, PlanFileForm
from toolkit.impact.plan_pages import frame_of, team_name
from toolkit.impact.views.access import for_plan
from toolkit.models import Plan, PlanVersion

_either = require_http_methods(["GET", "HEAD", "POST"])
_PAGES = "pages/impact/plan"
_ON_A_PAGE = 50


@for_plan(Action.PLAN_VIEW)
@require_safe
def plan_history(request: HttpRequest, team: Team, plan: Plan) -> HttpResponse:
    """Return what has been changed, by whom and why; or what stood in the plan on a day."""
    form, day_form = HistoryForm(request.GET or None), DayForm(request.GET if "on" in request.GET else None)
    context = {
        "frame": frame_of(plan, request),
        "asked": form,
        "day_form": day_form,
        **_languages("plan_history", team),
    }
    if day_form.is_valid():
        context["day"] = history.on_day(plan, day_form.cleaned_data["on"])
        return render(request, f"{_PAGES}/history_day.html", context)
    wanted = {name: value for name, value in form.cleaned_data.items() if value} if form.is_valid() else {}
    paginator = Paginator(history.changes_of(plan, **wanted), _ON_A_PAGE)
    hits = paginator.get_page(request.GET.get("page"))
    address = request.GET.copy()
    address.pop("page", None)
    context |= {
        "changes": history.told_changes(plan, hits.object_list),
        "hits": hits,
        "pages": paginator.get_elided_page_range(hits.number, on_each_side=1, on_ends=1),
        "address": address.urlencode(),
        "is_filtered": bool(wanted),
    }
    return render(request, f"{_PAGES}/history.html", context)


@for_plan(Action.PLAN_VIEW)
@require_safe
def plan_version(request: HttpRequest, team: Team, plan: Plan, number: int) -> HttpResponse:
    """Return the plan as it was when a version ended, and what has been changed since."""
    version = get_object_or_404(PlanVersion, plan=plan, number=number)
    context = {
        "frame": frame_of(plan, request),
        "version": version,
        "steps": plan_versions.steps_of(version.content),
        "since": plan_versions.changed_since(version.content, record_of(plan, with_measurements=False)),
        **_languages("plan_version", team, number),
    }
    return render(request, f"{_PAGES}/version.html", context)


@for_members(Action.PLAN_EDIT)
@_either
def plan_import(request: HttpRequest, team: Team) -> HttpResponse:
    """Make the team's plan of a file; a team that has one is told so."""
    form = PlanFileForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    faults: list[Fault] = []
    if form.is_valid():
        try:
            plan_from(read_plan(form.cleaned_data["file"]), team=team, by=request.user)
        except FaultyPlanError as faulty:
            faults = faulty.faults
        except RefusedError as refused:
            form.add_error(None, refused.text)
        else:
            return redirect(f"{reverse('plan', args=[team.pk])}?done=brought_in")
    context: dict[str, Any] = {
        "form": form,
        "faults": faults,
        "team": team,
        "team_name": team_name(team),
        "has_plan": Plan.objects.standing().filter(team=team).exists(),
        **_languages("plan_import", team),
    }
    return render(request, f"{_PAGES}/import.html", context)


def _languages(view: str, team: Team, *arguments: Any) -> dict[str, Any]:
    return {"view_in_all_languages": view, "view_arguments": [team.pk, *arguments]}
