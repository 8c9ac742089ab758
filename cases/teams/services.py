"""Making teams, naming them, giving them their case, deleting them and bringing them back."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.models import CasePage, Municipality
from cases.models.team import Membership, Role, Team, TeamEvent
from cases.teams.history import note
from cases.teams.permissions import Action, helps_teams
from cases.teams.refusals import NotAllowedError, RefusedError, locked
from portal.accounts.models import User

Kind = TeamEvent.Kind
# So many teams can one person make in so long, deleted ones included.
MOST_MADE, MADE_IN = 10, timedelta(days=30)


@transaction.atomic
def create_team(
    *,
    by: Any,
    owner: Any = None,
    name: str = "",
    municipality: Municipality | None = None,
    case_id: UUID | None = None,
) -> Team:
    """Make a team. Who helps teams makes one for anybody, or without an owner, to invite one; others for themselves.

    NotAllowedError for anything else; RefusedError after too many in a month, or when the case has a team;
    ValidationError for a team without a case that has no name or municipality.
    """
    maker = User.objects.select_for_update().get(pk=by.pk)
    helps = helps_teams(by)
    if not maker.is_active or not (helps or (owner == by and case_id is None)):
        raise NotAllowedError
    if not helps and not maker.has_confirmed_address:
        raise RefusedError(
            _("Sign out, and sign in with a code by e-mail once: then we know that the address is yours.")
        )
    made = Team.objects.filter(created_by=by, created_at__gt=timezone.now() - MADE_IN).count()
    if not helps and made >= MOST_MADE:
        raise RefusedError(_("You have made many teams lately. Write to us if you need more."))
    team = Team(name=name.strip(), municipality=municipality, case_id=case_id, created_by=by)
    _check_names(team)
    _check_case(team)
    team.full_clean()
    team.save()
    note(team, Kind.MADE, by)
    if owner is not None:
        Membership.objects.create(team=team, user=owner, role=Role.OWNER)
        note(team, Kind.JOINED, owner, role=Role.OWNER)
    return team


@transaction.atomic
def change_team(*, team: Team, by: Any, name: str, municipality: Municipality | None) -> Team:
    """Give a team another working name and municipality."""
    team = locked(team, by, Action.CHANGE)
    before = (team.name, team.municipality_id)
    team.name, team.municipality = name.strip(), municipality
    _check_names(team)
    team.full_clean()
    team.save(update_fields=["name", "municipality"])
    if before != (team.name, team.municipality_id):
        note(team, Kind.CHANGED, by)
    return team


@transaction.atomic
def set_case(*, team: Team, by: Any, case_id: UUID | None) -> Team:
    """Say which case is the team's, or that it has none; RefusedError when the case has another team."""
    team = locked(team, by, Action.SET_CASE)
    if team.case_id == case_id:
        return team
    team.case_id = case_id
    _check_names(team)
    _check_case(team)
    team.full_clean()
    team.save(update_fields=["case_id"])
    note(team, Kind.CASE_SET, by)
    return team


@transaction.atomic
def delete_team(*, team: Team, by: Any) -> None:
    """Delete a team so that an editor can bring it back; nobody can accept an invitation to it meanwhile."""
    team = locked(team, by, Action.DELETE)
    team.deleted_at = timezone.now()
    team.save(update_fields=["deleted_at"])
    note(team, Kind.DELETED, by)


@transaction.atomic
def restore_team(*, team: Team, by: Any) -> Team:
    """Bring a deleted team back, with all who were in it; RefusedError when its case has another team by now."""
    team = locked(team, by, Action.RESTORE)
    team.deleted_at = None
    _check_case(team)
    team.save(update_fields=["deleted_at"])
    note(team, Kind.RESTORED, by)
    return team


def _check_names(team: Team) -> None:
    if team.case_id is not None:
        return
    faults = {}
    if not team.name:
        faults["name"] = _("Write a name that the team recognises.")
    if team.municipality is None:
        faults["municipality"] = _("Choose the municipality that you work in.")
    if faults:
        raise ValidationError(faults)


def _check_case(team: Team) -> None:
    if team.case_id is None:
        return
    if not CasePage.objects.filter(translation_key=team.case_id).exists():
        raise RefusedError(_("There is no such case."), "case")
    if Team.objects.standing().filter(case_id=team.case_id).exclude(pk=team.pk).exists():
        raise RefusedError(_("The case has a team already. A case has one team."), "case")
