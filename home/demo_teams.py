"""The demo's teams: one with a case, one before there is a case, and one that has lost its owner."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth import get_user_model

from cases.models import Membership, Municipality, Role, Team
from cases.teams.invitations import invite_member
from cases.teams.services import create_team

OWNER, WRITER, READER = "owner@example.org", "writer@example.org", "reader@example.org"
# The kitchen table in Larvik.
_CASE = UUID("a8a3b4a1-fb6d-4e51-9fb2-9c2a91f46a2d")
_WITHOUT_CASE, _WITHOUT_OWNER = "Nabolagskafeen", "Ungdommens verksted"


def make_teams() -> None:
    """Make the teams, unless there are any."""
    if Team.objects.exists():
        return
    people = {user.email: user for user in get_user_model().objects.filter(email__in=(OWNER, WRITER, READER))}
    editor = get_user_model().objects.get(email="redaktor@example.org")
    with_case = create_team(by=editor, owner=people[OWNER], case_id=_CASE)
    _add(with_case, people, {WRITER: Role.WRITER, READER: Role.READER})
    # Sent to nobody: the secret of the link is thrown away.
    invite_member(team=with_case, by=people[OWNER], email="invited@example.org", role=Role.READER, language="nb")
    before = create_team(
        by=people[WRITER], owner=people[WRITER], name=_WITHOUT_CASE, municipality=_municipality("3203")
    )
    _add(before, people, {OWNER: Role.READER})
    without = create_team(by=editor, name=_WITHOUT_OWNER, municipality=_municipality("3909"))
    _add(without, people, {READER: Role.WRITER})


def _municipality(number: str) -> Municipality:
    return Municipality.objects.get(country="NO", number=number)


def _add(team: Team, people: dict[str, Any], roles: dict[str, Role]) -> None:
    Membership.objects.bulk_create(
        [Membership(team=team, user=people[email], role=role) for email, role in roles.items()]
    )
