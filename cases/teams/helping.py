"""What editors do for teams without being in them: start one for others, and find an owner for one that has none."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.db import transaction

from cases.models import Invitation, Municipality, Role, Team
from cases.teams.invitations import invite_member
from cases.teams.services import create_team


@transaction.atomic
def start_team(
    *,
    by: Any,
    email: str,
    language: str,
    name: str = "",
    municipality: Municipality | None = None,
    case_id: UUID | None = None,
) -> tuple[Team, Invitation, str]:
    """Make a team without members and ask somebody to own it; return it with the invitation and its link's secret.

    Whether the address has an account makes no difference: nobody is in a team without having said yes.
    """
    team = create_team(by=by, name=name, municipality=municipality, case_id=case_id)
    invitation, token = invite_member(team=team, by=by, email=email, role=Role.OWNER, language=language)
    return team, invitation, token
