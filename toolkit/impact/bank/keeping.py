"""What editors do to keep the bank useful: recommend, and merge what is the same; either can be undone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import PermissionDenied
from django.db import connection, transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.teams.refusals import RefusedError
from toolkit.impact.bank.generations import next_generation
from toolkit.impact.bank.reuse import recount
from toolkit.impact.bank.sync import refresh
from toolkit.models import BankIndicator

KEEPING: Final = "toolkit.change_bankindicator"
# How like two names are, from 0 to 1, before one is suggested to be the other.
_ALIKE: Final = 0.5
# Among so many of the newest entries likenesses are looked for, each against the whole bank.
_NEWEST: Final = 200
_MOST_PAIRS: Final = 50
_PAIRS: Final = """
    SELECT newest.id, other.id, similarity(newest.name, other.name)
    FROM (
        SELECT id, name, kind FROM toolkit_bankindicator WHERE is_live AND merged_into_id IS NULL
        ORDER BY first_published_at DESC, id DESC LIMIT %s
    ) AS newest
    JOIN toolkit_bankindicator AS other ON other.name %% newest.name AND other.kind = newest.kind
        AND other.id < newest.id AND other.is_live AND other.merged_into_id IS NULL
    WHERE similarity(newest.name, other.name) >= %s
    ORDER BY 3 DESC, 1, 2 LIMIT %s
"""


@dataclass(frozen=True)
class Pair:
    """Two entries that may be the same: the newer one, the older one, and how like their names are."""

    newer: BankIndicator
    older: BankIndicator
    likeness: float


def keeps_bank(user: Any) -> bool:
    """Say whether a user may keep the bank in order; a disabled account may nothing."""
    return bool(user.is_active and user.has_perm(KEEPING))


@transaction.atomic
def recommend(*, entry: BankIndicator, by: Any, is_recommended: bool) -> BankIndicator:
    """Recommend an entry to all, or no longer. PermissionDenied for whom it is not for."""
    now = _locked(entry, by)
    if now.is_recommended != is_recommended:
        now.is_recommended, now.generation = is_recommended, next_generation()
        now.save(update_fields=["is_recommended", "generation"])
        log(now, "wagtail.edit", user=by)
    return now


@transaction.atomic
def merge(*, entry: BankIndicator, into: BankIndicator, by: Any) -> BankIndicator:
    """Have an entry count as another one; its cases and copies are the other's from now on.

    RefusedError where one of them is merged already.
    """
    first, second = sorted({entry.pk, into.pk}) if entry.pk != into.pk else (entry.pk, 0)
    if not second:
        raise RefusedError(_("An indicator cannot be merged with itself."))
    locked = {pk: _locked(BankIndicator(pk=pk), by) for pk in (first, second)}
    entry, into = locked[entry.pk], locked[into.pk]
    if entry.merged_into_id == into.pk:
        return into
    if entry.merged_into_id or into.merged_into_id:
        raise RefusedError(_("One of the two has been merged with another indicator already. Load the page anew."))
    if entry.merged.exists():
        raise RefusedError(
            _("Other indicators are merged into “%(name)s”. Merge the other way round, or separate those first.")
            % {"name": entry.name}
        )
    return _put(entry, into, by)


@transaction.atomic
def separate(*, entry: BankIndicator, by: Any) -> BankIndicator:
    """Undo that an entry was merged: it has its own cases and copies again."""
    now = _locked(entry, by)
    if now.merged_into is not None:
        into = now.merged_into
        _put(now, None, by)
        refresh([into.pk])
        recount([into.key])
    return now


def _put(entry: BankIndicator, into: BankIndicator | None, by: Any) -> BankIndicator:
    entry.merged_into, entry.generation = into, next_generation()
    entry.save(update_fields=["merged_into", "generation"])
    log(entry, "wagtail.edit", user=by)
    refresh([entry.pk, *([into.pk] if into else [])])
    recount([entry.key])
    return into or entry


def _locked(entry: BankIndicator, by: Any) -> BankIndicator:
    if not keeps_bank(by):
        raise PermissionDenied
    return BankIndicator.objects.select_for_update(of=("self",)).select_related("merged_into").get(pk=entry.pk)


def alike(entry: BankIndicator, most: int = 8) -> list[BankIndicator]:
    """Return the live entries of the same kind whose names are most like that of one."""
    rows = _rows_like(entry.pk, most)
    found = BankIndicator.objects.in_bulk([pk for pk, _likeness in rows])
    return [found[pk] for pk, _likeness in rows]


def _rows_like(pk: int, most: int) -> list[tuple[int, float]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT o.id, similarity(o.name, e.name) FROM toolkit_bankindicator e JOIN toolkit_bankindicator o"
            " ON o.name %% e.name AND o.kind = e.kind AND o.id <> e.id AND o.is_live AND o.merged_into_id IS NULL"
            " WHERE e.id = %s ORDER BY 2 DESC, 1 LIMIT %s",
            [pk, most],
        )
        return list(cursor.fetchall())


def pairs() -> list[Pair]:
    """Return what may be the same among the newest entries and all others, the most alike first. Two queries."""
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, [_NEWEST, _ALIKE, _MOST_PAIRS])
        rows = cursor.fetchall()
    found = BankIndicator.objects.in_bulk({pk for row in rows for pk in row[:2]})
    return [Pair(found[newer], found[older], likeness) for newer, older, likeness in rows]
