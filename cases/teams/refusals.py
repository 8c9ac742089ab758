"""Why something is not done in a team: it is not for this person, or it would leave the team as none may be."""

from __future__ import annotations

from typing import Any

from cases.models.team import Team
from cases.teams.permissions import Action


class NotAllowedError(Exception):
    """The person may not do this, or no longer."""


class RefusedError(Exception):
    """It cannot be done; the text says why and what to do instead, in the reader's language; `field` is beside what."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.text, self.field = text, field


def locked(team: Team, by: Any, action: Action) -> Team:
    """Return the team as it is now, kept from all others until the transaction ends.

    NotAllowedError when the person may not do this: asked behind the lock, so a role that was lost meanwhile counts.
    All that changes who is in a team takes this lock first.
    """
    now = Team.objects.select_for_update(of=("self",)).filter(pk=team.pk).first()
    if now is None or not now.can(by, action):
        raise NotAllowedError
    return now
