"""Drawings of what leads to what: nothing lies on anything else, whatever a theory of change looks like."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

from hypothesis import given
from hypothesis import strategies as st

from toolkit.charts.flow import FONT, Box, Thread, flow
from toolkit.charts.flow_down import flow_down
from toolkit.charts.wrapping import breadth, wrapped

HEADS = ["Activities", "Results", "Outcomes", "Impact", "Value"]
WORDS = st.text("abcdefghijkl mæW1-", min_size=1, max_size=300).filter(str.strip)


@st.composite
def theories(draw):
    """Return up to forty boxes in any columns, and any threads between them: cycles, loops and ones to nowhere too."""
    columns = draw(st.lists(st.integers(0, 4), min_size=1, max_size=40))
    texts = draw(st.lists(WORDS, min_size=1, max_size=5))
    boxes = [Box(str(key), column, texts[key % len(texts)]) for key, column in enumerate(columns)]
    ends = st.integers(0, len(boxes))
    pairs = draw(st.lists(st.tuples(ends, ends, st.none() | st.integers(1, 9)), max_size=60))
    return boxes, [Thread(str(cause), str(effect), number) for cause, effect, number in pairs]


@given(WORDS, st.integers(1, 30))
def test_lines_fit_and_say_the_whole_text(text, room):
    lines = wrapped(text, room)
    assert all(breadth(line) <= room or len(line.rstrip("-")) == 1 for line in lines)
    assert "".join(lines).replace("-", "").replace(" ", "") == text.replace("-", "").replace(" ", "")


@given(theories())
def test_no_box_lies_on_another_and_no_thread_on_a_box_that_it_only_passes(theory):
    boxes, threads = theory
    drawing = flow(HEADS, boxes, threads)
    assert len(drawing.boxes) == len(boxes)
    assert len(drawing.threads) == sum(
        one.cause != one.effect and {one.cause, one.effect} <= {box.key for box in boxes} for one in threads
    )
    for one, other in combinations(drawing.boxes, 2):
        assert one.x != other.x or one.y + one.height < other.y or other.y + other.height < one.y
    for thread in drawing.threads:
        # Where a thread passes a column it runs straight: from its lane's beginning for as long as the column is broad.
        for x, y, end in re.findall(r"([-\d.]+) ([-\d.]+)H([\d.]+)(?=C)", thread.path):
            passed = [box for box in drawing.boxes if box.x in (float(x), float(end))]
            assert all(float(y) < box.y or float(y) > box.y + box.height for box in passed)
    assert all(box.y >= 0 and box.y + box.height <= drawing.height for box in drawing.boxes)


@given(theories())
def test_each_end_has_its_own_place_so_that_no_number_lies_on_another(theory):
    boxes, threads = theory
    for drawing in (flow(HEADS, boxes, threads), flow_down(HEADS, boxes, threads)):
        tips = [tuple(map(float, re.match(r"M([-\d.]+) ([-\d.]+)", one.tip).groups())) for one in drawing.threads]
        for (x, y), (other_x, other_y) in combinations(tips, 2):
            assert x != other_x or abs(y - other_y) >= 18
        for box in drawing.boxes:
            assert all(box.x < x < box.x + box.width and box.y < y < box.y + box.height for x, y, _line in box.lines)
            assert all(breadth(line) * FONT <= box.width for _x, _y, line in box.lines)


@given(theories())
def test_on_a_narrow_page_boxes_stand_beneath_each_other_rank_by_rank(theory):
    boxes, threads = theory
    drawing = flow_down(HEADS, boxes, threads)
    in_order = sorted(drawing.boxes, key=lambda box: box.y)
    assert [box.column for box in in_order] == sorted(box.column for box in boxes)
    assert all(one.y + one.height < other.y for one, other in pairwise(in_order))
    assert [head.text for head in drawing.heads] == HEADS
    assert drawing.width <= 360
