"""What teams keep no longer than it is needed: invitations that nobody can accept any more."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from cases.models.team import Invitation, Membership
from portal.recurring import Outcome

# So long it is known who invited whom, for those who ask what went wrong.
INVITATIONS_KEPT = timedelta(days=90)
_AT_ONCE = 1000


def throw_away_invitations() -> Iterator[Outcome]:
    """Delete invitations three months after they were accepted or withdrawn, or expired; for `run_due`."""
    before = timezone.now() - INVITATIONS_KEPT
    over = Q(accepted_at__lt=before) | Q(withdrawn_at__lt=before) | Q(expires_at__lt=before)
    old = list(Invitation.objects.filter(over).values_list("pk", flat=True)[:_AT_ONCE])
    count, _by_model = Invitation.objects.filter(pk__in=old).delete()
    if count:
        yield Outcome(f"{count} old invitations deleted")


def is_member() -> Exists:
    """Return the condition on users that keeps their accounts: being in a team."""
    return Exists(Membership.objects.filter(user=OuterRef("pk")))
