"""Recurring work: a job that fails stops no other, and two runs at once do nothing twice."""

from __future__ import annotations

import io
from collections.abc import Iterator

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from portal import recurring
from portal.recurring import Outcome

pytestmark = pytest.mark.django_db


@pytest.fixture
def jobs(monkeypatch: pytest.MonkeyPatch) -> dict[str, recurring.Job]:
    own: dict[str, recurring.Job] = {}
    monkeypatch.setattr(recurring, "_jobs", own)
    return own


def _run() -> str:
    out = io.StringIO()
    call_command("run_due", stdout=out)
    return out.getvalue()


def test_it_says_what_was_done(jobs):
    assert _run() == "Nothing was due.\n"
    recurring.register("letters", lambda: [Outcome("Sent a letter.")])
    assert _run() == "Sent a letter.\n"


def test_a_job_that_fails_stops_no_other_and_is_told_of(jobs):
    done = []

    def broken() -> Iterator[Outcome]:
        yield Outcome("Half done.")
        raise ValueError("no more paper")

    recurring.register("broken", broken)
    recurring.register("letters", lambda: done.append(1) or [])
    with pytest.raises(CommandError, match="no more paper"):
        _run()
    assert done == [1]


def test_a_run_beside_another_does_nothing(jobs):
    recurring.register("letters", lambda: [Outcome("Sent a letter.")])
    with psycopg.connect(**_parameters(), autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(%s)", [recurring._LOCK])
        assert "Another run is at work" in _run()
        other.execute("SELECT pg_advisory_unlock(%s)", [recurring._LOCK])
    assert _run() == "Sent a letter.\n"


def _parameters() -> dict:
    return {
        key: value
        for key, value in connection.get_connection_params().items()
        if key in ("dbname", "user", "password", "host", "port")
    }
