"""What the library asks of whoever deletes an account, and what it forgets of them."""

from __future__ import annotations

import smtplib
from collections.abc import Iterable, Sequence
from functools import partial

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState

from cases.models import Membership, Role, Team
from cases.models.following import Follow
from cases.models.review import ReviewTaskState
from cases.models.team import Invitation, TeamEvent
from cases.teams.history import note
from cases.teams.naming import name_in
from portal.accounts.leaving import HinderedError, Hindrance
from portal.accounts.models import User

_log = structlog.get_logger(__name__)


def hindrances(user: User) -> Sequence[Hindrance]:
    """Return the teams that somebody must hand over first: nobody else owns them, and somebody else could."""
    owned = Team.objects.standing().filter(memberships__user=user, memberships__role=Role.OWNER)
    return [_to_hand_over(team) for team in owned.order_by("pk") if _needs_heir(team, user)]


def _needs_heir(team: Team, user: User) -> bool:
    others = Membership.objects.in_effect().filter(team=team).exclude(user=user)
    return others.exists() and not others.filter(role=Role.OWNER).exists()


def _to_hand_over(team: Team) -> Hindrance:
    name = name_in(team, get_language() or "nb")
    text = _("Nobody but you owns the team “%(team)s”. Make somebody else the owner first.") % {"team": name}
    return Hindrance(text, reverse("team_leave", args=[team.pk]), _("Hand over and leave the team"))


def forget(user: User, by_others: bool) -> None:
    """Take somebody out of teams, reviews and followed searches; HinderedError for a team that they must hand over."""
    _leave_teams(user, may_abandon=by_others)
    if address := user.confirmed_address:
        Follow.objects.filter(email=address).delete()
    Invitation.objects.filter(email__iexact=user.email).delete()
    # Others may take them on.
    ReviewTaskState.objects.filter(assigned_to=user, status=TaskState.STATUS_IN_PROGRESS).update(assigned_to=None)
    Page.objects.filter(locked_by=user).update(locked=False, locked_by=None, locked_at=None)


def _leave_teams(user: User, *, may_abandon: bool) -> None:
    """Leave all teams, each behind its lock, in one order for all who do it at the same time."""
    mine = Team.objects.filter(memberships__user=user).order_by("pk")
    teams = list(mine.select_for_update(of=("self",), no_key=True))
    stuck = [team for team in teams if team.deleted_at is None and _owns(team, user) and _needs_heir(team, user)]
    if stuck and not may_abandon:
        raise HinderedError([_to_hand_over(team) for team in stuck])
    for team in teams:
        Membership.objects.filter(team=team, user=user).delete()
        note(team, TeamEvent.Kind.LEFT, user)
    _tell_editors(Team.objects.without_owner().filter(pk__in=[team.pk for team in teams]))


def _owns(team: Team, user: User) -> bool:
    return Membership.objects.filter(team=team, user=user, role=Role.OWNER).exists()


def _tell_editors(teams: Iterable[Team]) -> None:
    """Write to the editors about teams that nobody is left in; they appoint an owner or delete the team."""
    with translation.override(settings.LANGUAGE_CODE):
        for team in teams:
            name = name_in(team, settings.LANGUAGE_CODE)
            subject = _("The team “%(team)s” has no owner") % {"team": " ".join(name.split())}
            text = _(
                "The last owner of the team “%(team)s” has deleted their account. Invite a new owner, or delete the "
                "team:\n%(address)s"
            ) % {"team": name, "address": f"{settings.SITE_URL}{reverse('teams_admin:help', args=[team.pk])}"}
            transaction.on_commit(partial(_send, EmailMessage(subject, f"{text}\n", to=[settings.CONTACT_EMAIL])))


def _send(letter: EmailMessage) -> None:
    try:
        letter.send()
    except (OSError, smtplib.SMTPException):
        _log.error("the editors could not be told of a team without an owner")
