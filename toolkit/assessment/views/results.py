"""The pages and files of a result: for the team. Those who took part see the page through their private link."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.exports.pdf import NotMadeError
from cases.models import Team
from cases.search.memory import library
from cases.teams.permissions import Action
from cases.teams.views import for_members
from portal import errors
from portal.rate_limits import Limit, use
from toolkit.assessment.over_time import over_time
from toolkit.assessment.report.files import KINDS, file_of
from toolkit.assessment.report.told import told_of
from toolkit.assessment.result_charts import agreement_levels, well_levels
from toolkit.assessment.result_page import result_context
from toolkit.assessment.views.access import for_round
from toolkit.models import Round

FILES = Limit("results-files", most=200, seconds=600)


@for_round(Action.ROUND_VIEW)
@require_safe
def round_result(request: HttpRequest, team: Team, round_: Round) -> HttpResponse:
    """Return what a round tells; before it is shown, when it will be."""
    return _page(request, team, round_)


def _page(request: HttpRequest, team: Team, round_: Round, *, status: int = 200, fault: str = "") -> HttpResponse:
    context = {
        **result_context(round_, request, counts_small=True),
        "team": team,
        "kinds": KINDS.values(),
        "fault": fault,
        "view_in_all_languages": "round_result",
        "view_arguments": [team.pk, round_.pk],
    }
    return render(request, "pages/assessment/results/team.html", context, status=status)


@for_members(Action.ROUND_VIEW)
@require_safe
def rounds_over_time(request: HttpRequest, team: Team) -> HttpResponse:
    """Return a team's rounds side by side."""
    vocabulary = library().around.vocabulary(get_language() or "nb")
    context = {
        "team": team,
        "compared": over_time(team, vocabulary),
        "levels": well_levels(),
        "agreement": agreement_levels(),
        "view_in_all_languages": "rounds_over_time",
        "view_arguments": [team.pk],
    }
    return render(request, "pages/assessment/results/over_time.html", context)


@for_round(Action.ROUND_VIEW)
@require_safe
def round_result_file(request: HttpRequest, team: Team, round_: Round, kind: str) -> HttpResponse:
    """Return a result as a file, in the reader's language; there is none before it is shown."""
    if kind not in KINDS or round_.shown_on is None:
        raise Http404
    used = use(FILES, request)
    if used.is_over:
        return errors.too_often(request, used.seconds_left)
    address = request.build_absolute_uri(reverse("round_result", args=[team.pk, round_.pk]))
    told = told_of(round_, request, address)
    if told is None:
        raise Http404
    try:
        return file_of(KINDS[kind], told)
    except NotMadeError:
        fault = _("The file could not be made just now. Nothing is lost: try again in a while.")
        return _page(request, team, round_, status=503, fault=fault)
