"""Norway as points: where they stand, which are lit, and the same in words."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cases.models import County, Municipality
from cases.places.atlas import Atlas, Spot
from cases.places.norway import atlas
from cases.places.place_map import NORWAY, PlaceMap, place_map, position_of
from cases.places.reading import map_of_case


def _spot(number: str, latitude: float | None = 60.0, longitude: float | None = 10.0, **others) -> Spot:
    return Spot(number, f"Sted {number}", "32", "Akershus", latitude=latitude, longitude=longitude, **others)


def _places(*numbers: str, country: str = "NO") -> list[Municipality]:
    found = Municipality.objects.filter(country=country, number__in=numbers)
    assert len(found) == len(numbers)
    return list(found.select_related("county"))


def _dots(drawn: PlaceMap) -> list[tuple[int, int]]:
    steps = re.findall(r"[Mm](-?\d+)[ ]?(-?\d+)", drawn.dots)
    x = y = 0
    found = []
    for right, down in steps:
        x, y = x + int(right), y + int(down)
        found.append((x, y))
    return found[1:]  # the first is where the pen starts


def test_north_is_up_and_east_is_right() -> None:
    south, north, east = _spot("1", 58.0, 8.0), _spot("2", 70.0, 8.0), _spot("3", 58.0, 11.0)
    assert position_of(north)[1] < position_of(south)[1]
    assert position_of(east)[0] > position_of(south)[0]


def test_distances_are_the_same_in_the_south_and_in_the_north() -> None:
    def length(one: Spot, other: Spot) -> float:
        (x, y), (u, v) = position_of(one), position_of(other)
        return ((x - u) ** 2 + (y - v) ** 2) ** 0.5

    # About 220 km each: 4 degrees of longitude at 60° north, and 6 at 70.3°.
    south = length(_spot("1", 60.0, 7.0), _spot("2", 60.0, 11.0))
    north = length(_spot("3", 70.3, 22.0), _spot("4", 70.3, 28.0))
    assert south == pytest.approx(north, rel=0.05)


@st.composite
def spots_of_norway(draw: st.DrawFn) -> list[Spot]:
    """Municipalities along the country, which bends east in the north."""
    points = draw(st.lists(st.tuples(st.floats(58, 71), st.floats(0, 6)), min_size=1, max_size=40))
    return [_spot(str(n), north, 5 + (north - 58) * 1.5 + east) for n, (north, east) in enumerate(points)]


@given(spots_of_norway())
def test_a_part_is_drawn_with_all_that_is_lit_inside(spots: list[Spot]) -> None:
    drawn = place_map(spots, spots, "", close=True)
    assert len(drawn.marks) == len(spots)
    assert all(drawn.frame.holds(*position_of(spot, drawn.frame), margin=-15) for spot in spots)
    assert drawn.frame.scale >= NORWAY.scale * 0.6


@given(spots_of_norway())
def test_every_point_is_drawn_once_and_where_it_is(spots: list[Spot]) -> None:
    drawn = place_map(spots, spots[:1], "")
    assert sorted(_dots(drawn)) == sorted({position_of(spot) for spot in spots})


def test_moved_points_are_drawn_where_they_are_now() -> None:
    before, after = (place_map([_spot("1", at)], [_spot("1", at)], "") for at in (60.0, 65.0))
    assert _dots(before) != _dots(after)


def test_a_municipality_without_a_point_is_told_of_in_words() -> None:
    unknown = _spot("9", None, None)
    drawn = place_map([_spot("1"), unknown], [unknown], "Sted 9")
    assert (drawn.marks, drawn.dots, drawn.words) == ((), "", "Sted 9")
    assert "<svg" not in render_to_string("components/place_map.html", {"map": drawn})


def test_an_unknown_number_lights_nothing() -> None:
    norway = Atlas((_spot("1"), _spot("2")))
    assert norway.some({"2", "9999"}) == [_spot("2")]


@pytest.mark.django_db
def test_all_municipalities_are_one_small_path() -> None:
    norway = atlas()
    drawn = place_map(norway.spots, norway.some({"3203"}), "")
    assert len(norway.spots) == 357
    assert len(_dots(drawn)) > 340  # a few lie so close that they are one dot
    assert len(drawn.dots) < 4000
    assert all(10 < x < NORWAY.width - 10 and 10 < y < NORWAY.height - 10 for x, y in _dots(drawn))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", "Asker i Akershus, blant 357 kommuner"),
        ("nn", "Asker i Akershus, blant 357 kommunar"),
        ("en", "Asker in Akershus, among 357 municipalities"),
    ],
)
def test_the_place_of_a_case_is_lit_and_told(language: str, words: str, django_assert_num_queries) -> None:
    asker, norway = _places("3203"), atlas()
    with translation.override(language), django_assert_num_queries(0):
        drawn = map_of_case(asker, [], norway)
    assert drawn.words == words
    assert [mark.name for mark in drawn.marks] == ["Asker"]
    page = render_to_string("components/place_map.html", {"map": drawn})
    assert words in page
    assert 'aria-hidden="true"' in page


@pytest.mark.django_db
def test_several_places_are_named_and_many_are_counted() -> None:
    few = map_of_case(_places("0301", "3203", "3909"), [], atlas())
    many = map_of_case(_places("0301", "3203", "3909", "4601", "5001"), [], atlas())
    assert few.words == "Asker i Akershus, Larvik i Vestfold og Oslo, blant 357 kommuner"
    assert many.words == "5 av Norges 357 kommuner"
    assert len(many.marks) == 5


@pytest.mark.django_db
def test_a_case_of_a_whole_county_lights_its_municipalities() -> None:
    drawn = map_of_case([], [County.objects.get(number="39")], atlas())
    assert drawn.words == "Vestfold: 6 av Norges 357 kommuner"
    assert {mark.number[:2] for mark in drawn.marks} == {"39"}


@pytest.mark.django_db
def test_a_danish_place_is_told_of_and_never_lit() -> None:
    """Eleven Danish numbers are, or were, Norwegian ones too."""
    drawn = map_of_case(_places("0316", country="DK"), [], atlas())
    assert drawn.marks == ()
    assert drawn.words.startswith("Holbæk")
    assert "Norge" in drawn.words


@pytest.mark.django_db
def test_a_case_without_places_has_no_map() -> None:
    assert map_of_case([], [], atlas()) is None
