"""The cloth of a case: the same tags give the same cloth, other tags another."""

from __future__ import annotations

import itertools
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cases.codes import FIELDS, LADDER_STEPS, VALUES
from cases.weave import HEIGHT, WIDTH, weave

UNDYED = ["cloth", "warp undyed", "weft undyed", "warp undyed", "hem", "damask", "stitch undyed"]
_TAGS = st.tuples(
    st.frozensets(st.sampled_from(list(VALUES))),
    st.frozensets(st.sampled_from(list(FIELDS))),
    st.sampled_from(["", *LADDER_STEPS]),
)
_MOVES = re.compile(r"M(-?[\d.]+) (-?[\d.]+)")


def _looks(*tags: object) -> list[str]:
    return [strip.look for strip in weave(*tags)]


def _boxes(path: str) -> int:
    return path.count("M")


def test_a_case_without_tags_is_undyed_linen() -> None:
    assert _looks([], []) == UNDYED
    linen = {strip.look: strip for strip in weave([], [])}
    assert _boxes(linen["stitch undyed"].path) == len(LADDER_STEPS)


def test_a_value_and_two_fields_give_threads_and_lozenges() -> None:
    cloth = weave(["democracy"], ["equality", "anchoring"], "inviting")
    assert [strip.look for strip in cloth[5:]] == [
        "damask",
        "stitch dyed",
        "stitch undyed",
        "tint weft",
        "tint democracy",
        "weft dyed",
        "warp undyed",
        "warp dyed democracy",
        "weft dyed",
        "knot",
        "heart democracy",
    ]
    by_look = {strip.look: strip.path for strip in cloth}
    assert _boxes(by_look["stitch dyed"]) == 2
    assert _boxes(by_look["knot"]) == 2 * 5


def test_threads_that_do_not_meet_have_no_lozenge() -> None:
    assert "knot" not in _looks(["openness"], [])
    assert "knot" not in _looks([], ["equality"])


def test_every_value_has_a_thread_of_its_own_kind() -> None:
    paths = {code: next(s.path for s in weave([code], []) if s.look == f"warp dyed {code}") for code in VALUES}
    assert _boxes(paths["openness"]) == 1
    assert _boxes(paths["democracy"]) == 2
    assert _boxes(paths["creativity"]) == len(FIELDS)
    assert "a7 7" in paths["leadership"]


@pytest.mark.parametrize("step", LADDER_STEPS)
def test_the_step_is_that_many_stitches(step: str) -> None:
    dyed = next(strip for strip in weave([], [], step) if strip.look == "stitch dyed")
    assert _boxes(dyed.path) == LADDER_STEPS.index(step) + 1


def test_order_and_repetition_of_tags_do_not_matter() -> None:
    assert weave(["openness", "democracy"], ["equality"]) == weave({"democracy", "openness"}, ["equality", "equality"])


def test_unknown_codes_are_not_threads() -> None:
    assert weave(["bravery"], ["tax"], "seventh") == weave([], [])


def test_no_two_sets_of_tags_give_the_same_cloth() -> None:
    subsets = [
        (values, fields, step)
        for v in range(len(VALUES) + 1)
        for values in itertools.combinations(VALUES, v)
        for f in range(len(FIELDS) + 1)
        for fields in itertools.combinations(FIELDS, f)
        for step in ("", LADDER_STEPS[2])
    ]
    cloths = {tuple(weave(*tags)) for tags in subsets}
    assert len(cloths) == len(subsets) == 2**11 * 2


@settings(deadline=None)
@given(st.sets(st.text()), st.sets(st.text()), st.text())
def test_any_text_gives_a_cloth(values: set[str], fields: set[str], step: str) -> None:
    for strip in weave(values, fields, step):
        assert strip.path.startswith("M")
        assert '"' not in strip.path + strip.look


def test_no_undyed_lozenge_lies_on_a_thread_of_the_case() -> None:
    def lozenges(*tags: object) -> int:
        return sum(_boxes(strip.path) for strip in weave(*tags) if strip.look == "damask") // 5

    assert lozenges([], []) == len(VALUES) * len(FIELDS)
    assert lozenges(["openness"], ["equality"]) == (len(VALUES) - 1) * (len(FIELDS) - 1)
    assert lozenges(VALUES, []) == lozenges([], FIELDS) == 0


@settings(deadline=None)
@given(_TAGS, _TAGS)
def test_tags_and_cloths_belong_together_one_to_one(some: tuple[Any, ...], others: tuple[Any, ...]) -> None:
    assert weave(*some) == weave(*some)
    assert (weave(*some) == weave(*others)) == (some == others)


@settings(deadline=None)
@given(_TAGS)
def test_every_thread_begins_within_the_cloth_and_a_cloth_is_small(tags: tuple[Any, ...]) -> None:
    cloth = weave(*tags)
    for x, y in (found.groups() for strip in cloth for found in _MOVES.finditer(strip.path)):
        assert 0 <= float(x) <= WIDTH
        assert -2 <= float(y) <= HEIGHT
    assert sum(len(strip.path) for strip in cloth) < 10_000


def test_the_cloth_fills_its_box() -> None:
    assert weave([], [])[0].path == f"M0 0h{WIDTH}v{HEIGHT}h-{WIDTH}z"
