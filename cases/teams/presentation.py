"""What the pages of teams show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language, gettext_lazy

from cases.models import Invitation, Membership, Role, Team
from cases.teams.history import Told, history_of, name_of
from cases.teams.naming import TeamCase, called, case_of, cases_of
from cases.teams.permissions import Action, allowed_on_page
from cases.teams.tools import Tool, tools_for

# What was done, told on the page that follows: by the word in its address.
DONE = {
    "made": gettext_lazy("The team is made. Invite the others now, if you like."),
    "changed": gettext_lazy("The change is saved."),
    "invited": gettext_lazy("The invitation is sent."),
    "unsent": gettext_lazy("The invitation is made, but the e-mail could not be sent. Send it again in some minutes."),
    "withdrawn": gettext_lazy("The invitation is withdrawn. Its link no longer works."),
    "joined": gettext_lazy("Welcome! You are in the team."),
    "removed": gettext_lazy("The person is no longer in the team."),
    "handed_over": gettext_lazy("The team has a new owner. You are a writer now."),
    "left": gettext_lazy("You have left the team."),
    "deleted": gettext_lazy("The team is deleted. Write to us if you need it back."),
}
_ORDER = list(Role.values)


@dataclass(frozen=True)
class Line:
    """A team in a list: its name, its case, and what the reader is in it."""

    team: Team
    name: str
    case: TeamCase | None
    role: str


@dataclass(frozen=True)
class MemberLine:
    """A member as the others see them; a former member has no account any more."""

    member: Membership
    name: str
    role: str
    is_reader: bool


@dataclass(frozen=True)
class TeamShown:
    """All of a team that its page shows; `can` are the names of what the reader may do."""

    team: Team
    name: str
    case: TeamCase | None
    members: list[MemberLine]
    invitations: list[Invitation]
    history: list[Told]
    can: frozenset[str]
    tools: list[Tool]


def teams_of(user: Any) -> list[Line]:
    """Return the teams that somebody is in, by name, with the same few queries for one and for many."""
    own = Membership.objects.in_effect().filter(user=user, team__deleted_at=None)
    members = list(own.select_related("team__municipality"))
    cases = cases_of([member.team for member in members], get_language() or "nb")
    lines = [
        Line(member.team, called(member.team, cases), case_of(member.team, cases), member.get_role_display())
        for member in members
    ]
    return sorted(lines, key=lambda line: (line.name.casefold(), line.team.pk))


def shown(team: Team, user: Any) -> TeamShown:
    """Return what a team's page shows to somebody who may see it."""
    can = allowed_on_page(user, team)
    cases = cases_of([team], get_language() or "nb")
    members = sorted(team.memberships.select_related("user"), key=_place)
    lines = [MemberLine(m, name_of(m.user), m.get_role_display(), m.user_id == user.pk) for m in members]
    invitations = list(team.invitations.unanswered().order_by("created_at", "pk")) if Action.INVITE in can else []
    case = case_of(team, cases)
    names = frozenset(map(str, can))
    told, tools = history_of(team), tools_for(team, names)
    return TeamShown(team, called(team, cases), case, lines, invitations, told, names, tools)


def _place(member: Membership) -> tuple[bool, int, str]:
    """Return by what members are ordered: former ones last, then by role and name."""
    return member.user_id is None, _ORDER.index(member.role), name_of(member.user).casefold()


def done(word: str) -> str:
    """Return in words what was done just before, or an empty text."""
    return str(DONE.get(word, ""))
