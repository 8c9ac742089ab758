"""A plan as a file, for the team that has it."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.exports.answers import file_answer
from cases.exports.pdf import NotMadeError
from cases.models import Team
from cases.teams.permissions import Action
from portal import errors
from portal.rate_limits import Limit, use
from toolkit.impact.plan_pages import frame_of, team_name
from toolkit.impact.report.kinds import kind_for
from toolkit.impact.views.access import for_plan
from toolkit.models import Plan

FILES = Limit("plan-files", most=200, seconds=600)


@for_plan(Action.PLAN_VIEW)
@require_safe
def plan_file(request: HttpRequest, team: Team, plan: Plan, kind: str) -> HttpResponse:
    """Return a plan as a file, in the reader's language."""
    wanted = kind_for(kind)
    if wanted is None:
        raise Http404
    used = use(FILES, request)
    if used.is_over:
        return errors.too_often(request, used.seconds_left)
    try:
        made = wanted.make(plan, request)
    except NotMadeError:
        context = {
            "frame": frame_of(plan, request),
            "fault": _("The file could not be made just now. Nothing is lost: try again in a while."),
        }
        return render(request, "pages/impact/plan/no_file.html", context, status=503)
    return file_answer(made, wanted.content_type, plan.name or team_name(team), wanted.ending)
