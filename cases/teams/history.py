"""What has happened in a team: noted as it happens, and told in the reader's language. Nobody's name is kept in it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from cases.models.team import Role, Team, TeamEvent

Kind = TeamEvent.Kind
# So many of the newest are told.
MOST = 100


@dataclass(frozen=True)
class Told:
    """One thing that happened, as a sentence."""

    at: datetime
    text: str


def note(team: Team, kind: TeamEvent.Kind, by: Any, *, about: Any = None, role: str = "") -> None:
    """Note what somebody did in a team; `about` is the account that it was done to."""
    TeamEvent.objects.create(team=team, kind=kind, by=by, about=about, role=role)


def history_of(team: Team) -> list[Told]:
    """Return what has happened in a team, newest first, in one query."""
    events: Iterable[TeamEvent] = team.events.select_related("by", "about")[:MOST]
    return [
        Told(event.at, sentence(event.kind, name_of(event.by), name_of(event.about), event.role)) for event in events
    ]


def name_of(user: Any) -> str:
    """Return what a person is called to the others in the team; who has deleted the account is a former member."""
    return str(user) if user is not None else _("Former member")


def role_in_words(role: str) -> str:
    """Return a role as it stands in a sentence."""
    return {Role.OWNER: _("owner of the team"), Role.WRITER: _("writer"), Role.READER: _("reader")}[Role(role)]


def sentence(kind: str, by: str, about: str, role: str) -> str:
    """Return what happened in words. Pure but for the language."""
    template = {
        Kind.MADE: _("%(by)s made the team."),
        Kind.CHANGED: _("%(by)s changed the name or the municipality."),
        Kind.CASE_SET: _("%(by)s chose which case is the team's."),
        Kind.INVITED: _("%(by)s invited somebody as %(role)s."),
        Kind.RESENT: _("%(by)s sent an invitation again."),
        Kind.WITHDRAWN: _("%(by)s withdrew an invitation."),
        Kind.JOINED: _("%(by)s joined as %(role)s."),
        Kind.ROLE_CHANGED: _("%(by)s made %(about)s %(role)s."),
        Kind.REMOVED: _("%(by)s took %(about)s out of the team."),
        Kind.LEFT: _("%(by)s left the team."),
        Kind.HANDED_OVER: _("%(by)s handed the team over to %(about)s."),
        Kind.APPOINTED: _("%(by)s made %(about)s the owner, as the team had none."),
        Kind.DELETED: _("%(by)s deleted the team."),
        Kind.RESTORED: _("%(by)s brought the team back."),
    }[Kind(kind)]
    return template % {"by": by, "about": about, "role": role_in_words(role) if role else ""}
