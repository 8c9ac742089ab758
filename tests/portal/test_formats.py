"""Dates and numbers are written as people write them in each language."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils import formats, translation


@pytest.mark.parametrize(
    ("language", "day", "month", "weekday", "number", "share"),
    [
        ("nb", "23. november 2026", "januar 2026", "tirsdag", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", "12,5"),
        ("nn", "23. november 2026", "januar 2026", "tysdag", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567", "12,5"),
        ("en", "23 November 2026", "January 2026", "Tuesday", "1,234,567", "12.5"),
    ],
)
def test_dates_and_numbers(language: str, day: str, month: str, weekday: str, number: str, share: str) -> None:
    with translation.override(language):
        assert formats.date_format(date(2026, 11, 23), "DATE_FORMAT") == day
        assert formats.date_format(date(2026, 1, 1), "F Y") == month
        assert formats.date_format(date(2026, 11, 24), "l") == weekday
        assert intcomma(1_234_567) == number
        assert formats.number_format(12.5, 1) == share
        assert formats.get_format("FIRST_DAY_OF_WEEK") == 1
        assert "14:05" in formats.date_format(datetime(2026, 11, 23, 14, 5, tzinfo=UTC), "DATETIME_FORMAT")
