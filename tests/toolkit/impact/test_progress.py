"""How far a plan has come: what is missing, and why it matters."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.impact import make_indicator, make_measurement, make_plan, make_target
from toolkit.impact.codes import Level, Step
from toolkit.impact.plan_counts import counts_of
from toolkit.impact.progress import Counts, State, progress, threads
from toolkit.models import Goal, Source

_OF_INDICATORS = (
    "of_change",
    "without_method",
    "without_frequency",
    "without_responsible",
    "without_target",
    "without_baseline",
    "without_measurement",
)
_OTHERS = ("sources", "goals", "groups", "activities", "changes", "links", "evaluations")


def _counts(indicators: int, lacking: list[int], others: list[int]) -> Counts:
    few = {name: min(count, indicators) for name, count in zip(_OF_INDICATORS, lacking, strict=True)}
    return Counts(indicators=indicators, **few, **dict(zip(_OTHERS, others, strict=True)))


_seven = st.lists(st.integers(0, 3), min_size=7, max_size=7)


@given(st.builds(_counts, st.integers(0, 3), _seven, _seven))
def test_every_step_that_is_not_in_place_says_what_it_lacks(counts):
    steps = progress(counts)
    assert [step.step for step in steps] == list(Step)
    assert all(bool(step.missing) == (step.state is not State.WHOLE) for step in steps)
    assert all("%(" not in text for step in steps for text in step.missing)


def test_a_step_is_laid_in_as_far_as_it_has_come():
    nothing = threads(progress(Counts()))
    begun = threads(progress(Counts(has_problem=True)))
    whole = threads(progress(Counts(has_problem=True, sources=1)))
    laid = [[line.path for line in lines if line.look.startswith("laid")] for lines in (nothing, begun, whole)]
    assert [len(lines) for lines in laid] == [0, 1, 1]
    assert laid[1] != laid[2]


@pytest.mark.django_db
def test_a_plan_is_counted_without_what_was_taken_out():
    plan = make_plan(problem="Mange står utenfor.")
    Source.objects.create(plan=plan, title="SSB")
    Goal.objects.create(plan=plan, text="Flere i jobb", deleted_at=plan.made_at)
    measured = make_indicator(plan, level=Level.RESULT)
    make_measurement(measured, is_baseline=True)
    make_target(measured)
    make_measurement(make_indicator(plan, no_baseline_because="Nytt tilbud"), deleted_at=plan.made_at)
    make_indicator(plan, deleted_at=plan.made_at)
    make_indicator()
    counts = counts_of(plan)
    assert (counts.has_problem, counts.sources, counts.goals, counts.indicators) == (True, 1, 0, 2)
    assert (counts.of_change, counts.without_target, counts.without_baseline, counts.without_measurement) == (
        1,
        1,
        0,
        2,
    )
