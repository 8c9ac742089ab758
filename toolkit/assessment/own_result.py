"""What somebody's own answers say, beside what a case's team has shown of theirs. Pure, but for words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cases.codes import ConceptKind
from cases.models import Vocabulary
from cases.models.vocabulary import Term
from toolkit.assessment.asked import Item, ItemKind
from toolkit.assessment.codes import AGREEMENT, LADDER, THICKNESS
from toolkit.assessment.result_charts import well_levels
from toolkit.assessment.result_words import shares_in_words
from toolkit.assessment.results import ConceptResult, Result
from toolkit.assessment.scoring import Steps
from toolkit.charts.shares import percent_in_words, whole_percents
from toolkit.charts.strands import Standing, Strands, strands

_MOST = len(AGREEMENT)


@dataclass(frozen=True)
class OwnConcept:
    """A value or field as somebody sees it, 1 to 5 where 5 is well, beside how the case's partners see theirs."""

    term: Term
    position: float
    words: str
    theirs: str
    apart: float
    drawing: Strands


@dataclass(frozen=True)
class OwnChoice:
    """A step or a position that somebody chose, and how many of the case's partners did, in words."""

    name: str
    theirs: str


@dataclass(frozen=True)
class OwnResult:
    """All that is told: concepts in the order in which they are worth a look, the ladder and the thickness."""

    concepts: Sequence[OwnConcept]
    ladder: Sequence[OwnChoice]
    thickness: Sequence[OwnChoice]
    beside: Result | None


def own_result(
    items: Iterable[Item], answers: Mapping[str, Any], vocabulary: Vocabulary, beside: Result | None
) -> OwnResult:
    """Return what answers say. Beside a case what differs most comes first, alone what goes worst."""
    theirs = {concept.term.code: concept for concept in beside.concepts if concept.is_shown} if beside else {}
    found = (
        _concept(term, points, theirs.get(term.code))
        for term in (*vocabulary.terms(ConceptKind.VALUE), *vocabulary.terms(ConceptKind.FIELD))
        if (points := _points(items, answers, term))
    )
    concepts = sorted(found, key=lambda one: (-one.apart, one.position))
    return OwnResult(concepts, _ladder(answers, vocabulary, beside), _thickness(answers, vocabulary, beside), beside)


def _points(items: Iterable[Item], answers: Mapping[str, Any], term: Term) -> list[int]:
    """Return where somebody stands on each statement about a concept, turned so that 5 is well."""
    own = [item for item in items if item.kind == ItemKind.STATEMENT and item.code == term.code]
    given = [(item, answers.get(item.key)) for item in own]
    return [_MOST + 1 - int(a) if item.is_reversed else int(a) for item, a in given if a in AGREEMENT]


def _concept(term: Term, points: list[int], theirs: ConceptResult | None) -> OwnConcept:
    position = sum(points) / len(points)
    words = well_levels()[min(_MOST, int(position + 0.5)) - 1].name
    whole = theirs.whole if theirs else None
    shares = [count / whole.n for count in whole.counts] if whole else [0.0] * _MOST
    middle = (whole.mean if whole else None) or position
    told = shares_in_words(whole) if whole else ""
    spoken = _("%(concept)s. You: %(words)s.") % {"concept": term.name, "words": words}
    if told:
        spoken += " " + _("The case: %(told)s") % {"told": told}
    return OwnConcept(
        term=term,
        position=position,
        words=words,
        theirs=told,
        apart=round(abs(position - middle), 1),
        drawing=strands(shares, middle, [Standing(1, _("You"), position)], spoken),
    )


def _ladder(answers: Mapping[str, Any], vocabulary: Vocabulary, beside: Result | None) -> list[OwnChoice]:
    chosen = set(answers.get(LADDER, ()))
    terms = [term for term in vocabulary.terms(ConceptKind.LADDER_STEP) if term.code in chosen]
    return [OwnChoice(term.name, _of_steps(beside.ladder, term.code) if beside else "") for term in terms]


def _of_steps(steps: Steps, code: str) -> str:
    if not steps.answered:
        return ""
    percent = round(100 * steps.counts.get(code, 0) / steps.answered)
    return _("%(share)s of those behind the case chose it") % {"share": percent_in_words(percent)}


def _thickness(answers: Mapping[str, Any], vocabulary: Vocabulary, beside: Result | None) -> list[OwnChoice]:
    terms = {term.code: (place, term) for place, term in enumerate(vocabulary.terms(ConceptKind.THICKNESS))}
    if (given := answers.get(THICKNESS)) not in terms:
        return []
    place, term = terms[given]
    theirs = ""
    if beside and beside.thickness.n:
        share = percent_in_words(whole_percents(beside.thickness.counts)[place])
        theirs = _("%(share)s of those behind the case chose it") % {"share": share}
    return [OwnChoice(term.name, theirs)]
