"""How an indicator moved is said as it is: which way, from what, how far to the aim, and never why."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from toolkit.impact import figures
from toolkit.impact.codes import Direction, Frequency, Kind
from toolkit.impact.trends import Aim, Course, Gap, Point, gaps_in, next_aim, sentences, trend_of, way_to

TODAY = date(2026, 6, 1)
AMOUNTS = st.decimals(min_value=-(10**9), max_value=10**9, places=4)
DAYS = st.dates(date(2000, 1, 1), date(2040, 12, 31))
POINTS = st.lists(st.builds(Point, on=DAYS, amount=st.none() | AMOUNTS, is_baseline=st.just(False)), max_size=12)
AIMS = st.lists(st.builds(Aim, value=AMOUNTS, by=st.none() | DAYS), max_size=3)
DIRECTIONS = st.sampled_from(list(Direction))


def per_cent(value: Decimal) -> str:
    """Return a share as the bokmål page writes it."""
    return figures.say(value, "nb", Kind.SHARE)


def told(points: list[Point], aims: list[Aim], direction: str = Direction.MORE) -> list[str]:
    """Return what a bokmål page says."""
    with translation.override("nb"):
        return sentences(trend_of(points, aims, direction, TODAY), per_cent, TODAY)


@given(POINTS, AIMS, DIRECTIONS)
def test_any_history_has_a_course_that_follows_its_figures(points, aims, direction):
    trend = trend_of(points, aims, direction, TODAY)
    assert [one.on for one in trend.measured] == sorted(one.on for one in points if one.amount is not None)
    better = -1 if direction == Direction.LESS else 1
    for move in filter(None, (trend.since_start, trend.since_last)):
        assert move.now is trend.latest
        assert move.change == move.now.amount - move.before.amount
        assert (move.change * better > 0, move.change * better < 0) == (
            move.course is Course.BETTER,
            move.course is Course.WORSE,
        )
    assert sentences(trend, str, TODAY)


@given(POINTS, AIMS, DIRECTIONS, st.randoms(use_true_random=False))
def test_the_order_in_which_points_come_does_not_matter_where_days_differ(points, aims, direction, random):
    by_day = list({point.on: point for point in points}.values())
    shuffled = random.sample(by_day, len(by_day))
    assert trend_of(shuffled, aims, direction, TODAY) == trend_of(by_day, aims, direction, TODAY)


@given(AMOUNTS, AMOUNTS, AMOUNTS, DIRECTIONS)
def test_the_way_is_whole_only_when_gone_and_nothing_only_where_it_began(start, now, aim, direction):
    way = way_to(start, now, aim, direction)
    less = direction == Direction.LESS
    if way is None:
        assert (start <= aim) if less else (start >= aim)
    else:
        assert (way >= 100) == ((now <= aim) if less else (now >= aim))
        assert (way == 0) == (now == start)
        assert (way < 0) == ((now > start) if less else (now < start))


@pytest.mark.parametrize(
    ("start", "now", "aim", "direction", "way"),
    [(0, 50, 100, "more", 50), (80, 60, 40, "less", 50), (-10, 5, 20, "more", 50), (0, 0, 0, "more", None)],
)
def test_the_way_is_worked_out_from_nothing_below_nothing_and_downwards(start, now, aim, direction, way):
    assert way_to(Decimal(start), Decimal(now), Decimal(aim), direction) == way


def test_what_went_the_wrong_way_is_said_to_have():
    points = [Point(date(2025, 1, 1), Decimal(62), is_baseline=True), Point(date(2026, 1, 1), Decimal(58))]
    assert told(points, [Aim(Decimal(80), date(2026, 12, 31))]) == [
        "Utviklingen har gått motsatt av målet siden 1. januar 2025: fra 62\u00a0% til 58\u00a0%.",
        "Måltall: 80\u00a0% innen 31. desember 2026.",
        "Det er lenger igjen nå enn ved starten.",
    ]
    assert told(points, [], Direction.LESS) == [
        "Utviklingen har gått i ønsket retning siden 1. januar 2025: fra 62\u00a0% til 58\u00a0%."
    ]


def test_a_baseline_taken_late_is_what_the_newest_is_compared_with():
    points = [
        Point(date(2024, 1, 1), Decimal(10)),
        Point(date(2024, 6, 1), Decimal(20), is_baseline=True),
        Point(date(2025, 1, 1), Decimal(50)),
        Point(date(2025, 6, 1), Decimal(40)),
    ]
    assert told(points, [Aim(Decimal(60), None)]) == [
        "Utviklingen har gått i ønsket retning siden 1. juni 2024: fra 20\u00a0% til 40\u00a0%.",
        "Utviklingen har gått motsatt av målet siden 1. januar 2025: fra 50\u00a0% til 40\u00a0%.",
        "Måltall: 60\u00a0%.",
        "50\u00a0% av veien fra startpunktet er tilbakelagt.",
    ]


def test_nothing_one_point_and_a_target_that_is_reached_or_late_are_each_said():
    one = [Point(date(2026, 1, 1), Decimal(58))]
    assert told([], []) == ["Ikke målt ennå."]
    assert told([Point(date(2026, 1, 1), None)], []) == ["Ikke målt ennå."]
    assert told(one, []) == [
        "Målt én gang så langt: 58\u00a0% 1. januar 2026. Den neste målingen viser hvilken vei det går."
    ]
    assert (
        told(one, [Aim(Decimal(50), date(2026, 12, 31))])[-1] == "Måltallet er nådd: 50\u00a0% innen 31. desember 2026."
    )
    assert (
        told(one, [Aim(Decimal(70), date(2026, 3, 1))])[-1]
        == "Datoen for måltallet er passert: 70\u00a0% innen 1. mars 2026."
    )


def test_figures_that_are_written_alike_are_not_said_to_differ():
    points = [Point(date(2025, 1, 1), Decimal("33.301")), Point(date(2026, 1, 1), Decimal("33.302"))]
    assert told(points, []) == ["Omtrent det samme som 1. januar 2025: 33,3\u00a0%."]


def test_a_gap_is_half_as_long_again_as_was_meant():
    days = [date(2025, 1, 1), date(2025, 4, 2), date(2025, 12, 1)]
    assert gaps_in(reversed(days), Frequency.QUARTERLY) == [Gap(days[1], days[2])]
    assert gaps_in(days, Frequency.YEARLY) == gaps_in(days, "") == gaps_in(days, Frequency.ONCE) == []


def test_the_aim_is_the_next_that_is_due_then_the_one_without_a_day_then_the_last():
    past, coming, later = (Aim(Decimal(1), date(year, 1, 1)) for year in (2026, 2027, 2028))
    undated = Aim(Decimal(2))
    assert next_aim([later, undated, coming, past], TODAY) is coming
    assert next_aim([past, undated], TODAY) is undated
    assert next_aim([Aim(Decimal(0), date(2020, 1, 1)), past], TODAY) is past
    assert next_aim([], TODAY) is None
