"""The team behind a case: who is in it, who is invited, and what has happened in it."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.codes import LANGUAGE_NAMES

if TYPE_CHECKING:
    from cases.teams.permissions import Action

MAX_NAME = 100
# How long an invitation can be accepted.
INVITED_FOR = timedelta(days=14)


class Role(models.TextChoices):
    """What a member is in the team; who may do what stands in cases/teams/permissions.py."""

    OWNER = "owner", _("Owner")
    WRITER = "writer", _("Writer")
    READER = "reader", _("Reader")


class TeamQuerySet(models.QuerySet["Team"]):
    """Reads of teams by intent."""

    def standing(self) -> TeamQuerySet:
        """Return those that are not deleted."""
        return self.filter(deleted_at=None)

    def visible_to(self, user: Any) -> TeamQuerySet:
        """Return the teams that a user may see, by the same table as `Team.can`."""
        from cases.teams.permissions import Action, where_allowed

        return self.filter(where_allowed(user, Action.VIEW))

    def of_member(self, user: Any) -> TeamQuerySet:
        """Return the standing teams that a user is a member of, by name."""
        return self.standing().filter(memberships__user=user).order_by("name", "pk")

    def without_owner(self) -> TeamQuerySet:
        """Return the standing teams that nobody owns who can sign in."""
        owners = Membership.objects.owners().filter(team=OuterRef("pk"))
        return self.standing().exclude(Exists(owners))


class Team(models.Model):
    """The people of one case; before there is a case, of a collaboration with a working name and a municipality."""

    # The id that the case has in every language; see CasePage.case_id.
    case_id = models.UUIDField(_("case"), null=True, blank=True)
    name = models.CharField(_("working name"), max_length=MAX_NAME, blank=True)
    municipality = models.ForeignKey(
        "cases.Municipality",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("municipality"),
    )
    created_at = models.DateTimeField(auto_now_add=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    # A team is never thrown away: editors can bring it back.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = TeamQuerySet.as_manager()

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(
                fields=["case_id"], condition=Q(deleted_at=None), name="cases_team_one_for_each_case"
            ),
            models.CheckConstraint(condition=~Q(name="") | Q(case_id__isnull=False), name="cases_team_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name or str(self.case_id)

    def can(self, user: Any, action: Action) -> bool:
        """Say whether a user may do something in the team, as it stands in the database now."""
        from cases.teams.permissions import allowed

        return action in allowed(user, self)


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Reads of memberships by intent."""

    def in_effect(self) -> MembershipQuerySet:
        """Return those of people who have an account and may use it."""
        return self.filter(user__is_active=True)

    def owners(self) -> MembershipQuerySet:
        """Return those of owners who have an account and may use it."""
        return self.in_effect().filter(role=Role.OWNER)


class Membership(models.Model):
    """That somebody is in a team. Without a user: somebody who has deleted the account, a former member."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="team_memberships",
    )
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    joined_at = models.DateTimeField(auto_now_add=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")
        constraints = [models.UniqueConstraint(fields=["team", "user"], name="cases_membership_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} {self.team_id}"


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Reads of invitations by intent."""

    def unanswered(self) -> InvitationQuerySet:
        """Return those that are neither accepted nor withdrawn, though some may have expired."""
        return self.filter(accepted_at=None, withdrawn_at=None)

    def open(self) -> InvitationQuerySet:
        """Return those that can be accepted now."""
        return self.unanswered().filter(expires_at__gt=timezone.now(), team__deleted_at=None)


class Invitation(models.Model):
    """That somebody with an e-mail address is asked into a team. Of the link's secret only a digest is kept."""

    team = models.ForeignKey(Team, models.CASCADE, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    language = models.CharField(max_length=2, choices=list(LANGUAGE_NAMES.items()), default="nb")
    token_digest = models.CharField(max_length=64, unique=True, editable=False)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    sent_at = models.DateTimeField(default=timezone.now)
    times_sent = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        indexes = [models.Index(Lower("email"), name="cases_invitation_email")]
        constraints = [
            models.UniqueConstraint(
                "team",
                Lower("email"),
                condition=Q(accepted_at=None, withdrawn_at=None),
                name="cases_invitation_one_open",
            )
        ]

    def __str__(self) -> str:
        return f"{self.team_id} {self.role}"

    @property
    def has_expired(self) -> bool:
        """Say whether it is too late to accept it."""
        return self.expires_at <= timezone.now()


class TeamEvent(models.Model):
    """What somebody did in a team, and when. People are named by their accounts alone, so that names can be deleted."""

    class Kind(models.TextChoices):
        """What was done; the words for readers are in cases/teams/history.py."""

        MADE = "made"
        CHANGED = "changed"
        CASE_SET = "case_set"
        INVITED = "invited"
        RESENT = "resent"
        WITHDRAWN = "withdrawn"
        JOINED = "joined"
        ROLE_CHANGED = "role_changed"
        REMOVED = "removed"
        LEFT = "left"
        HANDED_OVER = "handed_over"
        APPOINTED = "appointed"
        DELETED = "deleted"
        RESTORED = "restored"

    team = models.ForeignKey(Team, models.CASCADE, related_name="events")
    at = models.DateTimeField(default=timezone.now)
    kind = models.CharField(max_length=20, choices=Kind.choices)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    about = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=Role.choices, blank=True)

    class Meta:
        verbose_name = _("event in a team")
        verbose_name_plural = _("events in teams")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d}"
