"""From answers to what may be shown of them: the only way there. The rules are those of privacy.py.

Locks are always taken in this order: team, round, participations, batches. So nobody waits for somebody who waits.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Count, F
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.teams.permissions import Action
from cases.teams.refusals import RefusedError, locked
from toolkit.assessment import privacy
from toolkit.assessment.asked import Answer
from toolkit.assessment.privacy import GONE, Person, Planned
from toolkit.models import Batch, Participation, Round


@transaction.atomic
def show_results(*, round_: Round, by: Any) -> int:
    """Show what may be shown of all answers given by now; return how many batches are new, none when too few came.

    Called again it shows what has come since. NotAllowedError for whoever may not run rounds;
    RefusedError when nothing at all can be shown: then the round is as it was.
    """
    locked(round_.team, by, Action.ROUND_RUN)
    now = _locked_round(round_.pk)
    if now.deleted_at is not None:
        raise RefusedError(_("The round has been deleted. Bring it back first."))
    made = release_answers(round_=now)
    if not now.batches.exists():
        raise RefusedError(
            _(
                "Too few have answered for anything to be shown: at least %(minimum)s must answer, so that nobody "
                "can be singled out."
            )
            % {"minimum": now.minimum}
        )
    if now.shown_on is None:
        now.shown_on = timezone.localdate()
        now.save(update_fields=["shown_on"])
    return made


@transaction.atomic
def release_answers(*, round_: Round) -> int:
    """Put into batches what can be, and return how many are new."""
    now = _locked_round(round_.pk)
    people = _locked_people(now)
    alone = set(now.batches.exclude(group="").values_list("group", flat=True))
    planned = privacy.plan(map(_person, people), now.minimum, is_first=now.shown_on is None, shown_alone=alone)
    by_id = {str(one.pk): one for one in people}
    for batch in planned:
        made = Batch.objects.create(
            round=now, group=batch.group, people=len(batch.told), tables=batch.tables, texts=batch.texts
        )
        for id_, keys in batch.told.items():
            by_id[id_].told |= dict.fromkeys(keys, made.pk)
    Participation.objects.bulk_update(people, ["told"], batch_size=500)
    return len(planned)


@transaction.atomic
def take_back(*, participation: Participation) -> None:
    """Delete somebody's answers. What has been shown of them moves when at least the minimum have gone."""
    now = _locked_round(participation.round_id)
    one = Participation.objects.select_for_update().filter(pk=participation.pk).first()
    if one is None:
        return
    left = {number for number in one.told.values() if number > GONE}
    one.delete()
    for number in sorted(left):
        Batch.objects.filter(pk=number).update(outdated=F("outdated") + 1)
    _renew(now)


def keep_shown(participation: Participation, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """Return the answers to be saved: as given, but for those that a shown result has counted, which stay as they were.

    The caller holds the participation's row, and says so where something was not taken over. Who wants to answer
    otherwise takes all answers back, and answers anew.
    """
    return privacy.kept_as_told(participation.told, participation.answers, answers)


def can_change_group(participation: Participation) -> bool:
    """Say whether somebody can still choose another group: not once the answers have been shown as those of one."""
    return not participation.told


def took_part(round_: Round) -> dict[str, int]:
    """Return how many of each group have answered anything: all that is known while a round runs."""
    if round_.reduced_on is not None:
        return dict(round_.took_part)
    answered = round_.participations.exclude(answers={}).values("group").annotate(count=Count("pk"))
    return {row["group"]: row["count"] for row in answered.order_by("group")}


def _locked_round(pk: int) -> Round:
    # Who joins meanwhile needs the round to be there, and nothing more of it.
    return Round.objects.select_for_update(no_key=True).get(pk=pk)


def _locked_people(round_: Round) -> list[Participation]:
    """Return all who take part, after everything that is being saved has been, and kept from further saves."""
    return list(round_.participations.select_for_update().order_by("pk"))


def _person(participation: Participation) -> Person:
    return Person(str(participation.pk), participation.group, participation.answers, participation.told)


def _renew(round_: Round) -> None:
    """Make anew the batches that at least the minimum have left."""
    due = [
        batch
        for batch in round_.batches.select_for_update().order_by("pk")
        if privacy.may_change(batch.outdated, round_.minimum)
    ]
    people = _locked_people(round_) if due else []
    for batch in due:
        left = privacy.left_in(batch.pk, map(_person, people))
        anew = privacy.made_anew(Planned(batch.group, {}, batch.tables, batch.texts), left, round_.minimum)
        if anew is None:
            for one in people:
                one.told = privacy.told_after_end(one.told, batch.pk)
            batch.delete()
            Participation.objects.bulk_update(people, ["told"], batch_size=500)
        else:
            batch.group, batch.people, batch.outdated = anew.group, len(left), 0
            batch.tables, batch.texts = anew.tables, anew.texts
            batch.save()
