"""Storing shared lists: made, changed, kept while they are used, and thrown away."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from cases.lists.draft import Draft, faults_of
from cases.models.lists import SharedList
from portal.recurring import Outcome

# Unused for so long, a list is thrown away.
KEPT = timedelta(days=730)
# A use is noted when the last one is older than this, so that reading a list seldom writes.
_NOTED_AFTER = timedelta(days=30)
_AT_ONCE = 1000


class ChangedMeanwhileError(Exception):
    """Somebody else has saved the list since it was read; `current` is how it is now."""

    def __init__(self, current: SharedList) -> None:
        super().__init__(current.pk)
        self.current = current


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: with 256 random bits in it nobody finds it by trying."""
    return hashlib.sha256(secret.encode()).hexdigest()


def opens(shared: SharedList, secret: str) -> bool:
    """Say whether a secret is that of the list's edit link."""
    return constant_time_compare(shared.edit_digest, digest_of(secret))


def share_list(*, draft: Draft) -> tuple[SharedList, str]:
    """Store a list, and return it with the secret of its edit link, which nobody can be told again."""
    _check(draft)
    secret = secrets.token_urlsafe(32)
    shared = SharedList(
        address=secrets.token_urlsafe(16),
        edit_digest=digest_of(secret),
        name=draft.name,
        entries=_entries(draft),
        used_on=timezone.localdate(),
    )
    shared.full_clean()
    shared.save()
    return shared, secret


@transaction.atomic
def save_list(*, address: str, draft: Draft, version: int) -> SharedList:
    """Store a list anew; ChangedMeanwhileError when it is no longer the version that was changed."""
    _check(draft)
    shared = SharedList.objects.select_for_update().get(address=address)
    if shared.version != version:
        raise ChangedMeanwhileError(shared)
    shared.name, shared.entries = draft.name, _entries(draft)
    shared.version += 1
    shared.used_on = timezone.localdate()
    shared.full_clean()
    shared.save()
    return shared


def delete_list(*, address: str) -> None:
    """Throw a list away."""
    SharedList.objects.filter(address=address).delete()


def note_use(*, shared: SharedList) -> None:
    """Note that a list is read, so that it is kept."""
    today = timezone.localdate()
    if shared.used_on <= today - _NOTED_AFTER:
        SharedList.objects.filter(pk=shared.pk).update(used_on=today)


def kept_until(shared: SharedList) -> date:
    """Return until when a list is kept if nobody uses it again."""
    return shared.used_on + KEPT


def throw_away_unused() -> Iterator[Outcome]:
    """Delete the lists that nobody has used for two years; for `run_due`."""
    unused = SharedList.objects.filter(used_on__lt=timezone.localdate() - KEPT).values("pk")[:_AT_ONCE]
    count, _by_model = SharedList.objects.filter(pk__in=unused).delete()
    if count:
        yield Outcome(f"{count} unused shared lists deleted")


def _check(draft: Draft) -> None:
    if faults := faults_of(draft):
        raise ValidationError(list(faults.values()))


def _entries(draft: Draft) -> list[dict[str, str]]:
    return [{"case": entry.case, "note": entry.note} for entry in draft.entries]
