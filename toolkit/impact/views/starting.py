"""Where "measure the impact" on a case leads: to the team's own plan, or to a plan of one's own."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cases.teams.refusals import NotAllowedError, RefusedError
from toolkit.impact.codes import Step
from toolkit.impact.start_page import NewTeamForm, Origin, StartForm, origin_of
from toolkit.impact.starting import own_team_of_case, start_plan, start_plan_in_new_team, teams_to_plan_in
from toolkit.models import Plan


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def start_plan_view(request: HttpRequest) -> HttpResponse:
    """Lead members of the case's team to its plan; ask others for a team and for indicators, and begin theirs."""
    posted = request.POST if request.method == "POST" else None
    origin = origin_of((posted or request.GET).get("case", ""))
    own = own_team_of_case(request.user, origin.case_id if origin else None)
    if own is not None and posted is None:
        return redirect("plan", own.pk)
    entries = origin.entries if origin else []
    form = StartForm(teams=teams_to_plan_in(request.user), entries=entries, data=posted)
    makes_team = form.is_valid() and form.team_chosen is None
    new = NewTeamForm(posted if makes_team else None)
    if form.is_valid() and (not makes_team or new.is_valid()):
        try:
            plan = _start(request, form, new)
        except NotAllowedError as refused:
            raise PermissionDenied from refused
        except RefusedError as refused:
            return _page(request, origin, form, new, status=409, fault=refused.text)
        step = Step.INDICATORS if form.entries_chosen else Step.PROBLEM
        return redirect(f"{reverse('plan_step', args=[plan.team_id, step.value])}?done=made")
    return _page(request, origin, form, new)


def _start(request: HttpRequest, form: StartForm, new: NewTeamForm) -> Plan:
    common: dict[str, Any] = {"by": request.user, "entries": form.entries_chosen, "language": get_language() or "nb"}
    if form.team_chosen is not None:
        return start_plan(team=form.team_chosen, **common)
    return start_plan_in_new_team(**common, **new.cleaned_data)


def _page(
    request: HttpRequest,
    origin: Origin | None,
    form: StartForm,
    new: NewTeamForm,
    *,
    status: int = 200,
    fault: str = "",
) -> HttpResponse:
    context = {"origin": origin, "form": form, "new": new, "fault": fault, "view_in_all_languages": "start_plan"}
    return render(request, "pages/impact/start/start.html", context, status=status)
