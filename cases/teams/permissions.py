"""Who may do what in a team: the one place where it is asked, by every view, service and query."""

from __future__ import annotations

from collections.abc import Collection
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, Q

from cases.models.team import Membership, Role, Team


class Action(StrEnum):
    """What can be done in a team."""

    VIEW = "view"
    CHANGE = "change"
    """Its working name and municipality."""
    LEAVE = "leave"
    INVITE = "invite"
    """And send again, and withdraw."""
    MANAGE_MEMBERS = "manage_members"
    """Give another role, take somebody out, hand over."""
    DELETE = "delete"
    SET_CASE = "set_case"
    """Say which case is the team's; with it comes the work on that case."""
    APPOINT_OWNER = "appoint_owner"
    """Give a team that has lost its owners a new one."""
    RESTORE = "restore"
    """Bring back a deleted team."""
    ROUND_VIEW = "round_view"
    """See the team's rounds of self-assessment, how many have answered, and the results."""
    ROUND_RUN = "round_run"
    """Open, change, close and reopen a round, show its result, delete it and bring it back."""
    ROUND_PUBLISH = "round_publish"
    """Choose what of a result the case's page shows."""
    PLAN_VIEW = "plan_view"
    """See the team's impact plan, its measurements and its history."""
    PLAN_EDIT = "plan_edit"
    """Make the plan, write in it, measure, and bring back what was taken out."""
    PLAN_PUBLISH = "plan_publish"
    """Choose what of the plan the case's page shows."""
    PLAN_DELETE = "plan_delete"
    """Delete the plan and bring it back."""


EDITOR = "editor"
"""What somebody is to every team who may help teams, beside the roles of members."""
# Whoever has this may help all teams, without being a member of any.
HELPING = "cases.change_team"

OWNER, WRITER, READER = str(Role.OWNER), str(Role.WRITER), str(Role.READER)
WHO: dict[Action, frozenset[str]] = {
    Action.VIEW: frozenset({OWNER, WRITER, READER, EDITOR}),
    Action.CHANGE: frozenset({OWNER, WRITER}),
    Action.LEAVE: frozenset({OWNER, WRITER, READER}),
    Action.INVITE: frozenset({OWNER}),
    Action.MANAGE_MEMBERS: frozenset({OWNER}),
    Action.DELETE: frozenset({OWNER, EDITOR}),
    Action.SET_CASE: frozenset({EDITOR}),
    Action.APPOINT_OWNER: frozenset({EDITOR}),
    Action.ROUND_VIEW: frozenset({OWNER, WRITER, READER, EDITOR}),
    Action.ROUND_RUN: frozenset({OWNER, WRITER, EDITOR}),
    Action.ROUND_PUBLISH: frozenset({OWNER, WRITER}),
    Action.PLAN_VIEW: frozenset({OWNER, WRITER, READER, EDITOR}),
    Action.PLAN_EDIT: frozenset({OWNER, WRITER}),
    Action.PLAN_PUBLISH: frozenset({OWNER, WRITER}),
    Action.PLAN_DELETE: frozenset({OWNER, EDITOR}),
}
# Who may do what is left of a deleted team; in one that stands there is nothing to bring back.
_WHEN_DELETED: dict[Action, frozenset[str]] = {
    Action.VIEW: frozenset({EDITOR}),
    Action.RESTORE: frozenset({EDITOR}),
}


def may(action: Action, relations: Collection[str], *, is_deleted: bool = False) -> bool:
    """Say whether somebody with these relations to a team, roles or `EDITOR`, may do something there. Pure."""
    who = _WHEN_DELETED if is_deleted else WHO
    return not who.get(action, frozenset()).isdisjoint(relations)


def helps_teams(user: Any) -> bool:
    """Say whether a user may help all teams; Django lets a disabled account do nothing."""
    return bool(user.has_perm(HELPING))


def relations_of(user: Any, team: Team) -> frozenset[str]:
    """Return what a user is to a team, as the database has it now; nothing for a visitor and a disabled account."""
    if not (user.is_authenticated and user.is_active):
        return frozenset()
    roles = Membership.objects.in_effect().filter(team=team, user=user).values_list("role", flat=True)
    return frozenset([*roles, *([EDITOR] if helps_teams(user) else [])])


def allowed(user: Any, team: Team) -> frozenset[Action]:
    """Return all that a user may do in a team."""
    relations = relations_of(user, team)
    return frozenset(action for action in Action if may(action, relations, is_deleted=team.deleted_at is not None))


def allowed_on_page(user: Any, team: Team) -> frozenset[Action]:
    """Return the same, asked once for each team that a page has read; what writes asks anew, behind the team's lock."""
    known: dict[Any, frozenset[Action]] = vars(team).setdefault("_allowed_on_page", {})
    if user.pk not in known:
        known[user.pk] = allowed(user, team)
    return known[user.pk]


def where_allowed(user: Any, action: Action) -> Q:
    """Return the condition that a user may do something in a team: the same table, for queries."""
    if not (user.is_authenticated and user.is_active):
        return Q(pk__in=[])
    condition = where_member_may(user, action)
    if helps_teams(user):
        if may(action, {EDITOR}):
            condition |= Q(deleted_at=None)
        if may(action, {EDITOR}, is_deleted=True):
            condition |= Q(deleted_at__isnull=False)
    return condition


def where_member_may(user: Any, action: Action) -> Q:
    """Return the condition that a user may do something as a member: what is asked often asks this first."""
    roles = [role for role in Role.values if may(action, {role})]
    member = Membership.objects.in_effect().filter(team=OuterRef("pk"), user=user, role__in=roles)
    return Q(Exists(member), deleted_at=None)
