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

    Called again it shows what has come or been taken back since. NotAllowedError for whoever may not run rounds;
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
    """Put into batches what can be, and make anew those that enough have left; return how many are new."""
    now = _locked_round(round_.pk)
    people = _locked_people(now)
    before = {one.pk: dict(one.told) for one in people}
    _renew(now, people)
    alone = set(now.batches.exclude(group="").values_list("group", flat=True))
    planned = privacy.plan(map(_person, people), now.minimum, is_first=now.shown_on is None, shown_alone=alone)
    by_id = {str(one.pk): one for one in people}
    for batch in planned:
        made = Batch.objects.create(
            round=now, group=batch.group, people=len(batch.told), tables=batch.tables, texts=batch.texts
        )
        for id_, keys in batch.told.items():
            by_id[id_].told |= dict.fromkeys(keys, made.pk)
    _keep_told(people, before)
    return len(planned)


@transaction.atomic
def renew_batches(*, round_: Round) -> None:
    """Make anew the batches that at least the minimum have left."""
    now = _locked_round(round_.pk)
    people = _locked_people(now)
    before = {one.pk: dict(one.told) for one in people}
    _renew(now, people)
    _keep_told(people, before)


@transaction.atomic
def take_back(*, participation: Participation) -> None:
    """Delete somebody's answers. What has been shown of them moves when at least the minimum have gone."""
    now = _locked_round(participation.round_id)
    one = Participation.objects.select_for_update().filter(pk=participation.pk).first()
    if one is None:
        return
    left = {number for number in one.told.values() if number > GONE}
    one.delete()
    _count_outdated(left)
    if _is_any_due(now):
        renew_batches(round_=now)


@transaction.atomic
def note_change(*, participation: Participation, before: Mapping[str, Answer]) -> None:
    """Note what is no longer as it was, after the answers have been saved.

    The caller holds the participation's row since it read `before` from it.
    """
    changed = {key for key in participation.told if before.get(key) != participation.answers.get(key)}
    if not changed:
        return
    participation.told, left = privacy.told_after_change(participation.told, changed)
    participation.save(update_fields=["told"])
    _count_outdated(left)


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


def _renew(round_: Round, people: list[Participation]) -> None:
    for batch in round_.batches.select_for_update().order_by("pk"):
        if not privacy.may_change(batch.outdated, round_.minimum):
            continue
        left = privacy.left_in(batch.pk, map(_person, people))
        anew = privacy.made_anew(Planned(batch.group, {}, batch.tables, batch.texts), left, round_.minimum)
        for one in people:
            one.told = privacy.told_after_renewal(one.told, batch.pk, is_over=anew is None)
        if anew is None:
            batch.delete()
        else:
            batch.people, batch.tables, batch.texts, batch.outdated = len(left), anew.tables, anew.texts, 0
            batch.save()


def _keep_told(people: list[Participation], before: Mapping[Any, Mapping[str, int]]) -> None:
    Participation.objects.bulk_update([one for one in people if one.told != before[one.pk]], ["told"], batch_size=500)


def _count_outdated(batches: set[int]) -> None:
    for number in sorted(batches):
        Batch.objects.filter(pk=number).update(outdated=F("outdated") + 1)


def _is_any_due(round_: Round) -> bool:
    return any(
        privacy.may_change(outdated, round_.minimum)
        for outdated in round_.batches.order_by().values_list("outdated", flat=True)
    )
