"""Figures are read as people write them, and what they come to is right at the edges."""

from __future__ import annotations

from decimal import Decimal
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.impact.codes import Kind
from toolkit.impact.figures import MOST_DECIMALS, amount, parse, round_half_up, say, share

FIGURES = st.decimals(Decimal("-99999999999999"), Decimal("99999999999999"), places=MOST_DECIMALS)
LANGUAGES = st.sampled_from(["nb", "nn", "en"])
COUNTS = st.integers(0, 10**9).map(Decimal)


@pytest.mark.parametrize(
    ("text", "language", "figure"),
    [
        ("1 234,5", "nb", "1234.5"),
        ("1\u2009234,5", "nn", "1234.5"),
        ("1\u202f234\u00a0567", "nb", "1234567"),
        ("1.234,5", "nb", "1234.5"),
        ("1,234.5", "en", "1234.5"),
        ("1,234", "en", "1234"),
        ("1,234", "nb", "1.234"),
        ("12.5", "nb", "12.5"),
        ("12,5", "en", "12.5"),
        ("0.125", "nb", "0.125"),
        ("1.234.567", "nb", "1234567"),
        (",5", "nb", "0.5"),
        ("-3", "nb", "-3"),
        ("−3", "nb", "-3"),
        ("– 3 %", "nb", "-3"),
        ("+4", "en", "4"),
        ("-0", "nb", "0"),
        ("12 %", "nb", "12"),
        ("kr 1 000,-", "nb", "1000"),
        ("1 000 kr", "nb", "1000"),
        (" 007 ", "nb", "7"),
    ],
)
def test_a_figure_is_read_as_people_write_it(text: str, language: str, figure: str) -> None:
    assert parse(text, language) == Decimal(figure)


@pytest.mark.parametrize(
    "text",
    [
        *("", " ", "%", "-", "1.234,56,7", "12 34", "1 2345", "1e5", "NaN", "∞", "1-2", "fem", "1,2,3", "1..2", "5,"),
        *(",", "1" * 15, "0,12345", "9" * 100, "12\u0663", "\x00", "1 234.567,8.9", "1.23.456"),
    ],
)
@pytest.mark.parametrize("language", ["nb", "en"])
def test_what_is_no_figure_is_refused(text: str, language: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse(text, language)


def test_a_figure_that_could_be_two_is_asked_about() -> None:
    with pytest.raises(ValueError, match=r"1.234 .* 1,234"):
        parse("1.234", "nb")


@given(FIGURES, LANGUAGES)
def test_what_is_written_is_read_again(figure: Decimal, language: str) -> None:
    assert parse(say(figure, language), language) == figure


@given(st.text(max_size=70), LANGUAGES)
def test_any_text_is_a_figure_or_is_refused_with_a_reason(text: str, language: str) -> None:
    figure, reason = None, ""
    try:
        figure = parse(text, language)
    except ValueError as refused:
        reason = str(refused)
    assert reason or (figure is not None and figure.is_finite())


@pytest.mark.parametrize(
    ("value", "language", "kind", "unit", "said"),
    [
        ("1000", "nb", Kind.NUMBER, "", "1\u00a0000"),
        ("349", "nb", Kind.NUMBER, "personer", "349\u00a0personer"),
        ("1000", "nn", Kind.MONEY, "", "1\u00a0000\u00a0kr"),
        ("1000.5", "nb", Kind.MONEY, "euro", "1\u00a0000,50\u00a0euro"),
        ("12.50", "nb", Kind.SHARE, "people", "12,5\u00a0%"),
        ("12.5", "en", Kind.SHARE, "", "12.5%"),
        ("-0.04", "nb", Kind.SHARE, "", "0\u00a0%"),
        ("-3", "nb", Kind.NUMBER, "", "−3"),
        ("3.10", "nb", Kind.SCALE, "", "3,1"),
    ],
)
def test_a_figure_is_written_as_the_language_does(value: str, language: str, kind: str, unit: str, said: str) -> None:
    assert say(Decimal(value), language, kind, unit) == said


def measured(**figures: Any) -> Any:
    """Return what has these figures."""
    return SimpleNamespace(**{"value": None, "numerator": None, "denominator": None, "grade": None, **figures})


@given(COUNTS, COUNTS)
def test_a_share_is_per_cent_of_somebody(numerator: Decimal, denominator: Decimal) -> None:
    percent = amount(measured(numerator=numerator, denominator=denominator))
    if not denominator:
        assert percent is None
    else:
        assert percent is not None
        assert abs(percent * denominator - numerator * 100) < Decimal("1e-9")
        assert (percent > 100) == (numerator > denominator)


@given(FIGURES)
def test_a_figure_is_rounded_to_the_nearest(figure: Decimal) -> None:
    rounded = round_half_up(figure, 1)
    assert abs(rounded - figure) <= Decimal("0.05")
    assert round_half_up(-figure, 1) == -rounded
    assert "-0" not in (str(rounded) if not rounded else "")


def test_what_a_measurement_comes_to() -> None:
    assert amount(measured()) is None
    assert amount(measured(value=Decimal("-3"))) == -3
    assert amount(measured(value=Decimal(0))) == 0
    assert amount(measured(value=Decimal(40))) == 40
    assert amount(measured(grade=2)) == 2
    assert amount(measured(numerator=Decimal(1))) is None
    # The mean of an answer on a scale, and how many answered.
    assert amount(measured(value=Decimal("3.5"), denominator=Decimal(12))) == Decimal("3.5")
    assert share(Decimal(1), Decimal(3)) != share(Decimal(1), Decimal(4))
