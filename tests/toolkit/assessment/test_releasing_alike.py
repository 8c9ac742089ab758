"""The services do with rows what the ledger of the exhaustive search does with plain values."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest

from cases.teams.refusals import RefusedError
from tests.factories import make_person, make_round, make_team
from tests.factories.assessment import make_participation
from tests.toolkit.assessment.ledger import Ledger
from toolkit.assessment.codes import LADDER, OPEN
from toolkit.assessment.releasing import keep_shown, show_results, take_back, took_part
from toolkit.models import Participation, Round

GROUPS = ("municipality", "nav", "other")


def some_answers(chance: Random) -> dict[str, Any]:
    """Return answers to some items, at least to one."""
    given = {
        "openness-1": chance.choice(["1", "5", "dk"]),
        "democracy-1": chance.choice(["1", "5"]),
        LADDER: chance.choice([["curious"], ["curious", "mature"], ["mature"]]),
        OPEN: chance.choice(["a", "b"]),
    }
    return {key: given[key] for key in chance.sample(sorted(given), chance.randint(1, 4))}


def change(participation: Participation, answers: dict[str, Any]) -> None:
    """Save other answers, as answering does."""
    participation.refresh_from_db()
    participation.answers = keep_shown(participation, answers)
    participation.save(update_fields=["answers"])


def seen(round_: Round) -> list[object]:
    """Return what can be seen."""
    batches = round_.batches.order_by("pk")
    return [(one.group, one.people, one.tables, one.texts, one.outdated) for one in batches]


def seen_in(ledger: Ledger) -> list[object]:
    """Return the same of the ledger."""
    return [
        (batch.group, len(batch.told), batch.tables, batch.texts, ledger.outdated[number])
        for number, batch in sorted(ledger.batches.items())
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(8))
def test_a_round_in_the_database_and_one_in_the_ledger_show_the_same(seed: int) -> None:
    chance, owner = Random(seed), make_person("owner@example.org")
    round_, ledger = make_round(make_team(owner=owner), minimum=3), Ledger(3)
    rows: dict[str, Participation] = {}
    shown = 0
    for _time in range(60):
        deed = chance.choices(["join", "change", "leave", "show"], [6, 2, 3, 1])[0]
        who, given = chance.choice([*rows, ""]), some_answers(chance)
        if deed == "join" or not who:
            row = make_participation(round_, chance.choice(GROUPS), answers=given)
            rows[str(row.pk)] = row
            ledger.join(str(row.pk), row.group, given)
        elif deed == "change":
            change(rows[who], given)
            ledger.change(who, given)
        elif deed == "leave":
            take_back(participation=rows.pop(who))
            ledger.leave(who)
        else:
            ledger.show()
            try:
                show_results(round_=round_, by=owner)
            except RefusedError:
                assert not ledger.batches
            shown += bool(ledger.batches)
        assert seen(round_) == seen_in(ledger)
    assert shown
    assert sum(took_part(round_).values()) == len(rows)
