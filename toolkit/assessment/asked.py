"""What a form asks, as plain values, and what counts as an answer to it. No database once the items are made."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases import codes
from cases.models.vocabulary import reading_order
from toolkit.assessment.codes import AGREEMENT, LADDER, MAX_OPEN, OPEN, THICKNESS, UNSURE, Form

if TYPE_CHECKING:
    from toolkit.models import Questionnaire

# What is stored for an answer: one of the item's choices, several steps, or a text.
Answer = str | list[str]
# What no text needs, and the database or a file cannot take.
_IMPOSSIBLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


class ItemKind(StrEnum):
    """What sort of answer an item has."""

    STATEMENT = "statement"
    LADDER = "ladder"
    THICKNESS = "thickness"
    OPEN = "open"


class AnswerError(Exception):
    """Something is no answer to an item; the text says why, in the reader's language."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.text = text


@dataclass(frozen=True)
class Item:
    """One thing that is asked; `concept_kind` and `code` say about what, `texts` is by language."""

    key: str
    kind: ItemKind
    concept_kind: str = ""
    code: str = ""
    is_reversed: bool = False
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def choices(self) -> tuple[str, ...]:
        """Return what can be chosen, in order; nothing where a text is written."""
        return _CHOICES[self.kind]

    @property
    def text(self) -> str:
        """Return what is asked, in the reader's language or the next best; empty for the ladder and the thickness."""
        return next((self.texts[code] for code in reading_order(get_language()) if self.texts.get(code)), "")


_CHOICES: Mapping[ItemKind, tuple[str, ...]] = {
    ItemKind.STATEMENT: (*AGREEMENT, UNSURE),
    ItemKind.LADDER: codes.LADDER_STEPS,
    ItemKind.THICKNESS: (*codes.THICKNESS, UNSURE),
    ItemKind.OPEN: (),
}


def items_of(questionnaire: Questionnaire, form: str = Form.FULL) -> tuple[Item, ...]:
    """Return all that a form asks, in order: the statements of each concept together, then the rest."""
    statements = [
        Item(
            key=statement.key,
            kind=ItemKind.STATEMENT,
            concept_kind=statement.kind,
            code=statement.code,
            is_reversed=statement.is_reversed,
            texts={code: getattr(statement, f"text_{code}") for code in codes.LOCALES},
        )
        for statement in questionnaire.statements.all()
        if form == Form.FULL or statement.in_short_form
    ]
    open_question = {code: getattr(questionnaire, f"open_question_{code}") for code in codes.LOCALES}
    rest = [Item(LADDER, ItemKind.LADDER), Item(THICKNESS, ItemKind.THICKNESS)]
    if any(open_question.values()):
        rest.append(Item(OPEN, ItemKind.OPEN, texts=open_question))
    return (*_by_concept(statements), *rest)


def _by_concept(statements: Iterable[Item]) -> list[Item]:
    order = [*codes.VALUES, *codes.FIELDS]
    return sorted(statements, key=lambda item: order.index(item.code))


def checked_answer(item: Item, raw: str | Iterable[str]) -> Answer | None:
    """Return what is stored for what somebody gave, None for no answer; AnswerError when it is none to this item."""
    given = [raw] if isinstance(raw, str) else list(raw)
    if item.kind == ItemKind.OPEN:
        return _text("\n".join(given))
    given = [value for value in given if value]
    if not set(given) <= set(item.choices):
        raise AnswerError(_("Choose one of the answers."))
    if item.kind == ItemKind.LADDER:
        return [step for step in item.choices if step in given] or None
    if len(set(given)) > 1:
        raise AnswerError(_("Choose only one of the answers."))
    return given[0] if given else None


def _text(raw: str) -> str | None:
    text = _IMPOSSIBLE.sub("", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > MAX_OPEN:
        raise AnswerError(
            _("Write at most %(most)s characters; this is %(length)s.") % {"most": MAX_OPEN, "length": len(text)}
        )
    return text or None
