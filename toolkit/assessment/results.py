"""What a round's result tells, as plain values: the page, the files, comparisons and the case page all show this.

It reads batches alone, of which each number may be shown, and sums whole batches; see toolkit/assessment/privacy.py. Of
those who took part it reads how many they are in each group, never what they answered.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from cases.codes import ConceptKind
from cases.models import Vocabulary
from cases.models.vocabulary import Term
from toolkit.assessment import scoring
from toolkit.assessment.codes import LADDER, THICKNESS, Form, PartnerGroup
from toolkit.assessment.releasing import took_part
from toolkit.assessment.scoring import Distribution, Gap, Steps, distribution, steps, total
from toolkit.models import Batch, Round, Statement


class Standing(StrEnum):
    """What can be seen of a group."""

    SHOWN = "shown"
    HIDDEN = "hidden"
    """Some have answered, too few to be shown apart."""
    EMPTY = "empty"
    """Nobody has answered."""


@dataclass(frozen=True)
class Group:
    """A partner group of the round; `number` marks it in every drawing, `people` are those who have answered."""

    code: str
    name: str
    number: int
    people: int
    standing: Standing


@dataclass(frozen=True)
class StatementResult:
    """How a statement was answered, as it is worded: where it is reversed, agreement tells of weakness."""

    key: str
    text: str
    is_reversed: bool
    whole: Distribution
    by_group: Mapping[str, Distribution]


@dataclass(frozen=True)
class ConceptResult:
    """How a value or field is seen: its statements together, turned so that 5 is always well."""

    term: Term
    whole: Distribution
    by_group: Mapping[str, Distribution]
    gap: Gap | None
    statements: Sequence[StatementResult]

    @property
    def is_shown(self) -> bool:
        """Say whether anything of it is shown."""
        return self.whole.n > 0

    @property
    def is_divided(self) -> bool:
        """Say whether it is seen differently, between groups or within."""
        return scoring.is_divided(self.whole, self.gap)

    @property
    def is_low(self) -> bool:
        """Say whether it is seen as going badly."""
        return scoring.is_low(self.whole)


@dataclass(frozen=True)
class OpenAnswers:
    """Open answers in no order; `group` is empty where they are from several."""

    group: str
    texts: Sequence[str]


@dataclass(frozen=True)
class Result:
    """All that may be shown of a round."""

    round: Round
    groups: Sequence[Group]
    people: int
    """Those whose answers are in the numbers."""
    answered: int
    concepts: Sequence[ConceptResult]
    """In the order of the model: values, then fields."""
    ladder: Steps
    ladder_by_group: Mapping[str, Steps]
    thickness: Distribution
    thickness_by_group: Mapping[str, Distribution]
    texts: Sequence[OpenAnswers]
    vocabulary: Vocabulary = field(repr=False)

    @property
    def shown_groups(self) -> list[Group]:
        """Return the groups that are shown apart."""
        return [group for group in self.groups if group.standing == Standing.SHOWN]

    @property
    def by_disagreement(self) -> list[ConceptResult]:
        """Return the concepts of which something is shown, those that are seen most differently first."""
        shown = [concept for concept in self.concepts if concept.is_shown]
        return sorted(shown, key=lambda concept: scoring.order_of(concept.whole, concept.gap))


def result_of(
    round_: Round, vocabulary: Vocabulary | None = None, answered: Mapping[str, int] | None = None
) -> Result | None:
    """Return a round's result in the reader's language, with the same few queries for any round; None until shown.

    Give the vocabulary, and how many have answered by group, where they are at hand.
    """
    if round_.shown_on is None:
        return None
    everything = list(round_.batches.all())
    batches = [batch for batch in everything if batch.tables]
    answered = took_part(round_) if answered is None else answered
    pure = {code: [batch for batch in batches if batch.group == code] for code in round_.groups}
    shown = {code: own for code, own in pure.items() if own}
    statements = [one for one in round_.questionnaire.statements.all() if one.in_short_form or round_.form == Form.FULL]
    vocabulary = vocabulary or Vocabulary.for_active_language()
    return Result(
        round=round_,
        groups=groups_told(round_, answered, shown),
        people=sum(batch.people for batch in batches),
        answered=sum(answered.values()),
        concepts=[_concept(term, statements, batches, shown) for term in _terms(vocabulary)],
        ladder=_steps(batches),
        ladder_by_group={code: _steps(own) for code, own in shown.items()},
        thickness=_spread(batches, THICKNESS),
        thickness_by_group={code: _spread(own, THICKNESS) for code, own in shown.items()},
        texts=_texts(everything),
        vocabulary=vocabulary,
    )


def groups_told(round_: Round, answered: Mapping[str, int], shown: Iterable[str]) -> list[Group]:
    """Return the groups of a round, with how much can be seen of each."""
    apart = set(shown)
    groups = []
    for number, code in enumerate(round_.groups, start=1):
        people = answered.get(code, 0)
        standing = Standing.SHOWN if code in apart else Standing.HIDDEN if people else Standing.EMPTY
        groups.append(Group(code, str(PartnerGroup(code).label), number, people, standing))
    return groups


def _terms(vocabulary: Vocabulary) -> list[Term]:
    return [*vocabulary.terms(ConceptKind.VALUE), *vocabulary.terms(ConceptKind.FIELD)]


def _concept(
    term: Term, statements: Sequence[Statement], batches: Sequence[Batch], shown: Mapping[str, Sequence[Batch]]
) -> ConceptResult:
    own = [one for one in statements if (one.kind, one.code) == (term.kind, term.code)]
    by_group = {code: _turned(apart, own) for code, apart in shown.items()}
    return ConceptResult(
        term=term,
        whole=_turned(batches, own),
        by_group=by_group,
        gap=scoring.gap_between(by_group),
        statements=[
            StatementResult(
                key=one.key,
                text=one.text,
                is_reversed=one.is_reversed,
                whole=_spread(batches, one.key),
                by_group={code: _spread(apart, one.key) for code, apart in shown.items()},
            )
            for one in own
        ],
    )


def _spread(batches: Iterable[Batch], key: str, *, is_reversed: bool = False) -> Distribution:
    return total(distribution(batch.tables.get(key), is_reversed=is_reversed) for batch in batches)


def _turned(batches: Sequence[Batch], statements: Iterable[Statement]) -> Distribution:
    """Return statements together, those that are reversed turned: 5 is well."""
    return total(_spread(batches, one.key, is_reversed=one.is_reversed) for one in statements)


def _steps(batches: Iterable[Batch]) -> Steps:
    return steps(batch.tables.get(LADDER) for batch in batches)


def _texts(batches: Iterable[Batch]) -> list[OpenAnswers]:
    by_group: dict[str, list[str]] = {}
    for batch in batches:
        if batch.texts:
            by_group.setdefault(batch.group, []).extend(batch.texts)
    return [OpenAnswers(group, sorted(texts)) for group, texts in sorted(by_group.items(), reverse=True)]
