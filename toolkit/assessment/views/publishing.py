"""The page on which a team chooses what of a round its case shows."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.refusals import RefusedError
from toolkit.assessment.publish_page import ShowForm, chosen_now, done, publishing_of
from toolkit.assessment.publishing import choose_what_is_shown
from toolkit.assessment.views.access import for_round
from toolkit.models import Round


@for_round(Action.ROUND_PUBLISH)
@require_http_methods(["GET", "HEAD", "POST"])
def round_publish(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Show where the choice stands and how each would look; send a choice to review."""
    posted = request.POST if request.method == "POST" else None
    form, status, fault = ShowForm(posted, initial={"show": chosen_now(team, round_)}), 200, ""
    if form.is_valid():
        try:
            outcome = choose_what_is_shown(round_=round_, by=request.user, show=form.chosen)
        except RefusedError as refused:
            status, fault = 409, refused.text
        else:
            return redirect(f"{reverse('round_publish', args=[team.pk, round_.pk])}?done={outcome}")
    context = {
        "publishing": publishing_of(team, round_, request),
        "form": form,
        "fault": fault,
        "done": done(request.GET.get("done", "")),
        "view_in_all_languages": "round_publish",
        "view_arguments": [team.pk, round_.pk],
    }
    return render(request, "pages/assessment/publish/choose.html", context, status=status)
