"""Answering alone, beside a case: nothing is stored until somebody asks for it, and then only behind a secret link."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from toolkit.assessment.asked import Answer, AnswerError, Item, ItemKind, checked_answer, items_of
from toolkit.models import OwnAnswers, Questionnaire


@dataclass(frozen=True)
class Checked:
    """What somebody sent: the answers that are good, and what is wrong with the others, by item."""

    answers: dict[str, Answer]
    faults: dict[str, str]


def own_items(questionnaire: Questionnaire, form: str) -> tuple[Item, ...]:
    """Return what somebody who answers alone is asked: all but the open question, which nobody else would read."""
    return tuple(item for item in items_of(questionnaire, form) if item.kind != ItemKind.OPEN)


def questionnaire_asked(number: str) -> Questionnaire | None:
    """Return the version that a form was made from, if it has been in use, else the one in use; None where none is."""
    known = Questionnaire.objects.exclude(state=Questionnaire.State.DRAFT).with_statements()
    asked = (
        known.filter(number=int(number)).first() if number.isascii() and number.isdigit() and len(number) < 6 else None
    )
    return asked or known.in_use().first()


def checked(items: tuple[Item, ...], given: Mapping[str, list[str]]) -> Checked:
    """Return what of the sent answers is good, and what is wrong with the rest. Pure but for the language."""
    answers: dict[str, Answer] = {}
    faults: dict[str, str] = {}
    for item in items:
        try:
            answer = checked_answer(item, given.get(item.key, []))
        except AnswerError as wrong:
            faults[item.key] = wrong.text
            continue
        if answer is not None:
            answers[item.key] = answer
    return Checked(answers, faults)


def digest_of(secret: str) -> str:
    """Return what is kept of a secret link."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def keep_answers(
    *, secret: str, questionnaire: Questionnaire, form: str, case_id: UUID | None, answers: Mapping[str, Any]
) -> OwnAnswers:
    """Keep somebody's answers behind a secret; the same secret again keeps them once."""
    kept, _is_new = OwnAnswers.objects.get_or_create(
        secret_digest=digest_of(secret),
        defaults={
            "questionnaire": questionnaire,
            "form": form,
            "case_id": case_id,
            "answers": dict(answers),
            "used_on": timezone.localdate(),
        },
    )
    return kept


def kept_answers(secret: str) -> OwnAnswers | None:
    """Return what is kept behind a secret, and note the day: a year after the last one it is deleted."""
    kept = OwnAnswers.objects.select_related("questionnaire").filter(secret_digest=digest_of(secret)).first()
    today = timezone.localdate()
    if kept is not None and kept.used_on != today:
        OwnAnswers.objects.filter(pk=kept.pk).update(used_on=today)
    return kept


def delete_kept(*, secret: str) -> None:
    """Delete what is kept behind a secret; once more does nothing."""
    OwnAnswers.objects.filter(secret_digest=digest_of(secret)).delete()


def nothing_answered() -> str:
    """Return what is said to whoever sends an empty form."""
    return _("Answer at least one of the statements, so that there is something to compare.")
