"""Asking people into a team by e-mail: the link works for two weeks, once, and for the invited address alone.

Whoever accepts is signed in with an account whose own confirmed address is the invited one. A link that somebody
passes on lets nobody else in; who signs in with another address asks to be invited there.
"""

from __future__ import annotations

import secrets
from datetime import timedelta
from enum import StrEnum
from typing import Any

from django.db import connection, transaction
from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.lists.services import digest_of
from cases.models.team import INVITED_FOR, Invitation, Membership, Role, Team, TeamEvent
from cases.teams.history import note
from cases.teams.permissions import Action
from cases.teams.refusals import NotAllowedError, RefusedError, locked
from portal.mail_addresses import has_mailbox, mailbox

Kind = TeamEvent.Kind
# Members and open invitations of one team.
MOST_PEOPLE = 100
# E-mails in a day: from one team, and to one address whichever teams ask.
MOST_FROM_TEAM, MOST_TO_ADDRESS, A_DAY = 50, 5, timedelta(days=1)
# Any number that nothing else in this database uses for advisory locks of two numbers.
_LOCK = 6_001
# Whoever presses the button twice sends one.
AGAIN_AFTER = timedelta(minutes=2)


class Standing(StrEnum):
    """What an invitation is to whoever opens its link."""

    OPEN = "open"
    SIGN_IN = "sign_in"
    OTHER_ACCOUNT = "other_account"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    USED = "used"


def find_invitation(token: str) -> Invitation | None:
    """Return the invitation that a link belongs to."""
    return Invitation.objects.select_related("team", "invited_by").filter(token_digest=digest_of(token)).first()


def standing_of(invitation: Invitation, user: Any) -> Standing:
    """Return what the invitation is to a user or visitor, now."""
    if invitation.accepted_at:
        return Standing.USED
    if invitation.withdrawn_at or invitation.team.deleted_at:
        return Standing.WITHDRAWN
    if invitation.has_expired:
        return Standing.EXPIRED
    if not user.is_authenticated:
        return Standing.SIGN_IN
    is_own = user.is_active and user.has_confirmed_address and has_mailbox(user.email, invitation.email)
    return Standing.OPEN if is_own else Standing.OTHER_ACCOUNT


def is_invited(email: str) -> bool:
    """Say whether an address is asked into any team now: whoever is may get an account."""
    try:
        return Invitation.objects.open().filter(email=mailbox(email)).exists()
    except ValueError:
        return False


@transaction.atomic
def invite_member(*, team: Team, by: Any, email: str, role: Role, language: str) -> tuple[Invitation, str]:
    """Ask somebody in; return the invitation with the secret of its link, which nobody can be told again.

    An invitation to the same address that has expired is withdrawn first. Whether the address has an account makes no
    difference. RefusedError for a member, for one who is asked already, and after too many; ValueError for an address
    to which nothing can be sent. The invitation holds the address as mail servers know it.
    """
    team = _locked(team, by, role)
    email = mailbox(email)
    members = Membership.objects.filter(team=team, user__isnull=False).values_list("user__email", flat=True)
    if any(has_mailbox(member, email) for member in members):
        raise RefusedError(_("This person is in the team already."), "email")
    unanswered = team.invitations.unanswered()
    if (before := unanswered.filter(email=email).first()) is not None:
        if not before.has_expired:
            raise RefusedError(_("This address is invited already. You can send the invitation again."), "email")
        before.withdrawn_at = timezone.now()
        before.save(update_fields=["withdrawn_at"])
    if team.memberships.count() + unanswered.count() >= MOST_PEOPLE:
        raise RefusedError(_("A team can have at most %(most)s people.") % {"most": MOST_PEOPLE})
    _keep_within_limits(team, email)
    invitation = Invitation(team=team, email=email, role=role, language=language, invited_by=by)
    token = _renew(invitation)
    note(team, Kind.INVITED, by, role=role)
    return invitation, token


@transaction.atomic
def resend_invitation(*, team: Team, by: Any, invitation_id: int) -> tuple[Invitation, str]:
    """Send an invitation again, with a new link for another two weeks; the former link ends."""
    team, invitation = _locked_invitation(team, by, invitation_id)
    if invitation.sent_at > timezone.now() - AGAIN_AFTER:
        raise RefusedError(_("The invitation was sent a moment ago. Wait some minutes before you send it again."))
    _keep_within_limits(team, invitation.email)
    invitation.sent_at = timezone.now()
    invitation.times_sent += 1
    token = _renew(invitation)
    note(team, Kind.RESENT, by)
    return invitation, token


@transaction.atomic
def withdraw_invitation(*, team: Team, by: Any, invitation_id: int) -> None:
    """Take an invitation back: its link ends at once."""
    team, invitation = _locked_invitation(team, by, invitation_id)
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    note(team, Kind.WITHDRAWN, by)


@transaction.atomic
def accept_invitation(*, token: str, by: Any) -> Membership:
    """Let an account in, once; NotAllowedError when the link is not, or no longer, one for this account."""
    found = find_invitation(token)
    if found is None:
        raise NotAllowedError
    team = Team.objects.select_for_update().get(pk=found.team_id)
    invitation = Invitation.objects.select_related("team").get(pk=found.pk)
    if standing_of(invitation, by) != Standing.OPEN or invitation.token_digest != digest_of(token):
        raise NotAllowedError
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    member, is_new = Membership.objects.get_or_create(team=team, user=by, defaults={"role": invitation.role})
    if is_new:
        note(team, Kind.JOINED, by, role=invitation.role)
    return member


def _locked(team: Team, by: Any, role: str) -> Team:
    """Return the locked team: an owner invites anybody; who helps teams invites an owner to a team that has none."""
    if team.can(by, Action.INVITE):
        return locked(team, by, Action.INVITE)
    team = locked(team, by, Action.APPOINT_OWNER)
    if role != Role.OWNER or Membership.objects.owners().filter(team=team).exists():
        raise NotAllowedError
    return team


def _locked_invitation(team: Team, by: Any, invitation_id: int) -> tuple[Team, Invitation]:
    found = team.invitations.filter(pk=invitation_id).first()
    if found is None:
        raise NotAllowedError
    team = _locked(team, by, found.role)
    invitation = team.invitations.unanswered().filter(pk=invitation_id).first()
    if invitation is None:
        raise RefusedError(_("The invitation has been accepted or withdrawn meanwhile."))
    return team, invitation


def _keep_within_limits(team: Team, email: str) -> None:
    _wait_for_others_who_invite(email)
    lately = Invitation.objects.filter(sent_at__gt=timezone.now() - A_DAY)
    from_team = lately.filter(team=team).aggregate(sent=Sum("times_sent"))["sent"] or 0
    to_address = lately.filter(email=email).aggregate(sent=Sum("times_sent"))["sent"] or 0
    if from_team >= MOST_FROM_TEAM or to_address >= MOST_TO_ADDRESS:
        raise RefusedError(_("Too many invitations have been sent today. Try again tomorrow."))


def _wait_for_others_who_invite(email: str) -> None:
    """Let one team at a time write to an address: two that count at the same moment would each send the last one."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashtext(%s))", [_LOCK, email])


def _renew(invitation: Invitation) -> str:
    token = secrets.token_urlsafe(32)
    invitation.token_digest = digest_of(token)
    invitation.expires_at = timezone.now() + INVITED_FOR
    invitation.full_clean()
    invitation.save()
    return token
