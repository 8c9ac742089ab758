"""The ladder of a result: how many place the collaboration on each step. Each may choose several."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.codes import LADDER_STEPS, ConceptKind
from cases.models.vocabulary import Term
from toolkit.assessment.result_words import not_shown
from toolkit.assessment.results import Group, Result
from toolkit.assessment.scoring import Steps
from toolkit.charts.shares import percent_in_words


@dataclass(frozen=True)
class Step:
    """A step of the ladder, from the lowest: how many chose it, as a share of those who answered."""

    place: int
    name: str
    url: str
    count: int
    percent: str
    shown: str


@dataclass(frozen=True)
class LadderRow:
    """A group's row of the table; `cells` are empty where nothing is shown, and `why_not` says why."""

    label: str
    cells: Sequence[str]
    why_not: str = ""


@dataclass(frozen=True)
class LadderChart:
    """The steps from the lowest, the table, and in words where each group places it most often."""

    steps: Sequence[Step]
    people: str
    rows: Sequence[LadderRow]
    sentences: Sequence[str]


def ladder_chart(result: Result) -> LadderChart | None:
    """Return the ladder's spread; None where nothing of it is shown."""
    chosen = result.ladder
    if not chosen.answered:
        return None
    terms = result.vocabulary.terms(ConceptKind.LADDER_STEP)
    steps = [
        _step(place, term, count, chosen.answered)
        for place, (term, count) in enumerate(zip(terms, counts_of(chosen), strict=True), start=1)
    ]
    names = [term.name for term in terms]
    rows = [LadderRow(_("All"), _cells(chosen)), *(_row(group, result) for group in result.groups)]
    return LadderChart(steps, _people(chosen.answered), rows, _sentences(result, names))


def _step(place: int, term: Term, count: int, answered: int) -> Step:
    return Step(place, term.name, term.url, count, f"{100 * count / answered:.1f}", _share(count, answered))


def _row(group: Group, result: Result) -> LadderRow:
    own = result.ladder_by_group.get(group.code)
    if own is None or not own.answered:
        return LadderRow(group.name, [], not_shown(group.standing))
    return LadderRow(group.name, _cells(own))


def _cells(chosen: Steps) -> list[str]:
    cells = [f"{count} ({_share(count, chosen.answered)})" if count else "0" for count in counts_of(chosen)]
    return [*cells, str(chosen.answered)]


def _share(count: int, people: int) -> str:
    return percent_in_words(round(100 * count / people))


def _people(people: int) -> str:
    return ngettext("%(n)s person has answered.", "%(n)s people have answered.", people) % {"n": people}


def _sentences(result: Result, names: Sequence[str]) -> list[str]:
    """Return for each group that is shown which step it chose most often; nothing where all chose alike."""
    chosen = {group.name: top for group in result.shown_groups if (top := _top(result.ladder_by_group.get(group.code)))}
    if len(set(chosen.values())) < 2:
        return []
    return [
        _("%(group)s: most often %(step)s") % {"group": group, "step": " / ".join(names[place] for place in top)}
        for group, top in chosen.items()
    ]


def _top(chosen: Steps | None) -> tuple[int, ...]:
    """Return which steps were chosen most often."""
    if chosen is None or not chosen.answered:
        return ()
    counts = counts_of(chosen)
    return tuple(place for place, count in enumerate(counts) if count == max(counts))


def counts_of(chosen: Steps) -> list[int]:
    """Return how many chose each step, from the lowest."""
    return [chosen.counts.get(step, 0) for step in LADDER_STEPS]
