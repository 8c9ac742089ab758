"""A team's rounds side by side: how each value and field is seen from one to the next.

Rounds are compared as wholes only when they asked the same: one version of the questionnaire, in one form. Between
others nothing is the same but statements that have kept their key. What a round does not show is not compared either.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Team, Vocabulary
from toolkit.assessment.result_charts import agreement_levels, anchor_of, well_levels
from toolkit.assessment.result_words import not_shown
from toolkit.assessment.results import ConceptResult, Result, Standing, StatementResult, result_of
from toolkit.assessment.scoring import Distribution
from toolkit.charts.shares import change_in_words, decimal_in_words
from toolkit.charts.stack import Given, Stack, stack
from toolkit.models import Round

# So many of the newest stand side by side.
MOST = 6


@dataclass(frozen=True)
class Column:
    """A round: its name, when its result was shown, and how many are in its numbers."""

    round: Round
    name: str
    shown: str
    people: str


@dataclass(frozen=True)
class Moved:
    """A value or field through the rounds: bars, the means, how they changed, and how far apart groups were."""

    name: str
    anchor: str
    url: str
    chart: Stack
    words: str
    means: Sequence[str]
    gaps: Sequence[str]
    size: float


@dataclass(frozen=True)
class Same:
    """A statement that has been asked in several versions, as it is worded."""

    chart: Stack
    is_reversed: bool


@dataclass(frozen=True)
class OverTime:
    """Rounds that asked the same, oldest first; rounds that asked something else; and what is the same in these."""

    columns: Sequence[Column]
    concepts: Sequence[Moved]
    others: Sequence[Column]
    statements: Sequence[Same]

    @property
    def is_comparison(self) -> bool:
        """Say whether there is anything to compare."""
        return len(self.columns) > 1 or bool(self.statements)


def over_time(team: Team, vocabulary: Vocabulary) -> OverTime:
    """Return the shown rounds of a team side by side, with the same few queries however many there are."""
    rounds = (
        Round.objects.standing()
        .shown()
        .filter(team=team)
        .order_by("-shown_on", "-pk")
        .select_related("team", "questionnaire")
    )
    newest = list(rounds.prefetch_related("batches", "questionnaire__statements")[:MOST])
    return compared([result for one in reversed(newest) if (result := result_of(one, vocabulary, answered={}))])


def compared(results: Sequence[Result]) -> OverTime:
    """Return results side by side, oldest first. Those that asked what the newest asked are compared as wholes."""
    same = [result for result in results if _asked(result) == _asked(results[-1])] if results else []
    others = [result for result in results if result not in same]
    return OverTime(
        columns=[_column(result) for result in same],
        concepts=_moved(same) if len(same) > 1 else [],
        others=[_column(result) for result in others],
        statements=_statements(results) if others else [],
    )


def _asked(result: Result) -> tuple[int, str]:
    return result.round.questionnaire_id, result.round.form


def _column(result: Result) -> Column:
    shown = formats.date_format(result.round.shown_on or timezone.localdate(), "DATE_FORMAT")
    people = ngettext("%(n)s person", "%(n)s people", result.people) % {"n": result.people}
    return Column(result.round, result.round.name, shown, people)


def _moved(results: Sequence[Result]) -> list[Moved]:
    """Return the values and fields, those that changed most since the round before first."""
    by_concept = zip(*(result.concepts for result in results), strict=True)
    return sorted((_concept(results, concepts) for concepts in by_concept), key=lambda one: -one.size)


def _concept(results: Sequence[Result], concepts: Sequence[ConceptResult]) -> Moved:
    means = [concept.whole.mean for concept in concepts]
    term = concepts[-1].term
    last, before = means[-1], means[-2]
    rows = [_row(result, concept.whole) for result, concept in zip(results, concepts, strict=True)]
    return Moved(
        name=term.name,
        anchor=anchor_of(term),
        url=term.url,
        chart=stack(term.name, well_levels(), rows),
        words=_words(before, last),
        means=[_with_change(means, place) for place in range(len(means))],
        gaps=["–" if concept.gap is None else decimal_in_words(concept.gap.size) for concept in concepts],
        size=abs(round(last - before, 1)) if last is not None and before is not None else 0.0,
    )


def _words(before: float | None, last: float | None) -> str:
    """Return how the mean has changed since the round before, as a reader would work it out from what is shown."""
    if before is None or last is None:
        return _("Cannot be compared, as one of the rounds shows nothing of it.")
    told = {"before": decimal_in_words(before), "last": decimal_in_words(last)}
    change = _change(before, last)
    if change > 0:
        return _("Seen as going better than last time: from %(before)s to %(last)s.") % told
    if change < 0:
        return _("Seen as going less well than last time: from %(before)s to %(last)s.") % told
    return _("As last time: %(last)s.") % told


def _with_change(means: Sequence[float | None], place: int) -> str:
    mean, before = means[place], means[place - 1] if place else None
    if mean is None:
        return not_shown(Standing.HIDDEN)
    if before is None:
        return decimal_in_words(mean)
    return f"{decimal_in_words(mean)} ({change_in_words(_change(before, mean))})"


def _change(before: float, now: float) -> float:
    return round(round(now, 1) - round(before, 1), 1)


def _row(result: Result, whole: Distribution) -> Given:
    if not whole.answered:
        return Given(result.round.name, None, why_not=not_shown(Standing.HIDDEN))
    answers = ngettext("%(n)s answer", "%(n)s answers", whole.answered) % {"n": whole.answered}
    return Given(result.round.name, whole.counts, whole.unsure, people=answers)


def _statements(results: Sequence[Result]) -> list[Same]:
    """Return the statements of the newest round that a round which asked something else has asked too."""
    asked = [{one.key: one for concept in result.concepts for one in concept.statements} for result in results]
    newest = results[-1]
    found = []
    for key, one in asked[-1].items():
        rows = [_row(result, own[key].whole) for result, own in zip(results, asked, strict=True) if key in own]
        elsewhere = any(
            key in own for result, own in zip(results, asked, strict=True) if _asked(result) != _asked(newest)
        )
        if elsewhere:
            found.append(_same(one, rows))
    return found


def _same(one: StatementResult, rows: Sequence[Given]) -> Same:
    return Same(stack(one.text, agreement_levels(), rows), one.is_reversed)
