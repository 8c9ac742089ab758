"""Drawings say what the numbers say: a bar is whole, no group hides another, and what is hidden is not drawn."""

from __future__ import annotations

import re

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from cases.codes import FIELDS, VALUES
from toolkit.charts.cloth import HEIGHT, WIDTH, Woven, cloth
from toolkit.charts.shares import change_in_words, decimal_in_words, percent_in_words, whole_percents
from toolkit.charts.stack import Given, Level, stack
from toolkit.charts.strands import Standing, strands

LEVELS = [Level(f"agree-{place}", f"Level {place}") for place in range(1, 6)]
COUNTS = st.lists(st.integers(0, 400), min_size=5, max_size=5)
# At 320 px a knot is 24 px broad, and the drawing 280.
KNOT = 100 * 24 / 280


@given(COUNTS)
def test_shares_add_up_to_a_hundred_and_follow_the_counts(counts):
    percents = whole_percents(counts)
    assert sum(percents) == (100 if sum(counts) else 0)
    assert all(
        abs(percent - 100 * count / sum(counts)) < 1
        for count, percent in zip(counts, percents, strict=True)
        if sum(counts)
    )


@pytest.mark.parametrize(
    ("language", "share", "mean", "change"), [("nb", "12\u00a0%", "3,5", "−0,4"), ("en", "12%", "3.5", "−0.4")]
)
def test_numbers_are_written_as_the_reader_writes_them(language, share, mean, change):
    with translation.override(language):
        assert (percent_in_words(12), decimal_in_words(3.46), change_in_words(-0.42)) == (share, mean, change)
        assert change_in_words(-0.04) == decimal_in_words(0)


@given(COUNTS, st.integers(0, 30))
def test_a_bar_is_whole_and_says_what_its_table_says(counts, unsure):
    chart = stack("Title", LEVELS, [Given("All", counts, unsure)])
    [bar] = chart.bars
    assert sum(part.width for part in bar.parts) == pytest.approx(100 if sum(counts) else 0, abs=0.05)
    assert len(bar.parts) == sum(1 for count in counts if count)
    assert [int(cell.split()[0]) for cell in bar.cells] == [*counts, unsure, sum(counts) + unsure]
    assert all(
        level.name in bar.words for level, percent in zip(LEVELS, whole_percents(counts), strict=True) if percent
    )


def test_a_group_that_is_hidden_has_no_numbers_but_a_reason():
    rows = [Given("All", (1, 2, 3, 4, 5)), Given("A", None, why_not="Hidden"), Given("B", None, why_not="Hidden")]
    chart = stack("Title", LEVELS, rows)
    assert [bar.label for bar in chart.drawn] == ["All"]
    assert chart.not_drawn == [("Hidden", "A, B")]
    assert all(not bar.cells and not bar.parts for bar in chart.bars[1:])


@given(st.lists(st.floats(1, 5), min_size=1, max_size=8), COUNTS.filter(any))
def test_strands_stand_in_order_and_no_knot_lies_on_another(positions, counts):
    standing = [Standing(number, f"G{number}", position) for number, position in enumerate(positions, start=1)]
    drawing = strands([count / sum(counts) for count in counts], 3.0, standing, "words")
    by_position = sorted(zip(positions, drawing.knots, strict=True), key=lambda pair: pair[0])
    assert [knot.x for _position, knot in by_position] == sorted(knot.x for knot in drawing.knots)
    for one in drawing.knots:
        assert 0 < one.x < 100
        assert one.y < drawing.height
        for other in drawing.knots:
            assert one is other or one.y != other.y or abs(one.x - other.x) >= KNOT


def boxes(pieces, look):
    """Return left, top, width and height of the boxes of a look."""
    found = [piece.path for piece in pieces if piece.look == look]
    numbers = re.findall(r"M([\d.]+) ([\d.]+)h([\d.]+)v([\d.]+)", "".join(found))
    return [tuple(map(float, box)) for box in numbers]


def test_a_thread_is_woven_in_as_far_as_people_agree_and_split_where_they_are_divided():
    [whole] = boxes(cloth([Woven("equality", 0.5, 0.25)]), "weft dyed")
    assert whole[2] == WIDTH / 2
    first, second = boxes(cloth([Woven("equality", 0.5, 0.25, is_divided=True)]), "weft dyed")
    assert first[2] == second[2] == WIDTH / 2
    assert first[1] + first[3] < second[1]


def test_what_is_not_shown_is_no_thread_and_a_value_runs_up():
    pieces = cloth([Woven("openness", 0.5, 0.0)])
    assert {piece.look for piece in pieces} == {"ground", "warp dyed openness", "warp undyed openness"}
    assert min(top for _left, top, _width, _height in boxes(pieces, "warp dyed openness")) == HEIGHT / 2
    everything = cloth(Woven(code, 0.2, 0.2) for code in (*VALUES, *FIELDS))
    assert {code for code in VALUES if any(code in piece.look for piece in everything)} == set(VALUES)
    assert len(boxes(everything, "weft dyed")) == len(FIELDS)
