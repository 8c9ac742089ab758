"""What is done again and again: apps register jobs, `run_due` runs them all, the task worker does so each minute."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import structlog
from django.db import connection

_log = structlog.get_logger(__name__)
# Any number that nothing else in this database uses for an advisory lock.
_LOCK = 720_410_001


@dataclass(frozen=True)
class Outcome:
    """One thing that a job did, or could not do, in words."""

    text: str
    failed: bool = False


# Does all that is due now, and nothing twice; tells of each thing as soon as it is done.
Job = Callable[[], Iterable[Outcome]]
_jobs: dict[str, Job] = {}


def register(name: str, job: Job) -> None:
    """Have a job run whenever `run_due` does."""
    _jobs[name] = job


def run_all() -> list[Outcome] | None:
    """Run all jobs and return what they did, or None when another run is at work. A job that fails stops no other."""
    with _alone() as is_mine:
        if not is_mine:
            return None
        return [outcome for name, job in _jobs.items() for outcome in _outcomes(name, job)]


def _outcomes(name: str, job: Job) -> Iterator[Outcome]:
    try:
        yield from job()
    except Exception as error:
        _log.exception("recurring job failed", job=name)
        yield Outcome(f"{name}: {error}", failed=True)


@contextmanager
def _alone() -> Iterator[bool]:
    """Hold the lock, if nobody else does; the database drops it with the connection, however a run ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
        is_mine = bool(cursor.fetchone()[0])
    try:
        yield is_mine
    finally:
        if is_mine:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
