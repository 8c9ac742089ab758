"""Taking part in a round: joining, answering piece by piece, changing the group, and deleting what one has answered.

Nothing is written but the group and the answers. Whoever has the secret of the private link may change or delete them;
of the secret itself only a digest is kept, which tells nobody what it was.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from toolkit.assessment.asked import AnswerError, Item, checked_answer, items_of
from toolkit.assessment.releasing import can_change_group, keep_shown, take_back
from toolkit.models import Participation, Round

SHOWN = gettext_lazy(
    "This answer is in a result that has been shown, so it stays as it was. To answer otherwise, delete all your "
    "answers and begin anew."
)


class Standing(StrEnum):
    """Where a round is, for those who answer it."""

    OPEN = "open"
    CLOSED = "closed"
    DELETED = "deleted"


class NotOpenError(Exception):
    """Nobody can answer the round now; `standing` says why."""

    def __init__(self, standing: Standing) -> None:
        super().__init__(standing)
        self.standing = standing


class WrongGroupError(ValueError):
    """The group does not take part in the round."""


class AlreadyShownError(Exception):
    """The answers are in a result that has been shown, so their group stays."""


@dataclass(frozen=True)
class Saved:
    """What came of saving: whose it is, what is stored now, and what was wrong with the rest, by item."""

    participation: Participation
    faults: dict[str, str] = field(default_factory=dict)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret: with 256 random bits in it nobody finds it by trying."""
    return hashlib.sha256(secret.encode()).hexdigest()


def standing_of(round_: Round) -> Standing:
    """Return where a round is; its team must be at hand."""
    if round_.deleted_at or round_.team.deleted_at:
        return Standing.DELETED
    return Standing.OPEN if round_.is_open else Standing.CLOSED


def participation_of(secret: str) -> Participation | None:
    """Return whose secret it is, with round, team and questionnaire; None when there is nobody, or no longer."""
    found = Participation.objects.select_related("round__team", "round__questionnaire")
    return found.filter(secret_digest=digest_of(secret)).first()


@transaction.atomic
def join_round(*, round_: Round, group: str, secret: str) -> Participation:
    """Take part in a round with a secret of one's own; the same secret again is the same participation.

    Sent twice, or once more from a page that one went back to, it changes at most the group. NotOpenError when the
    round is over, WrongGroupError for a group that does not take part in it.
    """
    _check_open(round_, group)
    participation, is_new = Participation.objects.get_or_create(
        secret_digest=digest_of(secret), defaults={"round": round_, "group": group}
    )
    if participation.round_id != round_.pk:
        raise WrongGroupError(group)
    return participation if is_new or participation.group == group else change_group(secret=secret, group=group)


@transaction.atomic
def save_answers(*, secret: str, answers: Mapping[str, Any]) -> Saved:
    """Store these answers beside those that are there; an empty one takes the item's answer away.

    What is wrong is told by item, and so is what stays because a shown result has counted it; the rest is stored.
    NotOpenError when the round is over, and
    Participation.DoesNotExist when the answers were deleted.
    """
    participation = _locked(secret)
    _check_open(participation.round)
    items = items_of(participation.round.questionnaire, participation.round.form)
    merged, faults = _merged(participation.answers, answers, {item.key: item for item in items})
    kept = keep_shown(participation, merged)
    faults |= {key: str(SHOWN) for key in answers if kept.get(key) != merged.get(key)}
    if kept != participation.answers:
        participation.answers = kept
        participation.save(update_fields=["answers"])
    return Saved(participation, faults)


@transaction.atomic
def change_group(*, secret: str, group: str) -> Participation:
    """Belong to another of the round's groups; NotOpenError and Participation.DoesNotExist as for answers.

    AlreadyShownError when the answers have been shown as those of the group that they were given for.
    """
    participation = _locked(secret)
    _check_open(participation.round, group)
    if participation.group != group:
        if not can_change_group(participation):
            raise AlreadyShownError
        participation.group = group
        participation.save(update_fields=["group"])
    return participation


def delete_answers(*, secret: str) -> None:
    """Delete all that somebody has answered, also when the round is over. Once more does nothing."""
    if (participation := participation_of(secret)) is not None:
        take_back(participation=participation)


def _locked(secret: str) -> Participation:
    """Return the participation as it is now, kept from whoever else changes or shows it; no lock but this is needed."""
    participation = Participation.objects.select_for_update().get(secret_digest=digest_of(secret))
    # Read after the lock: whoever closed the round while we waited for it has closed it.
    participation.round = Round.objects.select_related("team", "questionnaire").get(pk=participation.round_id)
    return participation


def _check_open(round_: Round, group: str | None = None) -> None:
    if (standing := standing_of(round_)) is not Standing.OPEN:
        raise NotOpenError(standing)
    if group is not None and group not in round_.groups:
        raise WrongGroupError(group)


def _merged(
    stored: Mapping[str, Any], given: Mapping[str, Any], items: Mapping[str, Item]
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return the stored answers with those given that are good, and what is wrong with the others."""
    merged, faults = dict(stored), {}
    for key, raw in given.items():
        if key not in items:
            faults[key] = _("The form does not ask this.")
            continue
        try:
            answer = checked_answer(items[key], raw)
        except AnswerError as wrong:
            faults[key] = wrong.text
            continue
        if answer is None:
            merged.pop(key, None)
        else:
            merged[key] = answer
    return merged, faults
