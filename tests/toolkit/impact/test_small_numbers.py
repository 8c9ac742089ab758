"""A published breakdown shows no part of a few people, and lets nobody work one out."""

from __future__ import annotations

from decimal import Decimal
from itertools import product
from types import SimpleNamespace
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from toolkit.impact.codes import ForWhom, Kind
from toolkit.impact.small_numbers import FEWEST, Part, Row, protected, rows_of

COUNTS = st.lists(st.integers(0, 30), min_size=1, max_size=6)


def whole(**figures: Any) -> Any:
    """Return a measurement's own figures."""
    return SimpleNamespace(**{"value": None, "numerator": None, "denominator": None, "grade": None, **figures})


def numbers(counts: Any, total: int | None = None) -> list[Part]:
    """Return a breakdown of so many people as it is published, their sum beside."""
    rows = [Row(str(at), Decimal(count)) for at, count in enumerate(counts)]
    return protected(rows, whole(value=Decimal(sum(counts) if total is None else total)), kind=Kind.NUMBER)


def seen(counts: Any, total: int | None = None) -> tuple[Any, ...]:
    """Return what a reader sees of it."""
    return tuple(part.amount for part in numbers(counts, total))


@given(COUNTS)
def test_no_part_of_a_few_is_shown_or_left_over(counts: list[int]) -> None:
    parts = numbers(counts)
    hidden = [count for count, part in zip(counts, parts, strict=True) if part.is_hidden]
    assert all(count >= FEWEST for count, part in zip(counts, parts, strict=True) if not part.is_hidden)
    assert all(part.amount == count for count, part in zip(counts, parts, strict=True) if not part.is_hidden)
    if hidden and len(hidden) < len(counts):
        assert len(hidden) > 1
        assert sum(hidden) >= FEWEST


def test_whoever_knows_the_rule_and_the_total_cannot_work_out_a_small_part() -> None:
    """Go through all that three parts can have been, and see that each small part could have been another."""
    for total in range(FEWEST, 25):
        alike: dict[Any, list[tuple[int, ...]]] = {}
        for first, second in product(range(total + 1), repeat=2):
            if first + second <= total:
                counts = (first, second, total - first - second)
                alike.setdefault(seen(counts), []).append(counts)
        for shown, possible in alike.items():
            for place, amount in enumerate(shown):
                assert amount is not None or len({counts[place] for counts in possible}) > 1, possible


def test_two_breakdowns_in_one_are_each_protected() -> None:
    # Women and men, then three ages: the men must not be left when the women are shown.
    assert seen([30, 3, 13, 10, 10], 33) == (None, None, 13, 10, 10)
    assert seen([18, 15, 0, 33], 33) == (None, 15, None, None)
    assert seen([18, 15, 20, 2], 33) == (18, 15, None, None)


def test_a_share_is_hidden_where_it_is_of_a_few() -> None:
    rows = [Row("Women", None, Decimal(3), Decimal(20)), Row("Men", None, Decimal(15), Decimal(30))]
    rows.append(Row("Others", None, Decimal(10), Decimal(40)))
    parts = protected(rows, whole(numerator=Decimal(28), denominator=Decimal(90)), kind=Kind.SHARE)
    assert [(part.amount, part.is_hidden) for part in parts] == [(None, True), (None, True), (Decimal(25), False)]


def test_two_breakdowns_of_a_share_are_each_protected() -> None:
    # Women and men, then young and old: an exact share of the women tells how many they are, and so the men.
    rows = [Row(name, None, Decimal(yes), Decimal(20)) for name, yes in (("W", 9), ("M", 17), ("Y", 12), ("O", 14))]
    parts = protected(rows, whole(numerator=Decimal(26), denominator=Decimal(40)), kind=Kind.SHARE)
    assert [part.is_hidden for part in parts] == [True, True, False, False]


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=5))
def test_shown_shares_are_of_enough_who_did_and_enough_who_did_not(pairs: list[tuple[int, int]]) -> None:
    rows = [Row(str(at), None, Decimal(yes), Decimal(yes + no)) for at, (yes, no) in enumerate(pairs)]
    parts = protected(rows, whole(numerator=Decimal(1), denominator=Decimal(2)), kind=Kind.SHARE)
    for (yes, no), part in zip(pairs, parts, strict=True):
        if part.amount is not None:
            assert min(yes, no) >= FEWEST
    assert sum(part.is_hidden for part in parts) != 1 or len(parts) == 1


def test_per_cent_alone_is_shown_only_from_a_source_that_gives_no_more() -> None:
    rows = [Row("Women", Decimal(40)), Row("Men", Decimal(50))]
    register = protected(rows, whole(value=Decimal(45)), kind=Kind.SHARE)
    assert [part.amount for part in register] == [40, 50]
    own = protected(rows, whole(numerator=Decimal(9), denominator=Decimal(20)), kind=Kind.SHARE)
    assert [part.amount for part in own] == [None, None]


def test_means_and_money_of_people_need_enough_behind_them() -> None:
    rows = [Row("Women", Decimal("3.5"), None, Decimal(12)), Row("Men", Decimal(4))]
    for kind in (Kind.SCALE, Kind.MONEY):
        parts = protected(rows, whole(value=Decimal("3.7")), kind=kind)
        assert [part.is_hidden for part in parts] == [True, True]
        others = protected(rows, whole(value=Decimal("3.7")), kind=kind, for_whom=ForWhom.ORGANISATION)
        assert [part.amount for part in others] == [Decimal("3.5"), 4]


def test_what_is_not_measured_is_not_hidden() -> None:
    rows = rows_of([{"name": "Women", "value": None}, {"name": "Men", "value": "12"}])
    assert protected(rows, whole(value=Decimal(20)), kind=Kind.NUMBER) == [
        Part("Women", None),
        Part("Men", Decimal(12)),
    ]
