"""What has changed between two rounds that asked the same, concept by concept. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from cases.models.vocabulary import Term
from toolkit.assessment.results import ConceptResult, Result
from toolkit.charts.shares import change_in_words, decimal_in_words


@dataclass(frozen=True)
class Change:
    """How a concept was seen then and is seen now, as means from 1 to 5, with how many answers each is made of."""

    term: Term
    before: float
    now: float
    answers_before: int
    answers_now: int

    @property
    def in_words(self) -> tuple[str, str, str]:
        """Return then, now, and how much it has changed, as the reader's language writes numbers."""
        before, now = round(self.before, 1), round(self.now, 1)
        return decimal_in_words(before), decimal_in_words(now), change_in_words(now - before)


def changes_between(before: Result, now: Result) -> list[Change]:
    """Return the change of each concept that both rounds show, in the order of the model."""
    earlier = {concept.term.code: concept for concept in before.concepts}
    changes = (_change(earlier.get(concept.term.code), concept) for concept in now.concepts)
    return [change for change in changes if change]


def _change(before: ConceptResult | None, now: ConceptResult) -> Change | None:
    if before is None or before.whole.mean is None or now.whole.mean is None:
        return None
    return Change(now.term, before.whole.mean, now.whole.mean, before.whole.answered, now.whole.answered)
