"""What is published of a plan comes back as it was, and whatever is kept can be read."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.impact.published import (
    Aim,
    Content,
    Group,
    Measured,
    PublishedEvaluation,
    PublishedIndicator,
    PublishedText,
    Share,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["indicators", "measurements", "baseline", "on", "amount", "name"]), inner)
    ),
    max_leaves=12,
)


def test_all_comes_back_as_it_was() -> None:
    start = Measured("a", date(2024, 1, 31), Decimal("12.5"), Decimal(1), Decimal(8), breakdown=(Share("Menn"),))
    later = Measured("b", date(2025, 1, 31), Decimal(-1000), grade=2, text="Ord", said_by="en deltaker", source="Bok")
    indicator = PublishedIndicator(
        "k",
        origin="o",
        name="Andel",
        grades=("Lite", "Mye"),
        groups=(Group("Unge", "young_people"),),
        scale_from=1,
        rests_on_research=True,
        baseline=start,
        targets=(Aim(Decimal("0.0001"), date(2027, 1, 1)), Aim(Decimal(3))),
        measurements=(later,),
    )
    content = Content(
        "p",
        "Plan",
        "nn",
        True,
        (PublishedText("problem", "Mange er aleine."),),
        (indicator,),
        (PublishedEvaluation(date(2025, 6, 1), "Mye", True, "NORCE", "https://example.org/"),),
    )
    assert Content.read(content.plain()) == content
    assert content.plain()["indicators"][0]["measurements"][0]["amount"] == "-1000"
    assert content.plain()["indicators"][0]["baseline"]["on"] == "2024-01-31"


@given(JSON)
def test_whatever_is_kept_can_be_read(kept: object) -> None:
    content = Content.read(kept)
    assert Content.read(content.plain()) == content
    for indicator in content.indicators:
        days = [one.on for one in indicator.all_measured if one.on]
        assert days == sorted(days)


@pytest.mark.parametrize("kept", [None, [], "x", {"indicators": "x"}, {"indicators": [None, 3, "x"]}])
def test_what_has_another_form_is_empty(kept: object) -> None:
    assert Content.read(kept).is_empty
