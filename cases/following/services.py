"""Following a search: asked for, confirmed by who owns the address, changed, stopped, and forgotten."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cases.models.following import Follow
from portal.recurring import Outcome

# What nobody has confirmed is deleted.
UNCONFIRMED_KEPT = timedelta(days=7)
_AT_ONCE = 1000


class AlreadyConfirmedError(Exception):
    """A link confirms once."""


@transaction.atomic
def ask_to_follow(*, email: str, language: str, parameters: str, frequency: str) -> Follow:
    """Note that somebody wants to follow a search, and return it; what is confirmed already stays as it is.

    Capital letters in addresses make no difference to any mail server that people use.
    """
    email = email.strip().lower()
    own = {"email": email, "language": language, "parameters": parameters}
    now, address = timezone.now(), secrets.token_urlsafe(16)
    new = Follow(**own, frequency=frequency, asked_at=now, address=address)
    new.full_clean(validate_unique=False, validate_constraints=False)
    follow, is_new = Follow.objects.select_for_update().get_or_create(
        **own, defaults={"frequency": frequency, "asked_at": now, "address": address}
    )
    if not is_new and follow.confirmed_at is None:
        follow.frequency, follow.asked_at = frequency, now
        follow.save(update_fields=["frequency", "asked_at"])
    return follow


@transaction.atomic
def confirm_follow(*, address: str) -> Follow:
    """Begin to tell; AlreadyConfirmedError the second time, Follow.DoesNotExist when it is gone.

    New is what comes after the search was seen, not after the link was opened.
    """
    follow = Follow.objects.select_for_update().get(address=address)
    if follow.confirmed_at is not None:
        raise AlreadyConfirmedError
    follow.confirmed_at, follow.told_until = timezone.now(), follow.asked_at
    follow.save(update_fields=["confirmed_at", "told_until"])
    return follow


@transaction.atomic
def change_frequency(*, address: str, frequency: str) -> Follow:
    """Tell as often as this from now on; Follow.DoesNotExist when it is gone."""
    follow = Follow.objects.select_for_update().get(address=address)
    follow.frequency = frequency
    follow.full_clean()
    follow.save(update_fields=["frequency"])
    return follow


def stop_follow(*, address: str) -> None:
    """Forget the address and its search; nothing happens where they are gone."""
    Follow.objects.filter(address=address).delete()


def throw_away_unconfirmed() -> Iterator[Outcome]:
    """Delete what nobody has confirmed in a week; for `run_due`."""
    before = timezone.now() - UNCONFIRMED_KEPT
    old = Follow.objects.filter(confirmed_at=None, asked_at__lt=before).values("pk")[:_AT_ONCE]
    count, _by_model = Follow.objects.filter(pk__in=old).delete()
    if count:
        yield Outcome(f"{count} unconfirmed followed searches deleted")
