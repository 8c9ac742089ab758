"""What is saved, taken back and shown at the same time ends as if one had come after the other.

Each does it in a thread with a connection of its own, in a database of its own: here transactions are real.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from cases.models import Team
from tests.databases import cloned_database, wait_for_the_lock
from tests.factories import make_person, make_round, make_team
from tests.factories.assessment import make_participation
from toolkit.assessment.answering import save_answers
from toolkit.assessment.releasing import show_results, take_back
from toolkit.models import Batch, Participation, Round

Act = Callable[[], object]
ITEM = "openness-1"
# Seconds until a thread counts as stuck.
_STUCK = 30


@pytest.fixture
def round_(django_db_setup: None, django_db_blocker: Any) -> Iterator[Round]:
    """A round with five who have answered 1, in a database whose transactions end as those of the portal do."""
    with django_db_blocker.unblock(), cloned_database(f"test_portal_releasing_{os.getpid()}"):
        made = make_round(make_team(owner=make_person("owner@example.org")), minimum=3)
        for number in range(5):
            make_participation(made, secret=f"secret-{number}", answers={ITEM: "1"})
        yield made


def people(round_: Round) -> list[Participation]:
    """Return those who take part."""
    return list(round_.participations.order_by("pk"))


def show(round_: Round) -> None:
    """Show the result, as the owner."""
    show_results(round_=round_, by=round_.team.memberships.get().user)


def one_after_the_other(first: Act, *others: Act) -> None:
    """Have the others begin when the first is done, but not yet for them to see."""
    faults: list[Exception] = []

    def run(act: Act) -> None:
        try:
            act()
        except Exception as fault:  # told in the test's own thread
            faults.append(fault)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[act], daemon=True) for act in others]
    with transaction.atomic():
        first()
        for thread in threads:
            thread.start()
        wait_for_the_lock(len(threads))
    for thread in threads:
        thread.join(_STUCK)
        assert not thread.is_alive()
    assert faults == []


def test_two_who_press_show_at_once_show_one_result(round_: Round) -> None:
    one_after_the_other(
        lambda: Team.objects.select_for_update().get(pk=round_.team_id), lambda: show(round_), lambda: show(round_)
    )
    assert [batch.tables for batch in Batch.objects.all()] == [{ITEM: {"1": 5}}]


def test_an_answer_that_is_being_saved_is_counted_as_it_is_then(round_: Round) -> None:
    one_after_the_other(lambda: save_answers(secret="secret-0", answers={ITEM: "5"}), lambda: show(round_))
    assert Batch.objects.get().tables == {ITEM: {"1": 4, "5": 1}}


def test_an_answer_that_comes_when_it_is_being_shown_finds_it_told(round_: Round) -> None:
    one_after_the_other(lambda: show(round_), lambda: save_answers(secret="secret-0", answers={ITEM: "5"}))
    assert Batch.objects.get().tables == {ITEM: {"1": 5}}
    assert [one.answers for one in people(round_)] == [{ITEM: "1"}] * 5


def test_who_takes_all_back_while_it_is_shown_is_gone_and_noted(round_: Round) -> None:
    one_after_the_other(lambda: show(round_), lambda: take_back(participation=people(round_)[0]))
    batch = Batch.objects.get()
    assert (batch.people, batch.outdated, len(people(round_))) == (5, 1, 4)


def test_what_is_being_taken_back_is_not_shown(round_: Round) -> None:
    one_after_the_other(lambda: take_back(participation=people(round_)[0]), lambda: show(round_))
    assert Batch.objects.get().tables == {ITEM: {"1": 4}}


def test_of_many_who_leave_at_once_each_is_counted_once(round_: Round) -> None:
    for number in range(5, 8):
        make_participation(round_, secret=f"secret-{number}", answers={ITEM: "1"})
    show(round_)
    leaving = [*people(round_)[:3], people(round_)[0]]
    one_after_the_other(
        lambda: Round.objects.select_for_update().get(pk=round_.pk),
        *(lambda one=one: take_back(participation=one) for one in leaving),  # type: ignore[misc]  # no type for it
    )
    batch = Batch.objects.get()
    assert (batch.people, batch.outdated, batch.tables) == (5, 0, {ITEM: {"1": 5}})
