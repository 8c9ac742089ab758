"""Beginning a plan of one's own from a case: in a team of one's own, with copies of what the case publishes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db import transaction

from cases.models import Municipality, Team
from cases.teams.permissions import Action, where_member_may
from cases.teams.services import create_team
from toolkit.impact.bank.copying import copy_into_plan
from toolkit.impact.plans import make_plan
from toolkit.models import BankIndicator, BankUse, Plan


def teams_to_plan_in(user: Any) -> list[Team]:
    """Return the teams in which somebody, as a member, may write in a plan."""
    return list(Team.objects.filter(where_member_may(user, Action.PLAN_EDIT)).order_by("name", "pk"))


def own_team_of_case(user: Any, case_id: UUID | None) -> Team | None:
    """Return the case's own team where somebody is in it, and sees its plan."""
    if case_id is None:
        return None
    return Team.objects.filter(where_member_may(user, Action.PLAN_VIEW), case_id=case_id).first()


def entries_of(case_id: UUID | None) -> list[BankIndicator]:
    """Return the indicators of the bank that a case publishes, each once, as they stand in the bank now."""
    if case_id is None:
        return []
    uses = BankUse.objects.filter(case_id=case_id).select_related("indicator__merged_into").order_by("pk")
    entries = (use.indicator.merged_into or use.indicator for use in uses)
    return list({entry.pk: entry for entry in entries}.values())


@transaction.atomic
def start_plan(*, by: Any, team: Team, entries: Iterable[BankIndicator], language: str) -> Plan:
    """Make the team's plan, or go on with the one it has, and copy indicators into it that are not there yet.

    NotAllowedError when the team is not theirs to write in; RefusedError after too many plans.
    """
    plan = make_plan(team=team, by=by, language=language)
    for entry in entries:
        copy_into_plan(entry=entry, plan=plan, by=by)
    return plan


@transaction.atomic
def start_plan_in_new_team(
    *, by: Any, name: str, municipality: Municipality, entries: Iterable[BankIndicator], language: str
) -> Plan:
    """Make a team of one's own and begin its plan; RefusedError as of `create_team`, and then nothing is made."""
    team = create_team(by=by, owner=by, name=name, municipality=municipality)
    return start_plan(by=by, team=team, entries=entries, language=language)
