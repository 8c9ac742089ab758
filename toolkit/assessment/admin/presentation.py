"""What the admin's pages show of a questionnaire, concept by concept."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field

from cases.models.vocabulary import Term, Vocabulary
from toolkit.assessment.admin.forms import StatementForm
from toolkit.assessment.codes import Form
from toolkit.assessment.drafts import CONCEPTS, Concept
from toolkit.models import Questionnaire
from toolkit.models.questionnaire import in_reading_order


@dataclass(frozen=True)
class Shown:
    """A statement as participants read it, and what only editors see."""

    text: str
    is_reversed: bool
    in_short_form: bool
    is_new: bool
    """No version in use has it."""


@dataclass(frozen=True)
class Screen:
    """What a participant has on one screen: a concept and its statements."""

    term: Term
    statements: list[Shown]


@dataclass(frozen=True)
class Preview:
    """A questionnaire as participants read it in one language."""

    screens: list[Screen]
    open_question: str


def preview_of(
    questionnaire: Questionnaire, *, language: str, form: str, known: Container[str] | None = None
) -> Preview:
    """Return the questionnaire in a language and form; statements not among the `known` keys, if any, are new."""
    vocabulary = Vocabulary.for_language(language)
    by_concept: dict[Concept, list[Shown]] = {concept: [] for concept in CONCEPTS}
    for statement in questionnaire.statements.all():
        if form == Form.FULL or statement.in_short_form:
            by_concept[statement.kind, statement.code].append(
                Shown(
                    text=in_reading_order(statement, "text", language),
                    is_reversed=statement.is_reversed,
                    in_short_form=statement.in_short_form,
                    is_new=known is not None and statement.key not in known,
                )
            )
    return Preview(
        screens=[Screen(_term(vocabulary, concept), statements) for concept, statements in by_concept.items()],
        open_question=in_reading_order(questionnaire, "open_question", language),
    )


@dataclass
class Section:
    """The rows of one concept in the form of a draft, and what is wrong with them together."""

    term: Term
    rows: list[StatementForm] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def sections_of(rows: Iterable[StatementForm]) -> dict[Concept, Section]:
    """Return the rows by concept; those about something else were crafted, and are left out."""
    vocabulary = Vocabulary.for_active_language()
    sections = {concept: Section(_term(vocabulary, concept)) for concept in CONCEPTS}
    for row in rows:
        if row.concept in sections:
            sections[row.concept].rows.append(row)
    return sections


def _term(vocabulary: Vocabulary, concept: Concept) -> Term:
    term = vocabulary.term(*concept)
    assert term is not None  # noqa: S101 - a migrated portal has a text for each concept
    return term
