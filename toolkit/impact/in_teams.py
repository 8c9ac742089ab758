"""What a team's page, and somebody's own page, say of impact plans."""

from __future__ import annotations

from collections.abc import Collection

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.models import Membership, Team
from cases.teams.naming import called, cases_of
from cases.teams.permissions import Action
from cases.teams.tools import Tool
from portal.accounts.models import User
from portal.accounts.my_page.sections import Section
from toolkit.models import Plan

_MOST = 20


def plan_tool(team: Team, can: Collection[str]) -> Tool | None:
    """Return the way to a team's plan, or to making one."""
    if Action.PLAN_VIEW not in can:
        return None
    has_plan = Plan.objects.standing().filter(team=team).exists()
    text = _("Make a plan in ten steps for how you will see whether what you do helps, and measure as time goes.")
    if has_plan:
        text = _("You have an impact plan. Go on with it, or write down what you have measured.")
    link = _("Open the impact plan") if has_plan else _("Measure the impact")
    return Tool(_("Does it help?"), text, reverse("plan", args=[team.pk]), link)


def plans_section(user: User, request: HttpRequest) -> Section | None:
    """Return the plans of somebody's own teams; nothing where there are none."""
    teams = Membership.objects.in_effect().filter(user=user, team__deleted_at=None).values("team")
    plans = list(Plan.objects.standing().filter(team__in=teams).select_related("team").order_by("-made_at")[:_MOST])
    if not plans:
        return None
    cases = cases_of([plan.team for plan in plans], get_language() or "nb")
    lines = [(plan, called(plan.team, cases)) for plan in plans]
    return Section("plans", _("Impact plans"), "pages/my_page/plans.html", {"lines": lines})
