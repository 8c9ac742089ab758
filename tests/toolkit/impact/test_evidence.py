"""The evidence label follows from what is shown, and more that is shown never makes it less."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.impact.codes import Evidence
from toolkit.impact.evidence import ORDER, evidence_of
from toolkit.impact.published import Content, Measured, PublishedEvaluation, PublishedIndicator

DAY = date(2024, 1, 1)


def start(amount: str | None = "1", on: date = DAY) -> Measured:
    """Return a measurement."""
    return Measured(on=on, amount=None if amount is None else Decimal(amount))


LATER = start("2", date(2025, 1, 1))
INDICATORS = [
    PublishedIndicator(),
    PublishedIndicator(measurements=(start(), LATER)),
    PublishedIndicator(baseline=start(None), measurements=(LATER,)),
    PublishedIndicator(baseline=start()),
    PublishedIndicator(baseline=start(), measurements=(LATER,)),
]
EVALUATIONS = [
    PublishedEvaluation(on=DAY, evaluator="Kari"),
    PublishedEvaluation(on=DAY, is_external=True, evaluator=" "),
    PublishedEvaluation(on=DAY, is_external=True, evaluator="NORCE"),
    PublishedEvaluation(on=DAY, is_external=True, url="https://example.org/"),
]
CONTENTS = st.builds(
    Content,
    indicators=st.sets(st.sampled_from(INDICATORS), max_size=2).map(tuple),
    evaluations=st.sets(st.sampled_from(EVALUATIONS), max_size=1).map(tuple),
    is_example=st.booleans(),
)


@pytest.mark.parametrize(
    ("indicator", "evidence"),
    [
        (PublishedIndicator(), Evidence.TOLD),
        (PublishedIndicator(measurements=(start(), LATER)), Evidence.TOLD),
        (PublishedIndicator(baseline=start(None), measurements=(LATER,)), Evidence.TOLD),
        (PublishedIndicator(baseline=start("0")), Evidence.BASELINE),
        (PublishedIndicator(baseline=start(), measurements=(start("2"),)), Evidence.BASELINE),
        (PublishedIndicator(baseline=start(), measurements=(start(None, LATER.on or DAY),)), Evidence.BASELINE),
        (PublishedIndicator(baseline=start(), measurements=(LATER,)), Evidence.MEASURED),
    ],
)
def test_an_indicator_takes_a_case_so_far(indicator: PublishedIndicator, evidence: Evidence) -> None:
    assert evidence_of([Content(indicators=(indicator,))], has_assessment=False) == evidence


@given(st.lists(CONTENTS, max_size=2), CONTENTS, st.booleans())
def test_more_that_is_shown_never_makes_it_less_and_examples_count_for_nothing(
    shown: list[Content], more: Content, has_assessment: bool
) -> None:
    before = ORDER.index(evidence_of(shown, has_assessment=has_assessment))
    assert ORDER.index(evidence_of([*shown, more], has_assessment=has_assessment)) >= before
    assert ORDER.index(evidence_of(shown, has_assessment=True)) >= before
    example = replace(more, is_example=True)
    assert ORDER.index(evidence_of([*shown, example], has_assessment=has_assessment)) == before
