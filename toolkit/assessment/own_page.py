"""What the pages of those who answer alone show: the form, and the result beside a case."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language

from cases.models import CasePage, Vocabulary
from cases.short_ids import published, short_id, understood_ids
from toolkit.assessment.asked import Item
from toolkit.assessment.codes import Form
from toolkit.assessment.own import own_items, questionnaire_asked
from toolkit.assessment.own_result import own_result
from toolkit.assessment.results import result_of
from toolkit.assessment.shown_rounds import rounds_shown_with
from toolkit.assessment.steps import steps_of
from toolkit.models import OwnAnswers, Questionnaire


@dataclass(frozen=True)
class Asked:
    """What somebody answers: which version and how much of it, beside which published case."""

    questionnaire: Questionnaire
    form: str
    case: CasePage | None

    @property
    def items(self) -> tuple[Item, ...]:
        """Return the items."""
        return own_items(self.questionnaire, self.form)

    @property
    def case_id(self) -> UUID | None:
        """Return the id of the case in all languages."""
        return self.case.translation_key if self.case else None


def asked_by(data: QueryDict) -> Asked | None:
    """Return what an address or a form asks for; None while no questionnaire is in use."""
    questionnaire = questionnaire_asked(data.get("version", ""))
    if questionnaire is None:
        return None
    ids = understood_ids([data.get("case", "")], 1)
    case = published(ids, get_language()).first() if ids else None
    return Asked(questionnaire, Form.FULL if data.get("form") == Form.FULL else Form.SHORT, case)


def asked_then(kept: OwnAnswers) -> Asked:
    """Return what kept answers were given to; a case that is not published any more is left out."""
    case = published([short_id(kept.case_id)], get_language()).first() if kept.case_id else None
    return Asked(kept.questionnaire, kept.form, case)


def form_context(asked: Asked, answers: Mapping[str, Any], faults: Mapping[str, str]) -> dict[str, Any]:
    """Return what the form shows, with what was answered and what is wrong with it."""
    return {**_shared(asked), "steps": steps_of(asked.items, answers, Vocabulary.for_active_language(), faults)}


def result_context(asked: Asked, answers: Mapping[str, Any], request: HttpRequest) -> dict[str, Any]:
    """Return what the result shows; `secret` is that of the link, should somebody want to keep the answers."""
    rounds = rounds_shown_with(asked.case, whole=True) if asked.case else []
    vocabulary = Vocabulary.for_active_language()
    beside = result_of(rounds[0].round, vocabulary, rounds[0].answered) if rounds else None
    given = [(key, one) for key, value in answers.items() for one in ([value] if isinstance(value, str) else value)]
    return {
        **_shared(asked),
        "own": own_result(asked.items, answers, vocabulary, beside),
        "given": given,
        "case_address": asked.case.get_url(request) if asked.case else "",
        "new_secret": secrets.token_urlsafe(32),
    }


def _shared(asked: Asked) -> dict[str, Any]:
    return {
        "case": asked.case,
        "case_short_id": short_id(asked.case.translation_key) if asked.case else "",
        "asked_form": asked.form,
        "version": asked.questionnaire.number,
    }
