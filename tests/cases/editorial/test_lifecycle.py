"""Whatever people do to a case in whatever order, nothing goes live that nobody else has approved."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.cases.editorial.lifecycle import ACTORS, Lifecycle
from tests.factories import make_user

GROUPS = {"editor": "Editors", "publisher": "Publishers", "administrator": "administrator"}
SEQUENCES = 200
# Each part is a test of its own, so that they run beside one another.
PARTS = 4


@pytest.mark.django_db
@pytest.mark.parametrize("part", range(PARTS))
def test_no_sequence_of_actions_goes_around_the_review(part):
    """200 sequences of up to 10 actions; as many sequences as the profile says in `make soak`."""
    people = {actor: make_user(GROUPS[actor.split()[0]], f"{actor.replace(' ', '')}@example.org") for actor in ACTORS}
    machine = type(f"Lifecycle{part}", (Lifecycle,), {"people": people})
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=max(SEQUENCES, settings().max_examples) // PARTS,
            stateful_step_count=10,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
