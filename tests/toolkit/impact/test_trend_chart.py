"""The drawing over time shows each figure where it was, on its day, and bridges no gap as if it had been measured."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from toolkit.charts.axes import days_axis, figures_axis
from toolkit.charts.timeline import Happening
from toolkit.charts.timeline_svg import axis_svg, paper_svg, plot_svg
from toolkit.impact.codes import Direction, Frequency, Kind
from toolkit.impact.trend_chart import Followed, TrendChart, trend_chart
from toolkit.impact.trends import Aim, Point

TODAY = date(2026, 6, 1)
FIGURES = st.decimals(min_value=-(10**13), max_value=10**13, places=4)
DAYS = st.dates()


def chart(**fields: object) -> TrendChart:
    """Return the chart of an indicator, as the bokmål page has it."""
    filled = {"name": "I jobb", "kind": Kind.NUMBER, "direction": Direction.MORE, **fields}
    with translation.override("nb"):
        return trend_chart(Followed(**filled), "nb", TODAY)  # type: ignore[arg-type]  # fields of a test


@given(st.lists(FIGURES, min_size=1, max_size=20))
def test_the_axis_holds_every_figure_with_few_round_ticks(figures):
    axis = figures_axis(figures)
    assert all(0 <= axis.share(figure) <= 1 for figure in figures)
    assert 2 <= len(axis.ticks) <= 7
    assert list(axis.ticks) == sorted(set(axis.ticks))
    assert axis.is_cut or Decimal(0) in axis.ticks


@given(st.lists(DAYS, min_size=1, max_size=20))
def test_days_lie_in_their_order_within_the_drawing_and_few_are_named(days):
    axis = days_axis(days)
    places = [axis.place(day) for day in sorted(days)]
    assert places == sorted(places)
    assert all(0 <= place <= 100 for place in places)
    assert len(axis.ticks) <= 4
    assert all(axis.first <= day <= axis.last for day, _words in axis.ticks)


@given(
    st.lists(st.builds(Point, on=DAYS, amount=FIGURES), max_size=8), st.lists(st.builds(Aim, FIGURES, DAYS), max_size=3)
)
def test_any_history_can_be_drawn(points, aims):
    drawn = chart(points=points, aims=aims, frequency=Frequency.MONTHLY)
    if drawn.drawing is None:
        assert not points
        return
    assert len([mark for mark in drawn.drawing.marks if mark.look in ("point", "baseline")]) == len(points)
    assert len(drawn.rows) == len(points) + len(aims)
    assert len(drawn.drawing.along) <= 4
    assert all(svg.count("<svg") == svg.count("</svg>") for svg in (plot_svg(drawn.drawing), paper_svg(drawn.drawing)))


def test_a_year_without_a_measurement_is_bridged_by_a_broken_line_and_said():
    days = [date(2024, 1, 1), date(2024, 4, 1), date(2025, 4, 1)]
    drawn = chart(points=[Point(day, Decimal(5)) for day in days], frequency=Frequency.QUARTERLY)
    assert drawn.drawing is not None
    assert [line.look for line in drawn.drawing.segments] == ["measured", "gap"]
    assert drawn.notes == ["Ikke målt mellom 1. april 2024 og 1. april 2025."]
    assert "gap" in [sign.look for sign in drawn.signs]


def test_time_is_true():
    days = [date(2024, 1, 1), date(2024, 1, 11), date(2024, 4, 10)]
    drawn = chart(points=[Point(day, Decimal(place)) for place, day in enumerate(days)])
    assert drawn.drawing is not None
    first, second, third = (mark.x for mark in drawn.drawing.marks)
    assert round((second - first) / (third - first), 2) == 0.1


def test_what_happened_is_numbered_in_the_drawing_as_beneath_it_and_targets_have_their_day():
    drawn = chart(
        points=[Point(date(2024, 1, 1), Decimal(10), is_baseline=True), Point(date(2025, 1, 1), Decimal(20))],
        aims=[Aim(Decimal(40), date(2026, 1, 1))],
        happenings=[
            Happening(date(2024, 7, 1), "target-change", "Fra 50 til 40"),
            Happening(date(2024, 3, 1), "evaluation", "<b>Vi lærte</b>"),
        ],
    )
    assert drawn.drawing is not None
    svg = plot_svg(drawn.drawing)
    assert re.findall(r'text-anchor="middle">(\d)</text>', svg) == ["1", "2"]
    assert [(sign.number, sign.look) for sign in drawn.signs if sign.number] == [
        (1, "evaluation"),
        (2, "target-change"),
    ]
    assert any(sign.text == "Måltall: 40 innen 1. januar 2026" for sign in drawn.signs)
    assert drawn.signs[0].text == "Startpunkt: 10, 1. januar 2024"
    assert "<b>" not in svg
    assert drawn.rows[0] == ("1. januar 2024", "10", "Startpunkt")


def test_steps_are_drawn_as_steps_and_called_by_their_names():
    drawn = chart(
        kind=Kind.GRADED,
        grades=["Ingen", "Noen", "De fleste"],
        points=[Point(date(2024, 1, 1), Decimal(1)), Point(date(2025, 1, 1), Decimal(3))],
    )
    assert drawn.drawing is not None
    assert [label for _y, label in drawn.drawing.up] == ["1", "2", "3"]
    (flat, rise) = drawn.drawing.segments
    assert (flat.y1 == flat.y2, rise.x1 == rise.x2) == (True, True)
    assert drawn.told == ["Utviklingen har gått i ønsket retning siden 1. januar 2024: fra 1: Ingen til 3: De fleste."]


def test_a_share_of_nobody_is_in_the_table_and_not_in_the_drawing():
    drawn = chart(kind=Kind.SHARE, points=[Point(date(2024, 1, 1), None), Point(date(2025, 1, 1), Decimal(50))])
    assert drawn.drawing is not None
    assert len(drawn.drawing.marks) == 1
    assert drawn.notes == ["1 måling gir ikke noe tall og er ikke tegnet. Den står i tabellen."]
    assert [row[1] for row in drawn.rows] == ["–", "50\u00a0%"]
    assert "0\u00a0%" in axis_svg(drawn.drawing)


def test_a_cut_axis_is_said_to_be_cut():
    drawn = chart(points=[Point(date(2024, 1, 1), Decimal(14000)), Point(date(2025, 1, 1), Decimal(14200))])
    assert drawn.notes == ["Skalaen begynner på 14\u00a0000, så små endringer synes."]
