"""Questionnaires, rounds and those who take part."""

from __future__ import annotations

import hashlib
import secrets
from datetime import date
from typing import Any

from django.utils import timezone

from cases.codes import FIELDS, VALUES, ConceptKind
from cases.models import Team
from tests.factories.teams import make_team
from toolkit.assessment.codes import AGREEMENT, PartnerGroup
from toolkit.assessment.join_codes import make_code
from toolkit.models import Participation, Questionnaire, Round, Statement

# The last of three turns the scale around, the first is in the short form.
_EACH = 3
_LAST_DAY = date(2099, 12, 31)


def make_questionnaire(**fields: Any) -> Questionnaire:
    """Return a version with `openness-1` to `complementary_competence-3`, in use in place of any that was."""
    Questionnaire.objects.in_use().update(state=Questionnaire.State.RETIRED)
    newest = Questionnaire.objects.order_by("-number").values_list("number", flat=True).first() or 0
    questionnaire = Questionnaire.objects.create(
        **{
            "number": newest + 1,
            "state": Questionnaire.State.IN_USE,
            **{f"open_question_{code}": f"Open question ({code})?" for code in ("nb", "nn", "en")},
            **fields,
        }
    )
    concepts = [(ConceptKind.VALUE, code) for code in VALUES] + [(ConceptKind.FIELD, code) for code in FIELDS]
    Statement.objects.bulk_create(
        Statement(
            questionnaire=questionnaire,
            key=f"{code}-{place}",
            kind=kind,
            code=code,
            order=number * _EACH + place,
            is_reversed=place == _EACH,
            in_short_form=place == 1,
            **{f"text_{language}": f"Statement {place} on {code} ({language})" for language in ("nb", "nn", "en")},
        )
        for number, (kind, code) in enumerate(concepts)
        for place in range(1, _EACH + 1)
    )
    return questionnaire


def make_round(team: Team | None = None, **fields: Any) -> Round:
    """Return an open round of all partner groups that asks the questionnaire in use, or one made for it."""
    fields.setdefault("questionnaire", Questionnaire.objects.in_use().first() or make_questionnaire())
    return Round.objects.create(
        **{
            "team": team or make_team(),
            "name": "First round",
            "groups": list(PartnerGroup.values),
            "closes_on": _LAST_DAY,
            "code": make_code(),
            **fields,
        }
    )


def make_closed_round(team: Team | None = None, **fields: Any) -> Round:
    """Return a round that the team has just closed."""
    return make_round(team, **{"closed_at": timezone.now(), **fields})


def make_answers(questionnaire: Questionnaire, agreement: str = AGREEMENT[3], **answers: Any) -> dict[str, Any]:
    """Return the same answer to each statement, but for those given: a key has `_` for its last hyphen."""
    given: dict[str, Any] = dict.fromkeys(questionnaire.statements.values_list("key", flat=True), agreement)
    for name, value in answers.items():
        stem, _, last = name.rpartition("_")
        given[f"{stem}-{last}" if last.isdigit() else name] = value
    return given


def make_participation(
    round_: Round, group: str = PartnerGroup.MUNICIPALITY, *, secret: str = "", **fields: Any
) -> Participation:
    """Return somebody who takes part; give `answers`, and the `secret` where the private link is used."""
    digest = hashlib.sha256((secret or secrets.token_urlsafe(32)).encode()).hexdigest()
    return Participation.objects.create(round=round_, group=group, secret_digest=digest, **fields)


def make_participations(round_: Round, group: str, count: int, **fields: Any) -> list[Participation]:
    """Return so many who take part and have answered the same; by default they agree with every statement."""
    fields.setdefault("answers", make_answers(round_.questionnaire))
    return [make_participation(round_, group, **fields) for _ in range(count)]
