"""The charts of a result: from what it tells to what is drawn, each with its table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext_lazy

from cases.codes import ConceptKind
from cases.models.vocabulary import Term
from toolkit.assessment.result_words import gap_in_words, not_shown, shares_in_words, thirds
from toolkit.assessment.results import ConceptResult, Group, Result, Standing, StatementResult
from toolkit.assessment.scoring import Distribution
from toolkit.charts.cloth import Piece, Woven, cloth
from toolkit.charts.shares import decimal_in_words, percent_in_words
from toolkit.charts.stack import Given, Level, Stack, stack
from toolkit.charts.strands import Standing as StrandStanding
from toolkit.charts.strands import Strands, strands

_AGREEMENT = (
    pgettext_lazy("agreement", "Disagree completely"),
    pgettext_lazy("agreement", "Disagree somewhat"),
    pgettext_lazy("agreement", "Neither"),
    pgettext_lazy("agreement", "Agree somewhat"),
    pgettext_lazy("agreement", "Agree completely"),
)
_WELL = (
    pgettext_lazy("how it goes", "Goes badly"),
    pgettext_lazy("how it goes", "Goes rather badly"),
    pgettext_lazy("how it goes", "In between"),
    pgettext_lazy("how it goes", "Goes rather well"),
    pgettext_lazy("how it goes", "Goes well"),
)


@dataclass(frozen=True)
class StatementChart:
    """A statement as it is worded, all its answers, and the table of each group's."""

    statement: StatementResult
    chart: Stack
    table: Stack


@dataclass(frozen=True)
class ConceptChart:
    """A value or field: strands that part, bars for all and for each group, and the statements behind."""

    concept: ConceptResult
    strands: Strands
    chart: Stack
    statements: Sequence[StatementChart]
    summary: str

    @property
    def anchor(self) -> str:
        """Return where it stands on the page."""
        return anchor_of(self.concept.term)


@dataclass(frozen=True)
class ProfileThread:
    """A thread of the profile with its name and how much of it is woven in, in words; nothing where it is not shown."""

    term: Term
    shown: str
    is_divided: bool
    middle: str
    n: int
    anchor: str


@dataclass(frozen=True)
class Profile:
    """The model's cloth, woven in as far as people say that it goes well; and the same as rows."""

    pieces: Sequence[Piece]
    columns: Sequence[ProfileThread]
    rows: Sequence[ProfileThread]
    has_divided: bool

    @property
    def threads(self) -> list[ProfileThread]:
        """Return all threads, values first."""
        return [*self.columns, *self.rows]


def anchor_of(term: Term) -> str:
    """Return where a concept stands on the page."""
    return f"about-{term.code.replace('_', '-')}"


def agreement_levels() -> list[Level]:
    """Return the answers to a statement, as it is worded."""
    return [Level(f"agree-{place}", str(name)) for place, name in enumerate(_AGREEMENT, start=1)]


def well_levels() -> list[Level]:
    """Return the answers to a concept's statements, turned so that they say how it goes."""
    return [Level(f"agree-{place}", str(name)) for place, name in enumerate(_WELL, start=1)]


def middle_in_words(whole: Distribution) -> str:
    """Return between which answers the middle half lies, in words."""
    if whole.quartiles is None:
        return ""
    first, last = (str(_WELL[place - 1]) for place in whole.quartiles)
    return first if first == last else f"{first} – {last}"


def concept_chart(concept: ConceptResult, groups: Sequence[Group]) -> ConceptChart:
    """Return what is drawn of a concept."""
    return ConceptChart(
        concept=concept,
        strands=strands_of(concept, groups),
        chart=stack(concept.term.name, well_levels(), _rows(concept.whole, concept.by_group, groups)),
        statements=[_statement(one, groups) for one in concept.statements],
        summary=shares_in_words(concept.whole),
    )


def strands_of(concept: ConceptResult, groups: Sequence[Group]) -> Strands:
    """Return the strands of a concept: one to each group that is shown."""
    whole = concept.whole
    standing = [
        StrandStanding(group.number, group.name, own.mean)
        for group in groups
        if (own := concept.by_group.get(group.code)) and own.mean is not None
    ]
    told = [f"{one.name} {decimal_in_words(one.position)}" for one in standing]
    words = f"{concept.term.name}. {shares_in_words(whole)} {gap_in_words(concept)}".strip()
    if told:
        words += " " + _("On the scale from 1 to 5: %(groups)s.") % {"groups": ", ".join(told)}
    return strands([count / whole.n for count in whole.counts], whole.mean or 3, standing, words)


def _statement(one: StatementResult, groups: Sequence[Group]) -> StatementChart:
    rows = _rows(one.whole, one.by_group, groups)
    levels = agreement_levels()
    return StatementChart(one, stack(one.text, levels, rows[:1]), stack(one.text, levels, rows))


def _rows(whole: Distribution, by_group: Mapping[str, Distribution], groups: Sequence[Group]) -> list[Given]:
    """Return a row for all, and one for each group: with its numbers, or with why there are none."""
    rows = [_given(_("All"), whole)]
    for group in groups:
        own = by_group.get(group.code)
        if own is None or not own.answered:
            rows.append(Given(group.name, None, number=group.number, why_not=not_shown(group.standing)))
        else:
            rows.append(_given(group.name, own, group.number))
    return rows


def _given(label: str, own: Distribution, number: int | None = None) -> Given:
    if not own.answered:
        return Given(label, None, number=number, why_not=not_shown(Standing.HIDDEN))
    answers = ngettext("%(n)s answer", "%(n)s answers", own.answered) % {"n": own.answered}
    return Given(label, own.counts, own.unsure, number, answers)


def thickness_chart(result: Result) -> Stack:
    """Return how thin or thick the work together is seen to be."""
    terms = result.vocabulary.terms(ConceptKind.THICKNESS)
    levels = [Level(f"step-{place}", term.name) for place, term in enumerate(terms, start=1)]
    return stack(
        _("Thin or thick co-creation"), levels, _rows(result.thickness, result.thickness_by_group, result.groups)
    )


def profile_of(result: Result) -> Profile:
    """Return the profile over the model, of all together."""
    threads = {concept.term.code: _thread(concept) for concept in result.concepts}
    shown = [concept for concept in result.concepts if concept.is_shown]
    return Profile(
        pieces=cloth(_woven(concept) for concept in shown),
        columns=[threads[one.term.code] for one in result.concepts if one.term.kind == ConceptKind.VALUE],
        rows=[threads[one.term.code] for one in result.concepts if one.term.kind == ConceptKind.FIELD],
        has_divided=any(concept.is_divided for concept in shown),
    )


def _woven(concept: ConceptResult) -> Woven:
    counts, n = concept.whole.counts, concept.whole.n
    return Woven(concept.term.code, (counts[3] + counts[4]) / n, counts[2] / n, concept.is_divided)


def _thread(concept: ConceptResult) -> ProfileThread:
    whole = concept.whole
    return ProfileThread(
        term=concept.term,
        shown=percent_in_words(thirds(whole)[2]) if whole.n else "",
        is_divided=concept.is_shown and concept.is_divided,
        middle=middle_in_words(whole),
        n=whole.n,
        anchor=anchor_of(concept.term),
    )
