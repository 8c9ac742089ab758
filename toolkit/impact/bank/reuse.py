"""In how many plans of others an indicator of the bank is used: counted anew whenever a copy comes or goes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction

from toolkit.models import BankIndicator, Indicator


@transaction.atomic
def recount(keys: Iterable[UUID]) -> int:
    """Count anew how often entries are used again, and return how many counts were not right.

    A copy of what is merged counts for what that is merged into; the plan that an indicator comes from is no reuse.
    """
    asked = BankIndicator.objects.filter(key__in=list(keys)).select_related("merged_into")
    entries = {(entry.merged_into or entry).pk: entry.merged_into or entry for entry in asked}
    merged = BankIndicator.objects.filter(merged_into__in=entries).values_list("key", "merged_into")
    survivor = {entry.key: entry.pk for entry in entries.values()} | dict(merged)
    own = {pk: {key for key, other in survivor.items() if other == pk} for pk in entries}
    copies, origins = _plans_with_copies(survivor), _plans_with_origins(survivor)
    wrong = []
    for pk, entry in entries.items():
        plans = {plan for key in own[pk] for plan in copies[key]} - {plan for key in own[pk] for plan in origins[key]}
        if entry.reused != len(plans):
            entry.reused = len(plans)
            wrong.append(entry)
    BankIndicator.objects.bulk_update(wrong, ["reused"], batch_size=500)
    return len(wrong)


def _plans_with_copies(keys: Iterable[UUID]) -> dict[UUID, set[int]]:
    copies = Indicator.objects.standing().filter(origin__in=list(keys), plan__deleted_at=None)
    return _by_key(copies.filter(plan__team__deleted_at=None).values_list("origin", "plan"))


def _plans_with_origins(keys: Iterable[UUID]) -> dict[UUID, set[int]]:
    return _by_key(Indicator.objects.filter(key__in=list(keys)).values_list("key", "plan"))


def _by_key(pairs: Iterable[tuple[UUID | None, int]]) -> dict[UUID, set[int]]:
    plans: dict[UUID, set[int]] = defaultdict(set)
    for key, plan in pairs:
        if key is not None:
            plans[key].add(plan)
    return plans
