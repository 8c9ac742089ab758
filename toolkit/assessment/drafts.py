"""A questionnaire in the making: which statements stay the same, and what is missing. Plain values in and out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from cases.codes import FIELDS, LOCALES, VALUES, ConceptKind

Concept = tuple[str, str]
"""A kind and a code."""
CONCEPTS: Final[tuple[Concept, ...]] = (
    *((str(ConceptKind.VALUE), code) for code in VALUES),
    *((str(ConceptKind.FIELD), code) for code in FIELDS),
)
# Fewer say too little about a value or field.
LEAST_EACH: Final = 3
# More than anybody would answer.
MOST_STATEMENTS: Final = 80


@dataclass(frozen=True)
class Written:
    """A statement as somebody has written it; `key` is that of the statement it was made from, empty for a new one."""

    kind: str
    code: str
    is_reversed: bool
    in_short_form: bool
    texts: tuple[str, ...]
    """In the order of LOCALES."""
    key: str = ""

    @property
    def concept(self) -> Concept:
        """Return the value or field that it is about."""
        return self.kind, self.code

    @property
    def meaning(self) -> tuple[str, str, bool, tuple[str, ...]]:
        """Return what makes it the statement it is: with another meaning, answers to it cannot be compared."""
        return self.kind, self.code, self.is_reversed, self.texts


@dataclass(frozen=True)
class Fault:
    """What keeps a draft from being taken into use, and beside what it is told: a statement, a concept, a field."""

    text: str
    row: int | None = None
    """The statement's place among those given."""
    concept: Concept | None = None
    field: str = ""


def with_keys(written: Sequence[Written], used: Mapping[str, Written], draft_keys: Collection[str]) -> list[Written]:
    """Return the statements with the keys that they have from now on.

    One that means the same as a statement of a version in use is that statement. One that has changed since is
    another, and so is a new one; a key that only the draft has stays with its statement, however often it changes.
    """
    by_meaning = {statement.meaning: key for key, statement in used.items()}
    taken: set[str] = set()
    keyed: list[Written] = []
    for statement in written:
        key = by_meaning.get(statement.meaning) or (statement.key if statement.key in draft_keys else "")
        is_another = key in used and used[key].meaning != statement.meaning
        if not key or key in taken or is_another:
            key = _free_key(statement.code, {*used, *draft_keys, *taken})
        taken.add(key)
        keyed.append(replace(statement, key=key))
    return keyed


def _free_key(code: str, known: Iterable[str]) -> str:
    numbers = [key.rpartition("-")[2] for key in known if key.rpartition("-")[0] == code]
    return f"{code}-{max((int(number) for number in numbers if number.isdecimal()), default=0) + 1}"


def twice(written: Sequence[Written]) -> list[Fault]:
    """Return a fault for each statement whose words in some language another one before it has as well."""
    seen: set[tuple[str, str]] = set()
    faults = []
    for row, statement in enumerate(written):
        for locale, text in zip(LOCALES, statement.texts, strict=True):
            if not text:
                continue
            if (locale, text.casefold()) in seen:
                faults.append(Fault(_("Another statement says the same."), row=row, field=f"text_{locale}"))
            seen.add((locale, text.casefold()))
    return faults


def faults_of(written: Sequence[Written], questions: Mapping[str, str]) -> list[Fault]:
    """Return what must be mended before a draft can be taken into use; `questions` is the open one, by language."""
    return [
        *_missing_questions(questions),
        *_missing_texts(written),
        *twice(written),
        *_each_concept(written),
        *_directions(written),
    ]


def _missing_questions(questions: Mapping[str, str]) -> Iterator[Fault]:
    for locale in LOCALES:
        if not questions.get(locale):
            yield Fault(_("The question is missing in this language."), field=f"open_question_{locale}")


def _missing_texts(written: Sequence[Written]) -> Iterator[Fault]:
    for row, statement in enumerate(written):
        for locale, text in zip(LOCALES, statement.texts, strict=True):
            if not text:
                yield Fault(_("The statement is missing in this language."), row=row, field=f"text_{locale}")


def _each_concept(written: Sequence[Written]) -> Iterator[Fault]:
    numbers = Counter(statement.concept for statement in written)
    short = Counter(statement.concept for statement in written if statement.in_short_form)
    for concept in CONCEPTS:
        if numbers[concept] < LEAST_EACH:
            text = _("There must be at least %(least)s statements here; there are %(count)s.")
            yield Fault(text % {"least": LEAST_EACH, "count": numbers[concept]}, concept=concept)
        if short[concept] == 0:
            yield Fault(_("Choose one statement here for the short form."), concept=concept)
        elif short[concept] > 1:
            text = _("Only one statement here can be in the short form; %(count)s are chosen.")
            yield Fault(text % {"count": short[concept]}, concept=concept)


def _directions(written: Sequence[Written]) -> Iterator[Fault]:
    """Whoever agrees with everything must contradict herself, in the short form too."""
    if len({statement.is_reversed for statement in written}) < 2:
        yield Fault(_("Some statements must be worded so that who agrees says that it does not go well, and some not."))
    elif len({statement.is_reversed for statement in written if statement.in_short_form}) < 2:
        yield Fault(_("In the short form, too, who agrees with everything must contradict herself: turn one around."))
