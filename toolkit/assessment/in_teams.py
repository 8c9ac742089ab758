"""What a team's page, and somebody's own page, say of rounds."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from cases.models import Membership, Team
from cases.teams.naming import called, cases_of
from cases.teams.permissions import Action
from cases.teams.tools import Tool
from portal.accounts.models import User
from portal.accounts.my_page.sections import Section
from toolkit.assessment.counting import answered
from toolkit.assessment.round_pages import in_words
from toolkit.models import Round

_MOST = 20


def rounds_tool(team: Team, can: Collection[str]) -> Tool | None:
    """Return the way to a team's rounds, and how many it has."""
    if Action.ROUND_VIEW not in can:
        return None
    count = Round.objects.standing().filter(team=team).count()
    text = _("Let all who work together answer, each alone, and talk about where your views differ.")
    if count:
        text = ngettext("%(count)s round so far.", "%(count)s rounds so far.", count) % {"count": count}
    link = _("See the rounds") if count else _("Assess how we work together")
    return Tool(_("How well do we work together?"), text, reverse("team_rounds", args=[team.pk]), link)


def rounds_section(user: User, request: HttpRequest) -> Section | None:
    """Return the newest rounds of somebody's own teams; nothing where there are none."""
    teams = Membership.objects.in_effect().filter(user=user, team__deleted_at=None).values("team")
    rounds = list(Round.objects.standing().filter(team__in=teams).select_related("team")[:_MOST])
    if not rounds:
        return None
    cases = cases_of([one.team for one in rounds], get_language() or "nb")
    counts = answered(rounds)
    lines = [(one, called(one.team, cases), in_words(one), counts[one.pk]) for one in rounds]
    return Section("rounds", _("Self-assessments"), "pages/my_page/rounds.html", {"lines": lines})
