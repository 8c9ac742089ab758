"""The map of cases: more cases make a larger point, each leads on, and table and map say the same."""

from __future__ import annotations

import re

import pytest

from cases.places.atlas import Atlas, Spot
from cases.places.count_map import count_map
from tests.factories import make_case, make_user


def _spot(number: str, name: str, county: str, latitude: float | None = 60.0) -> Spot:
    return Spot(number, name, number[:2], county, latitude=latitude, longitude=10.0)


NORWAY = Atlas(
    (
        _spot("3203", "Asker", "Akershus"),
        _spot("5001", "Trondheim", "Trøndelag", 63.4),
        _spot("3201", "Bærum", "Akershus"),
        _spot("0301", "Oslo", "Oslo", None),
    )
)


def test_points_stand_by_county_and_grow_with_their_cases() -> None:
    drawn = count_map(NORWAY, {"5001": 1, "3201": 9, "3203": 2, "0301": 4, "DK-316": 3}, lambda spot: f"#{spot.number}")
    assert drawn is not None
    assert [(point.name, point.cases, point.url) for point in drawn.points] == [
        ("Asker", 2, "#3203"),
        ("Bærum", 9, "#3201"),
        ("Oslo", 4, "#0301"),
        ("Trondheim", 1, "#5001"),
    ]
    radius = {point.name: point.radius for point in drawn.points}
    assert radius["Bærum"] > radius["Asker"] > radius["Trondheim"]
    assert "Oslo" not in {point.name for point in drawn.drawn}  # its point is not known: the table tells of it


def test_a_county_is_drawn_with_its_own_alone_and_nothing_is_drawn_of_nothing() -> None:
    county = count_map(NORWAY, {"5001": 1, "3203": 2}, lambda spot: "", "32")
    assert county is not None
    assert [point.name for point in county.points] == ["Asker"]
    assert count_map(NORWAY, {"5001": 1}, lambda spot: "", "32") is None
    assert count_map(NORWAY, {}, lambda spot: "") is None


def _points(client, address: str) -> tuple[dict[str, str], list[str]]:
    """Return what the points of a page say, by address, and the rows of its table."""
    html = client.get(address).content.decode()
    figure = html.partition('<figure class="count-map">')[2].partition("</figure>")[0]
    points = dict(re.findall(r'count-map__point" href="([^"]*)" aria-label="([^"]*)"', figure))
    return points, re.findall(r'<th scope="row"><a[^>]*>([^<]*)<', figure)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/", "/fylker/32-akershus/"])
def test_home_and_county_count_on_the_map_and_forget_at_once(client, settings, address) -> None:
    settings.PAGE_CACHE = True
    make_case(municipalities=["3203"])
    other = make_case(municipalities=["3203"])
    assert _points(client, address) == ({"/kommuner/3203-asker/": "Asker: 2 caser"}, ["Asker"])
    other.unpublish(user=make_user("Publishers"))
    assert _points(client, address) == ({"/kommuner/3203-asker/": "Asker: 1 case"}, ["Asker"])


@pytest.mark.django_db
def test_the_index_counts_the_hits_of_the_present_search_and_each_point_narrows_it(client) -> None:
    make_case(municipalities=["3203"], themes=["housing"])
    make_case(municipalities=["3203"], themes=["youth"])
    make_case(municipalities=["3909"], themes=["youth"])
    points, rows = _points(client, "/caser/?theme=youth")
    assert points == {
        "?theme=youth&amp;municipality=3203": "Asker: 1 case",
        "?theme=youth&amp;municipality=3909": "Larvik: 1 case",
    }
    assert rows == ["Asker", "Larvik"]
    assert _points(client, "/caser/?theme=youth&municipality=3909")[1] == ["Larvik"]
