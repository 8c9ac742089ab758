"""Who is in a team and as what. A team is never left without an owner by anything that people do in it."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.models.team import Membership, Role, Team, TeamEvent
from cases.teams.history import note
from cases.teams.permissions import Action
from cases.teams.refusals import NotAllowedError, RefusedError, locked

Kind = TeamEvent.Kind


def is_last_owner(team: Team, user: Any) -> bool:
    """Say whether somebody owns the team and no other who can sign in does."""
    if not team.memberships.filter(user=user, role=Role.OWNER).exists():
        return False
    return not Membership.objects.owners().filter(team=team).exclude(user=user).exists()


def _member(team: Team, member_id: int) -> Membership:
    """Return a member of the locked team, read anew; NotAllowedError for one who is not in it, or has no account."""
    found = Membership.objects.select_related("user").filter(team=team, pk=member_id, user__isnull=False).first()
    if found is None:
        raise NotAllowedError
    return found


def _can_sign_in(member: Membership) -> bool:
    return member.user is not None and member.user.is_active


def _keep_an_owner(team: Team, member: Membership) -> None:
    if is_last_owner(team, member.user):
        raise RefusedError(_("A team must have an owner, and nobody else is one. Make somebody else the owner first."))


@transaction.atomic
def change_role(*, team: Team, by: Any, member_id: int, role: Role) -> Membership:
    """Give a member another role; RefusedError when the team would have no owner."""
    team = locked(team, by, Action.MANAGE_MEMBERS)
    member = _member(team, member_id)
    if member.role == role:
        return member
    if role != Role.OWNER:
        _keep_an_owner(team, member)
    return _given(team, member, role, by, Kind.ROLE_CHANGED)


def _given(team: Team, member: Membership, role: Role, by: Any, kind: TeamEvent.Kind) -> Membership:
    member.role = role
    member.save(update_fields=["role"])
    note(team, kind, by, about=member.user, role=role)
    return member


@transaction.atomic
def remove_member(*, team: Team, by: Any, member_id: int) -> None:
    """Take a member out; RefusedError when the team would have no owner. Oneself one takes out by leaving."""
    team = locked(team, by, Action.MANAGE_MEMBERS)
    member = _member(team, member_id)
    _keep_an_owner(team, member)
    member.delete()
    note(team, Kind.REMOVED, by, about=member.user)


@transaction.atomic
def leave_team(*, team: Team, by: Any, successor_id: int | None = None) -> None:
    """Leave a team; the last owner names a successor among the members, or is refused."""
    team = locked(team, by, Action.LEAVE)
    own = Membership.objects.get(team=team, user=by)
    if successor_id is not None and own.role == Role.OWNER:
        _hand_over(team, own, successor_id, by)
    _keep_an_owner(team, own)
    own.delete()
    note(team, Kind.LEFT, by)


@transaction.atomic
def hand_over(*, team: Team, by: Any, member_id: int) -> None:
    """Make another member the owner in one's own place; one stays as a writer."""
    team = locked(team, by, Action.MANAGE_MEMBERS)
    own = Membership.objects.get(team=team, user=by)
    _hand_over(team, own, member_id, by)
    own.role = Role.WRITER
    own.save(update_fields=["role"])


def _hand_over(team: Team, own: Membership, member_id: int, by: Any) -> None:
    member = _member(team, member_id)
    if member.pk == own.pk or not _can_sign_in(member):
        raise RefusedError(_("Choose somebody else in the team who can sign in."))
    _given(team, member, Role.OWNER, by, Kind.HANDED_OVER)


@transaction.atomic
def appoint_owner(*, team: Team, by: Any, member_id: int) -> Membership:
    """Make a member the owner of a team that has none; RefusedError when it has one, for then that one decides."""
    team = locked(team, by, Action.APPOINT_OWNER)
    if Membership.objects.owners().filter(team=team).exists():
        raise RefusedError(_("The team has an owner, who decides who else is one."))
    member = _member(team, member_id)
    if not _can_sign_in(member):
        raise RefusedError(_("Choose somebody else in the team who can sign in."))
    return _given(team, member, Role.OWNER, by, Kind.APPOINTED)
