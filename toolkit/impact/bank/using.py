"""Using an indicator of the bank in a plan, which is made on the way where there is none yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from cases.models import Team
from cases.teams.services import create_team
from toolkit.impact.bank.copying import copy_into_plan
from toolkit.impact.plans import make_plan
from toolkit.models import BankIndicator, Indicator, Plan


@transaction.atomic
def use_in_plan(
    *, entry: BankIndicator, by: Any, team: Team | None, new_team: Mapping[str, Any] | None, language: str
) -> tuple[Plan, Indicator, bool]:
    """Copy an entry into a team's plan and return the plan, the copy, and whether it is new.

    NotAllowedError when the team is not theirs to write in; RefusedError as of `create_team` and `make_plan`.
    """
    if team is None:
        team = create_team(by=by, owner=by, **(new_team or {}))
    plan = make_plan(team=team, by=by, language=language)
    copy, is_new = copy_into_plan(entry=entry, plan=plan, by=by)
    return plan, copy, is_new
