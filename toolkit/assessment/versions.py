"""The questionnaire in its versions: a new one is begun from the newest, written, and taken into use.

A version that is or was in use is never changed: answers were given to it. All that changes one goes through here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.codes import LOCALES
from toolkit.assessment.drafts import CONCEPTS, MOST_STATEMENTS, Fault, Written, faults_of, twice, with_keys
from toolkit.models import Questionnaire, Statement

# Whoever has this may write the questionnaire, and take it into use.
KEEPING: Final = "toolkit.change_questionnaire"


class NoDraftError(Exception):
    """It is no draft: it was taken into use or thrown away, perhaps meanwhile."""


class OutdatedError(Exception):
    """Somebody has saved the draft since; `draft` is how it stands now."""

    def __init__(self, draft: Questionnaire) -> None:
        super().__init__()
        self.draft = draft


class FaultyError(Exception):
    """It cannot be done as long as these faults stand."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        super().__init__()
        self.faults = list(faults)


def keeps_questionnaire(user: Any) -> bool:
    """Say whether a user may write the questionnaire; a disabled account may nothing."""
    return bool(user.is_active and user.has_perm(KEEPING))


def written_of(questionnaire: Questionnaire) -> list[Written]:
    """Return a version's statements as plain values, in order. One query, or none where they are read already."""
    return [
        Written(
            kind=statement.kind,
            code=statement.code,
            is_reversed=statement.is_reversed,
            in_short_form=statement.in_short_form,
            texts=tuple(getattr(statement, f"text_{locale}") for locale in LOCALES),
            key=statement.key,
        )
        for statement in questionnaire.statements.all()
    ]


def questions_of(questionnaire: Questionnaire) -> dict[str, str]:
    """Return a version's open question by language."""
    return {locale: getattr(questionnaire, f"open_question_{locale}") for locale in LOCALES}


def statements_in_use() -> dict[str, Written]:
    """Return all statements that are or were in use, by key. Two queries."""
    versions = Questionnaire.objects.exclude(state=Questionnaire.State.DRAFT).order_by("number").with_statements()
    return {statement.key: statement for version in versions for statement in written_of(version)}


@transaction.atomic
def begin_draft(*, by: Any) -> Questionnaire:
    """Return the draft; where there is none, a new version with all that the newest has."""
    _check(by)
    # Two who begin in the same moment: the second sees the first's.
    list(Questionnaire.objects.select_for_update().order_by("pk"))
    newest = Questionnaire.objects.with_statements().first()
    if newest and newest.state == Questionnaire.State.DRAFT:
        return newest
    questions = questions_of(newest) if newest else {}
    draft = Questionnaire.objects.create(
        number=newest.number + 1 if newest else 1,
        **{f"open_question_{locale}": question for locale, question in questions.items()},
    )
    _write(draft, written_of(newest) if newest else [])
    _log(draft, "wagtail.create", by)
    return draft


@transaction.atomic
def save_draft(
    *, by: Any, number: int, edition: int, questions: Mapping[str, str], statements: Sequence[Written]
) -> Questionnaire:
    """Write the whole draft anew, with all its statements in their order; it may have faults, but not these.

    FaultyError for two statements that say the same, ValidationError for what no form sends, NoDraftError and
    OutdatedError as they say.
    """
    draft = _locked(by, number, edition)
    if faults := twice(statements):
        raise FaultyError(faults)
    if len(statements) > MOST_STATEMENTS or not all(statement.concept in CONCEPTS for statement in statements):
        raise ValidationError(_("What was sent is no questionnaire."))
    for locale in LOCALES:
        setattr(draft, f"open_question_{locale}", questions[locale])
    draft.edition += 1
    draft.full_clean()
    draft.save()
    draft_keys = set(draft.statements.values_list("key", flat=True))
    draft.statements.all().delete()
    _write(draft, with_keys(statements, statements_in_use(), draft_keys))
    _log(draft, "wagtail.edit", by)
    return draft


@transaction.atomic
def use_draft(*, by: Any, number: int, edition: int) -> Questionnaire:
    """Let new rounds ask this version from now on. FaultyError while something is missing, and as `save_draft`."""
    list(Questionnaire.objects.select_for_update().order_by("pk"))
    draft = _locked(by, number, edition)
    if faults := faults_of(written_of(draft), questions_of(draft)):
        raise FaultyError(faults)
    Questionnaire.objects.in_use().update(state=Questionnaire.State.RETIRED)
    draft.state, draft.used_from = Questionnaire.State.IN_USE, timezone.localdate()
    draft.save()
    _log(draft, "wagtail.publish", by)
    return draft


@transaction.atomic
def delete_draft(*, by: Any, number: int, edition: int) -> None:
    """Throw the draft away. NoDraftError and OutdatedError as `save_draft`."""
    draft = _locked(by, number, edition)
    _log(draft, "wagtail.delete", by)
    draft.delete()


def _check(by: Any) -> None:
    if not keeps_questionnaire(by):
        raise PermissionDenied


def _locked(by: Any, number: int, edition: int) -> Questionnaire:
    """Return the draft, kept from all others until the transaction ends."""
    _check(by)
    draft = Questionnaire.objects.select_for_update().filter(number=number).first()
    if draft is None or draft.state != Questionnaire.State.DRAFT:
        raise NoDraftError
    if draft.edition != edition:
        raise OutdatedError(draft)
    return draft


def _write(draft: Questionnaire, written: Sequence[Written]) -> None:
    statements = [
        Statement(
            questionnaire=draft,
            key=one.key,
            kind=one.kind,
            code=one.code,
            order=order,
            is_reversed=one.is_reversed,
            in_short_form=one.in_short_form,
            **{f"text_{locale}": text for locale, text in zip(LOCALES, one.texts, strict=True)},
        )
        for order, one in enumerate(written, 1)
    ]
    for statement in statements:
        # A draft may lack a translation for a while.
        lacking = [name for name in (f"text_{locale}" for locale in LOCALES) if not getattr(statement, name)]
        statement.clean_fields(exclude=["questionnaire", *lacking])
    Statement.objects.bulk_create(statements)


def _log(draft: Questionnaire, action: str, by: Any) -> None:
    log(draft, action, user=by, title=_("Questionnaire, version %(number)s") % {"number": draft.number})
