"""What comes at the same time is all stored: two devices, a form sent twice, a round that is closed meanwhile.

Each comes in a thread with a connection of its own, in a database of its own: here transactions are real.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.utils import timezone

from tests.databases import cloned_database
from tests.factories.assessment import make_participation, make_round
from toolkit.assessment.answering import NotOpenError, join_round, save_answers
from toolkit.models import Participation, Round

SECRET = "s" * 43
KEYS = [f"{concept}-{place}" for concept in ("openness", "democracy", "creativity") for place in (1, 2, 3)]
# Seconds until a thread counts as stuck.
_STUCK = 30


@pytest.fixture
def real_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database whose transactions end as those of the portal do."""
    with django_db_blocker.unblock(), cloned_database(f"test_portal_answers_{os.getpid()}"):
        yield


def _at_once(*acts: Callable[[], object]) -> None:
    ready = threading.Barrier(len(acts))

    def run(act: Callable[[], object]) -> None:
        try:
            ready.wait(_STUCK)
            act()
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,), daemon=True) for act in acts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(_STUCK)


def test_two_devices_lose_nothing_of_each_other(real_database: None) -> None:
    make_participation(make_round(), secret=SECRET)
    _at_once(*(lambda key=key: save_answers(secret=SECRET, answers={key: "3"}) for key in KEYS))
    assert Participation.objects.get().answers == dict.fromkeys(KEYS, "3")


def test_a_form_sent_twice_makes_one_participation(real_database: None) -> None:
    round_ = make_round()
    _at_once(*(lambda: join_round(round_=round_, group="citizens", secret=SECRET) for _ in range(4)))
    assert round_.participations.count() == 1


def test_an_answer_that_waited_while_the_round_was_closed_is_refused(real_database: None) -> None:
    participation = make_participation(make_round(), secret=SECRET)
    outcomes: list[str] = []

    def save() -> None:
        try:
            save_answers(secret=SECRET, answers={"openness-1": "3"})
            outcomes.append("saved")
        except NotOpenError:
            outcomes.append("refused")
        finally:
            connection.close()

    thread = threading.Thread(target=save, daemon=True)
    with transaction.atomic():
        Participation.objects.select_for_update().get(pk=participation.pk)
        thread.start()
        _wait_for_a_lock()
        Round.objects.update(closed_at=timezone.now())
    thread.join(_STUCK)
    assert outcomes == ["refused"]
    assert Participation.objects.get().answers == {}


def _wait_for_a_lock() -> None:
    """Wait until another connection waits for us."""
    deadline = time.monotonic() + _STUCK
    while time.monotonic() < deadline:
        with connection.cursor() as cursor:
            # Otherwise a transaction is told the same the whole time.
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
            )
            if cursor.fetchone()[0]:
                return
    raise AssertionError("nobody waits")
