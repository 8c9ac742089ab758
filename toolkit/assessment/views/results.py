"""The pages of a result: for the team. Those who took part see the same through their private link."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cases.models import Team
from cases.teams.permissions import Action
from toolkit.assessment.result_page import result_context
from toolkit.assessment.views.access import for_round
from toolkit.models import Round


@for_round(Action.ROUND_VIEW)
@require_safe
def round_result(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Return what a round tells; before it is shown, when it will be."""
    context = {
        **result_context(round_, request, counts_small=True),
        "team": team,
        "view_in_all_languages": "round_result",
        "view_arguments": [team.pk, round_.pk],
    }
    return render(request, "pages/assessment/results/team.html", context)
