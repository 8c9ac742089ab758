"""Which municipalities are like one: about as large and about as central."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.places.atlas import Spot
from cases.places.likeness import is_alike, likes_of
from cases.places.norway import atlas


def _spot(number: str, population: int | None, centrality: int | None) -> Spot:
    return Spot(number, f"Sted {number}", "32", "Akershus", population, centrality)


def _numbers(own: Spot, *others: Spot) -> list[str]:
    return [spot.number for spot in likes_of(own, others).spots]


OWN = _spot("1000", 10_000, 3)


def test_half_and_double_as_many_are_about_as_large() -> None:
    others = [_spot(str(people), people, 3) for people in (4_999, 5_000, 20_000, 20_001)]
    assert set(_numbers(OWN, *others)) == {"5000", "20000"}


def test_the_next_class_is_about_as_central() -> None:
    assert _numbers(OWN, *[_spot(str(c), 10_000, c) for c in range(1, 7)]) == ["3", "2", "4"]


def test_the_same_centrality_goes_before_the_same_size() -> None:
    assert _numbers(OWN, _spot("1", 10_001, 4), _spot("2", 19_000, 3)) == ["2", "1"]


def test_half_as_large_is_as_near_as_double_and_a_tie_goes_by_number() -> None:
    twins = [_spot("4", 20_000, 3), _spot("2", 5_000, 3), _spot("3", 10_000, 3), _spot("1", 10_000, 3)]
    assert _numbers(OWN, *twins) == _numbers(OWN, *reversed(twins)) == ["1", "3", "2", "4"]


def test_nobody_is_like_itself() -> None:
    assert _numbers(OWN, OWN) == []


def test_one_that_is_alone_gets_those_of_the_nearest_size_and_that_is_said() -> None:
    others = [_spot(str(n), people, 6) for n, people in enumerate((9_000, 11_500, 30_000, 200, 12_000, 8_000))]
    likes = likes_of(OWN, others)
    assert not likes.alike
    assert [spot.population for spot in likes.spots] == [9_000, 11_500, 12_000, 8_000]


def test_without_own_figures_nobody_can_be_called_alike() -> None:
    others = [_spot("1", 10_000, 3)]
    assert likes_of(_spot("1000", None, 3), others).spots == ()
    assert not likes_of(_spot("1000", 10_000, None), others).alike


def test_others_without_figures_are_passed_over() -> None:
    likes = likes_of(OWN, [_spot("1", None, 3), _spot("2", 0, 3), _spot("3", 10_000, None), _spot("4", 9_000, 3)])
    assert [spot.number for spot in likes.spots] == ["4"]


figures = st.builds(_spot, st.just("1"), st.none() | st.integers(0, 800_000), st.none() | st.integers(1, 6))


@given(figures, figures)
def test_likeness_goes_both_ways(one: Spot, other: Spot) -> None:
    assert is_alike(one, other) == is_alike(other, one)


@pytest.mark.django_db
def test_every_municipality_has_somebody_and_oslo_is_alone() -> None:
    norway = atlas()
    likes = {spot.name: likes_of(spot, norway.spots) for spot in norway.spots}
    assert all(found.spots for found in likes.values())
    assert not likes["Oslo"].alike
    assert [spot.name for spot in likes["Oslo"].spots] == ["Bergen", "Trondheim", "Stavanger", "Bærum"]
    assert "Drammen" in [spot.name for spot in likes["Asker"].spots][:3]
