"""What counted answers say: right at the edges, and never not a number."""

from __future__ import annotations

from math import isfinite

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.assessment.scoring import (
    Distribution,
    Gap,
    distribution,
    gap_between,
    is_divided,
    is_low,
    order_of,
    steps,
    total,
)

counts = st.lists(st.integers(0, 40), min_size=5, max_size=5).map(tuple)
distributions = st.builds(Distribution, counts, st.integers(0, 40))


def of(*values: int) -> Distribution:
    """Return the distribution of single answers."""
    return Distribution(tuple(values.count(point) for point in range(1, 6)))


@given(distributions)
def test_every_number_is_one_and_within_its_scale(one: Distribution) -> None:
    numbers = (one.mean, one.median, one.disagreement)
    assert all(number is None for number in numbers) == (one.n == 0)
    if one.n:
        assert all(number is not None and isfinite(number) for number in numbers)
        assert 1 <= (one.mean or 0) <= 5
        assert 1 <= (one.median or 0) <= 5
        assert 0 <= (one.disagreement or 0) <= 1
        low, high = one.quartiles or (0, 0)
        assert 1 <= low <= (one.median or 0) <= high <= 5
    assert sum(one.shares) == pytest.approx(1 if one.answered else 0)


@given(counts, st.integers(0, 9))
def test_turned_around_it_says_the_opposite_and_disagrees_as_much(given_: tuple[int, ...], unsure: int) -> None:
    cell = {**{str(point): count for point, count in zip(range(1, 6), given_, strict=True) if count}, "dk": unsure}
    straight, turned = distribution(cell), distribution(cell, is_reversed=True)
    assert turned.counts == straight.counts[::-1]
    assert turned.unsure == straight.unsure
    if straight.mean is not None:
        assert turned.mean == pytest.approx(6 - straight.mean)
        assert turned.disagreement == pytest.approx(straight.disagreement)


@given(st.lists(distributions, max_size=4))
def test_a_total_has_all_answers_of_its_parts_and_nothing_else(parts: list[Distribution]) -> None:
    assert total(parts).answered == sum(one.answered for one in parts)


@pytest.mark.parametrize(
    ("one", "disagreement"),
    [
        (of(4, 4, 4), 0.0),
        (of(3), 0.0),
        (of(1, 5), 1.0),
        (of(1, 1, 1, 5, 5, 5), 1.0),
        # By hand: the mean is 3, and of five each lies 2, 1, 0, 1 and 2 steps from it.
        (of(1, 2, 3, 4, 5), 0.566),
    ],
)
def test_disagreement_is_nothing_for_one_mind_and_whole_for_two_camps(one: Distribution, disagreement: float) -> None:
    assert one.disagreement == pytest.approx(disagreement, abs=0.001)


def test_two_camps_disagree_more_than_answers_all_over_the_scale_and_these_more_than_neighbours() -> None:
    within = [one.disagreement or 0 for one in (of(1, 1, 5, 5), of(1, 2, 4, 5), of(3, 3, 4, 4))]
    assert within == sorted(within, reverse=True)


@pytest.mark.parametrize(("values", "median"), [((1, 2, 3), 2), ((1, 2, 4, 5), 3), ((5,), 5), ((2, 2, 3, 3), 2.5)])
def test_the_median_has_half_on_each_side(values: tuple[int, ...], median: float) -> None:
    assert of(*values).median == median


def test_who_does_not_know_takes_no_stand() -> None:
    nobody = distribution({"dk": 6})
    assert (nobody.n, nobody.answered, nobody.mean, nobody.disagreement) == (0, 6, None, None)
    assert not is_low(nobody)
    assert not is_divided(nobody, None)


def test_what_is_hidden_counts_as_nothing() -> None:
    assert distribution(None) == Distribution()
    assert steps([None]).answered == 0


def test_the_gap_is_between_the_groups_that_are_furthest_apart() -> None:
    groups = {"municipality": of(4, 5, 5), "citizens": of(2, 2, 3), "nav": of(3, 4, 4), "other": Distribution()}
    assert gap_between(groups) == Gap(2.3, "municipality", "citizens")


@pytest.mark.parametrize(
    "groups",
    [
        {},
        {"municipality": of(4, 5, 5)},
        {"municipality": of(4, 5, 5), "citizens": Distribution(unsure=7)},
        {"municipality": of(4, 5, 5), "citizens": Distribution(of(1).counts, unsure=6)},
    ],
)
def test_there_is_no_gap_without_two_groups_that_take_a_stand(groups: dict[str, Distribution]) -> None:
    assert gap_between(groups) is None


def test_more_no_than_yes_is_low() -> None:
    assert is_low(of(1, 2, 4))
    assert not is_low(of(3, 3, 3))


def test_views_are_divided_between_groups_or_among_all() -> None:
    alike = of(3, 3, 4, 4)
    assert is_divided(alike, Gap(1.0, "nav", "other"))
    assert is_divided(of(1, 1, 5, 5), None)
    assert not is_divided(alike, Gap(0.9, "nav", "other"))


def test_first_comes_what_groups_see_differently_then_what_all_do_then_what_is_low() -> None:
    wide, narrow = Gap(2.0, "nav", "other"), Gap(0.5, "nav", "other")
    rows = [
        (of(4, 4, 4), wide),
        (of(1, 1, 5, 5), narrow),
        (of(2, 2, 2), narrow),
        (of(4, 4, 4), narrow),
        (of(1, 5), None),
        (of(1, 1), None),
        (Distribution(), None),
    ]
    backwards = rows[::-1]
    assert sorted(backwards, key=lambda row: order_of(*row)) == rows


def test_one_person_can_stand_on_several_steps() -> None:
    both = steps([{"n": 4, "curious": 3, "inviting": 3}, {"n": 3, "mature": 3}])
    assert (both.answered, dict(both.counts)) == (7, {"curious": 3, "inviting": 3, "mature": 3})
