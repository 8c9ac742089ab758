"""People and teams."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model

from cases.models import Membership, Municipality, Role, Team


def make_person(email: str = "", **fields: Any) -> Any:
    """Return somebody without any role in the portal, who has confirmed the address."""
    users = get_user_model().objects
    email = email or f"person-{users.count()}@example.org"
    return users.create_user(email, **{"confirmed_email": email, **fields})


def make_team(name: str = "Nabolaget", *, owner: Any = None, **fields: Any) -> Team:
    """Return a team in Larvik; `writer` and `reader` are in it too, `owner` is made where none is given."""
    members = {role: fields.pop(role, None) for role in (Role.WRITER, Role.READER)}
    if not fields.get("case_id"):
        fields.setdefault("municipality", Municipality.objects.get(country="NO", number="3909"))
    team = Team.objects.create(name=name, **fields)
    for role, user in {Role.OWNER: owner or make_person(), **members}.items():
        if user is not None:
            Membership.objects.create(team=team, user=user, role=role)
    return team


def member_of(team: Team, user: Any) -> Membership:
    """Return somebody's membership."""
    return Membership.objects.get(team=team, user=user)
