"""How long rounds and answers are kept; each job is done by `run_due`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from portal.recurring import Outcome
from toolkit.assessment.releasing import release_answers, took_part
from toolkit.models import OwnAnswers, Round

# So long after a round is closed its answers are kept; then what may be shown of them.
ANSWERS_KEPT = timedelta(days=365)
# So long a deleted round can be brought back.
DELETED_KEPT = timedelta(days=30)
# Unopened for so long, answers of one's own are thrown away.
OWN_KEPT = timedelta(days=365)
_AT_ONCE = 100


def close_overdue() -> Iterator[Outcome]:
    """Close the rounds whose last day is over."""
    overdue = Round.objects.filter(closed_at=None, deleted_at=None, closes_on__lt=timezone.localdate())
    if count := overdue.update(closed_at=timezone.now()):
        yield Outcome(f"{count} rounds of self-assessment closed")


def reduce_old() -> Iterator[Outcome]:
    """Delete the answers, texts among them, of rounds that were closed a year ago; what may be shown of them stays."""
    old = Round.objects.filter(reduced_on=None, closed_at__lt=timezone.now() - ANSWERS_KEPT)
    for round_ in old[:_AT_ONCE]:
        reduce_round(round_=round_)
        yield Outcome(f"answers of round {round_.pk} deleted")


@transaction.atomic
def reduce_round(*, round_: Round) -> None:
    """Delete a round's answers. What has not been shown is made ready first, as it could not be later."""
    release_answers(round_=round_)
    round_ = Round.objects.select_for_update(no_key=True).get(pk=round_.pk)
    round_.took_part = took_part(round_)
    round_.participations.all().delete()
    round_.batches.exclude(texts=[]).delete()
    round_.reduced_on = timezone.localdate()
    round_.save(update_fields=["took_part", "reduced_on"])


def remove_deleted() -> Iterator[Outcome]:
    """Throw away rounds that nobody has brought back for a month, with all their answers."""
    old = Round.objects.filter(deleted_at__lt=timezone.now() - DELETED_KEPT).values("pk")[:_AT_ONCE]
    _count, by_model = Round.objects.filter(pk__in=old).delete()
    if count := by_model.get("toolkit.Round", 0):
        yield Outcome(f"{count} deleted rounds of self-assessment thrown away")


def throw_away_own() -> Iterator[Outcome]:
    """Delete answers of one's own that nobody has opened for a year."""
    old = OwnAnswers.objects.filter(used_on__lt=timezone.localdate() - OWN_KEPT).values("pk")[:_AT_ONCE]
    count, _by_model = OwnAnswers.objects.filter(pk__in=old).delete()
    if count:
        yield Outcome(f"{count} unused answers of one's own deleted")
