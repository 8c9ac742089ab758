"""What two people do at the same time ends in a state that the rules allow.

Each does it in a thread with a connection of its own, in a database of its own: here transactions are real.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connection, transaction

from cases.models import Invitation, Membership, Role, Team
from cases.teams import invitations
from cases.teams.invitations import accept_invitation, invite_member
from cases.teams.membership import change_role, leave_team
from cases.teams.refusals import NotAllowedError, RefusedError
from cases.teams.services import change_team
from portal.accounts.leaving import HinderedError, delete_account
from tests.databases import cloned_database, wait_for_the_lock
from tests.factories import make_person, make_team, member_of

Act = Callable[[], object]
# Seconds until a thread counts as stuck.
_STUCK = 30


@pytest.fixture
def real_database(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """A database whose transactions end as those of the portal do."""
    with django_db_blocker.unblock(), cloned_database(f"test_portal_at_once_{os.getpid()}"):
        yield


def _outcome(act: Act) -> str:
    try:
        act()
    except (NotAllowedError, RefusedError, HinderedError) as error:
        return type(error).__name__
    return "done"


def during(first: Act, second: Act) -> list[str]:
    """Have the second begin when the first is done but not yet for others to see; return what became of the second."""
    outcomes: list[str] = []

    def run() -> None:
        try:
            outcomes.append(_outcome(second))
        finally:
            connection.close()

    thread = threading.Thread(target=run, daemon=True)
    with transaction.atomic():
        first()
        thread.start()
        wait_for_the_lock(1)
    thread.join(_STUCK)
    return outcomes


def at_once(team: Team, *acts: Act) -> list[str]:
    """Have all begin while somebody else holds the team; return what became of each, once it is free."""
    outcomes = [""] * len(acts)

    def run(place: int) -> None:
        try:
            outcomes[place] = _outcome(acts[place])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=[place], daemon=True) for place in range(len(acts))]
    with transaction.atomic():
        Team.objects.select_for_update().get(pk=team.pk)
        for thread in threads:
            thread.start()
        wait_for_the_lock(len(acts))
    for thread in threads:
        thread.join(_STUCK)
    return outcomes


def test_of_two_owners_who_leave_at_once_one_stays(real_database: None) -> None:
    first, second = make_person("first@example.org"), make_person("second@example.org")
    team = make_team(owner=first)
    Membership.objects.create(team=team, user=second, role=Role.OWNER)
    outcomes = at_once(team, lambda: leave_team(team=team, by=first), lambda: leave_team(team=team, by=second))
    assert sorted(outcomes) == ["RefusedError", "done"]
    assert Membership.objects.owners().filter(team=team).count() == 1


def test_of_two_owners_who_delete_their_accounts_at_once_one_must_hand_over_first(real_database: None) -> None:
    first, second = make_person("first@example.org"), make_person("second@example.org")
    team = make_team(owner=first, writer=make_person("writer@example.org"))
    Membership.objects.create(team=team, user=second, role=Role.OWNER)
    outcomes = at_once(team, lambda: delete_account(user=first), lambda: delete_account(user=second))
    assert sorted(outcomes) == ["HinderedError", "done"]
    assert Membership.objects.owners().filter(team=team).count() == 1


def test_an_owner_who_leaves_while_the_other_deletes_the_account_is_refused_or_that_one_is(real_database: None) -> None:
    first, second = make_person("first@example.org"), make_person("second@example.org")
    team = make_team(owner=first, writer=make_person("writer@example.org"))
    Membership.objects.create(team=team, user=second, role=Role.OWNER)
    outcomes = at_once(team, lambda: leave_team(team=team, by=first), lambda: delete_account(user=second))
    assert sorted(outcomes) in (["RefusedError", "done"], ["HinderedError", "done"])
    assert Membership.objects.owners().filter(team=team).count() == 1


def test_an_invitation_accepted_twice_at_once_makes_one_member(real_database: None) -> None:
    owner, guest = make_person("owner@example.org"), make_person("guest@example.org")
    team = make_team(owner=owner)
    _invitation, token = invite_member(team=team, by=owner, email="guest@example.org", role=Role.READER, language="nb")
    accept: Act = lambda: accept_invitation(token=token, by=guest)  # noqa: E731 - the same twice
    assert sorted(at_once(team, accept, accept)) == ["NotAllowedError", "done"]
    assert team.memberships.filter(user=guest).count() == 1


def test_two_invitations_of_one_address_at_once_are_one(real_database: None) -> None:
    owner = make_person("owner@example.org")
    team = make_team(owner=owner)
    given: dict[str, Any] = {"team": team, "by": owner, "role": Role.READER, "language": "nb"}
    outcomes = at_once(
        team,
        lambda: invite_member(**given, email="guest@example.org"),
        lambda: invite_member(**given, email="Guest@example.org"),
    )
    assert sorted(outcomes) == ["RefusedError", "done"]
    assert team.invitations.unanswered().count() == 1


def test_two_teams_that_write_to_one_address_at_once_keep_to_its_limit(
    real_database: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MOST_TO_ADDRESS", 1)
    owner = make_person("owner@example.org")
    given: dict[str, Any] = {"by": owner, "email": "guest@example.org", "role": Role.READER, "language": "nb"}
    first, second = make_team(owner=owner), make_team("Gata", owner=owner)
    outcomes = during(
        lambda: invite_member(team=first, **given),
        lambda: invite_member(team=second, **given),
    )
    assert outcomes == ["RefusedError"]
    assert Invitation.objects.get().team == first


def test_a_role_lost_in_the_middle_of_a_save_saves_nothing(real_database: None) -> None:
    owner, writer = make_person("owner@example.org"), make_person("writer@example.org")
    team = make_team(owner=owner, writer=writer)
    outcomes = during(
        lambda: change_role(team=team, by=owner, member_id=member_of(team, writer).pk, role=Role.READER),
        lambda: change_team(team=team, by=writer, name="Nytt", municipality=team.municipality),
    )
    team.refresh_from_db()
    assert (outcomes, team.name) == (["NotAllowedError"], "Nabolaget")
