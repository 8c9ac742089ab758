"""When a measurement is due: on the planned days, whether the last one came early, late or never."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.impact import make_indicator, make_measurement, make_plan
from toolkit.impact.codes import Frequency
from toolkit.impact.due import MONTHS, add_months, due_of, next_due, planned_of

DAYS = st.dates(date(2015, 1, 1), date(2040, 12, 31))
REGULAR = st.sampled_from(sorted(MONTHS))


@pytest.mark.parametrize(
    ("frequency", "first_due", "last_on", "due"),
    [
        ("", None, None, None),
        ("", None, "2026-01-01", None),
        (Frequency.MONTHLY, None, None, None),
        (Frequency.ONCE, "2026-12-31", None, "2026-12-31"),
        (Frequency.ONCE, "2026-06-01", None, "2026-06-01"),
        (Frequency.ONCE, "2026-06-01", "2026-05-20", None),
        (Frequency.ONCE, "2026-06-01", "2025-05-20", "2026-06-01"),
        # Measured in time, late, a little early, and long ago.
        (Frequency.QUARTERLY, "2026-01-01", "2026-10-01", "2027-01-01"),
        (Frequency.QUARTERLY, "2026-01-01", "2026-11-20", "2027-01-01"),
        (Frequency.QUARTERLY, "2026-01-01", "2026-09-20", "2027-01-01"),
        (Frequency.QUARTERLY, "2026-01-01", "2026-03-01", "2026-10-01"),
        (Frequency.QUARTERLY, "2026-01-01", None, "2026-10-01"),
        (Frequency.YEARLY, "2027-03-01", "2026-02-01", "2027-03-01"),
        # The end of a month stays the end.
        (Frequency.MONTHLY, "2025-01-31", "2026-10-31", "2026-11-30"),
        # A mistyped year stops nobody's page, and nobody's reminders.
        (Frequency.ONCE, "0001-01-01", "2026-01-01", None),
        (Frequency.ONCE, "0001-01-20", "0001-01-02", None),
        ("", "0001-01-01", "9999-12-31", None),
        # Without a first day, from the last measurement on.
        (Frequency.HALF_YEARLY, None, "2026-09-15", "2027-03-15"),
        (Frequency.HALF_YEARLY, None, "2026-03-15", "2026-09-15"),
    ],
)
def test_the_next_day(frequency: str, first_due: str | None, last_on: str | None, due: str | None) -> None:
    days = [date.fromisoformat(day) if day else None for day in (first_due, last_on)]
    today = date(2026, 11, 24)
    assert next_due(frequency, days[0], days[1], today) == (date.fromisoformat(due) if due else None)


@given(REGULAR, DAYS, st.none() | DAYS, DAYS)
def test_a_regular_measurement_is_always_due_on_a_planned_day(
    frequency: str, first: date, last_on: date | None, today: date
) -> None:
    due = next_due(frequency, first, last_on, today)
    if due is None:
        # Somebody has measured in a time to come.
        assert last_on is not None
        assert last_on > today
        return
    planned = {add_months(first, MONTHS[frequency] * step) for step in range(12 * 27)}
    assert due in planned
    if due > today:
        assert not any(day <= today and (last_on is None or last_on < day - timedelta(days=30)) for day in planned)
    else:
        assert last_on is None or last_on < due
        assert add_months(first, 0) <= due


@given(REGULAR, DAYS, DAYS)
def test_measuring_when_it_is_due_puts_it_off(frequency: str, first: date, today: date) -> None:
    due = next_due(frequency, first, None, today)
    assert due is not None
    after = next_due(frequency, first, max(due, today), today)
    assert after is None or after > max(due, today)


@pytest.mark.django_db
def test_a_plan_tells_what_waits() -> None:
    plan, today = make_plan(), date(2026, 11, 24)
    late = make_indicator(plan, name="Late", frequency=Frequency.MONTHLY, first_due=date(2026, 11, 1))
    make_measurement(late, on=date(2026, 12, 1)).delete()
    removed = make_measurement(late, on=date(2026, 11, 3))
    removed.deleted_at = "2026-11-04T10:00Z"
    removed.save()
    make_indicator(plan, name="Snoozed", first_due=date(2026, 1, 1), snoozed_until=date(2026, 11, 25))
    make_indicator(plan, name="Later", first_due=date(2026, 12, 1))
    done = make_indicator(plan, name="Done", first_due=date(2026, 10, 1))
    make_measurement(done, on=date(2026, 10, 1))
    make_indicator(first_due=date(2026, 1, 1))
    assert [(due.indicator.name, due.on) for due in due_of(plan, today)] == [("Late", date(2026, 11, 1))]
    assert [due.indicator.name for due in due_of(plan, date(2026, 11, 25))] == ["Snoozed", "Late"]
    assert [due.indicator.name for due in planned_of(plan, today)] == ["Snoozed", "Late", "Later"]
