"""The page on which a team chooses what of its plan the case shows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.refusals import RefusedError
from toolkit.impact.plan_pages import frame_of
from toolkit.impact.publish_page import Publishing, ShowForm, done, publishing_of
from toolkit.impact.publishing import choose_what_is_shown
from toolkit.impact.views.access import for_plan
from toolkit.models import Plan


@for_plan(Action.PLAN_PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def plan_publish(request: HttpRequest, team: Team, plan: Plan) -> HttpResponse:
    """Show where the choice stands and how it would look; send what has been seen to review, or take it off."""
    posted = request.POST if request.method == "POST" else None
    form = ShowForm(plan=plan, data=posted)
    publishing, status, fault, note = publishing_of(team, plan, form.choice), 200, "", ""
    if posted is not None and form.is_valid():
        choice = None if "withdraw" in posted else form.choice
        if choice is not None and not ("send" in posted and posted.get("seen") == publishing.seen):
            note = _("This is how it would look. Send it when it is right.") if "send" in posted else ""
        else:
            try:
                outcome = choose_what_is_shown(plan=plan, by=request.user, choice=choice)
            except RefusedError as refused:
                status, fault = 409, refused.text
            else:
                # The form was sent to the preview: without a place of its own the answer would not be seen.
                return redirect(f"{reverse('plan_publish', args=[team.pk])}?done={outcome}#told")
    return _page(request, publishing, form, status=status, fault=fault, note=note)


def _page(
    request: HttpRequest, publishing: Publishing, form: ShowForm, *, status: int, fault: str, note: str
) -> HttpResponse:
    context = {
        "frame": frame_of(publishing.plan, request),
        "publishing": publishing,
        "form": form,
        "fault": fault,
        "note": note,
        "done_text": done(request.GET.get("done", "")),
        "view_in_all_languages": "plan_publish",
        "view_arguments": [publishing.plan.team_id],
    }
    return render(request, "pages/impact/publish/choose.html", context, status=status)
