"""A form as the screens that somebody goes through: one concept each, then the ladder and the rest. A pure core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from cases.codes import ConceptKind
from cases.models import Vocabulary
from toolkit.assessment.asked import Item, ItemKind
from toolkit.assessment.codes import UNSURE
from toolkit.assessment.wording import AGREEMENT_NAMES


@dataclass(frozen=True)
class Choice:
    """One answer that can be chosen, its name, what it means where that must be told, and whether it is chosen."""

    value: str
    name: str
    short: str
    chosen: bool


@dataclass(frozen=True)
class Question:
    """One item as it is asked; `answer` is the stored text where one is written, `fault` what is wrong with it."""

    item: Item
    text: str
    choices: tuple[Choice, ...]
    answer: str
    fault: str


@dataclass(frozen=True)
class Step:
    """One screen: its number from 1, the thread it lays into the cloth, and how many of its questions are answered."""

    number: int
    kind: str
    thread: str
    name: str
    short: str
    questions: tuple[Question, ...]
    answered: int

    @property
    def is_answered(self) -> bool:
        """Say whether nothing is left to answer here."""
        return self.answered == len(self.questions)


def steps_of(
    items: Iterable[Item],
    answers: Mapping[str, Any],
    vocabulary: Vocabulary,
    faults: Mapping[str, str] | None = None,
) -> list[Step]:
    """Return the screens of a form, with what was answered and what is wrong with it."""
    screens = [list(together) for _key, together in groupby(items, key=lambda item: item.code or item.key)]
    return [_step(number, screen, answers, vocabulary, faults or {}) for number, screen in enumerate(screens, 1)]


def first_open(steps: Sequence[Step]) -> Step | None:
    """Return the first screen with something left to answer, or None."""
    return next((step for step in steps if not step.is_answered), None)


def step_numbered(steps: Sequence[Step], text: str) -> Step | None:
    """Return the screen of a number as it stands in an address, or None."""
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0
    return steps[number - 1] if 1 <= number <= len(steps) else None


def with_fault(steps: Sequence[Step]) -> Step | None:
    """Return the first screen on which something is wrong, or None."""
    return next((step for step in steps if any(question.fault for question in step.questions)), None)


@dataclass(frozen=True)
class Written:
    """What somebody has answered to one item, to be given back in words."""

    asked: str
    answer: str


def written(items: Iterable[Item], given: Mapping[str, Any]) -> list[Written]:
    """Return in words what was written in one's own words: all that cannot be chosen again in a moment."""
    texts = (
        (item, "\n".join(given[item.key]).strip()) for item in items if item.kind == ItemKind.OPEN and item.key in given
    )
    return [Written(item.text, text) for item, text in texts if text]


def _step(
    number: int, items: list[Item], answers: Mapping[str, Any], vocabulary: Vocabulary, faults: Mapping[str, str]
) -> Step:
    first = items[0]
    name, short = _heading(first, vocabulary)
    return Step(
        number=number,
        kind=first.concept_kind or str(first.kind),
        thread=first.code or first.key,
        name=name,
        short=short,
        questions=tuple(_question(item, answers.get(item.key), vocabulary, faults.get(item.key, "")) for item in items),
        answered=sum(item.key in answers for item in items),
    )


def _heading(item: Item, vocabulary: Vocabulary) -> tuple[str, str]:
    if item.kind == ItemKind.STATEMENT:
        term = vocabulary.term(item.concept_kind, item.code)
        return (term.name, term.short) if term else ("", "")
    return {
        ItemKind.LADDER: (_("The ladder"), _("Where does the municipality stand today?")),
        ItemKind.THICKNESS: (_("Thin or thick"), _("How much do the partners do together?")),
        ItemKind.OPEN: (_("In your own words"), ""),
    }[item.kind]


def _question(item: Item, answer: Any, vocabulary: Vocabulary, fault: str) -> Question:
    # As stored, or as it was sent: one text, or several.
    chosen = [answer] if isinstance(answer, str) else list(answer or [])
    names = _names(item, vocabulary)
    choices = tuple(Choice(value, *names[value], value in chosen) for value in item.choices)
    text = {ItemKind.LADDER: _("Choose one or more steps."), ItemKind.THICKNESS: _("Choose what fits best.")}
    own_words = "\n".join(chosen) if item.kind == ItemKind.OPEN else ""
    return Question(item, item.text or text.get(item.kind, ""), choices, own_words, fault)


def _names(item: Item, vocabulary: Vocabulary) -> dict[str, tuple[str, str]]:
    """Return the name and meaning of each choice of an item."""
    if item.kind == ItemKind.STATEMENT:
        return {value: (str(name), "") for value, name in AGREEMENT_NAMES.items()}
    kind = ConceptKind.LADDER_STEP if item.kind == ItemKind.LADDER else ConceptKind.THICKNESS
    names = {term.code: (term.name, term.short) for term in vocabulary.terms(kind)}
    return names | {UNSURE: (str(AGREEMENT_NAMES[UNSURE]), "")}
