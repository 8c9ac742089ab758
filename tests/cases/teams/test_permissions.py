"""Who may do what in a team: the table, the same in queries, and what ends with an account or a team."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cases.models import Role, Team
from cases.teams.permissions import Action, allowed, where_allowed
from tests.factories import make_person, make_team, make_user

pytestmark = pytest.mark.django_db

ROUNDS = {"round_view", "round_run"}
PLANS = {"plan_view", "plan_edit", "plan_publish"}
HELPER = {"view", "delete", "set_case", "appoint_owner", "plan_view", "plan_delete"} | ROUNDS
EXPECTED = {
    "owner": {"view", "change", "leave", "invite", "manage_members", "delete", "round_publish", "plan_delete"}
    | ROUNDS
    | PLANS,
    "writer": {"view", "change", "leave", "round_publish"} | ROUNDS | PLANS,
    "reader": {"view", "leave", "round_view", "plan_view"},
    "stranger": set(),
    "visitor": set(),
    "editor": HELPER,
    "publisher": HELPER,
    "administrator": HELPER,
}
DELETED = {"editor": {"view", "restore"}, "publisher": {"view", "restore"}, "administrator": {"view", "restore"}}


@pytest.fixture
def people():
    names = ("owner", "writer", "reader", "stranger")
    return {
        **{name: make_person(f"{name}@example.org") for name in names},
        "visitor": AnonymousUser(),
        "editor": make_user("Editors"),
        "publisher": make_user("Publishers"),
        "administrator": make_user("administrator"),
    }


@pytest.fixture
def team(people):
    make_team("Et annet", owner=people["stranger"])
    return make_team(owner=people["owner"], writer=people["writer"], reader=people["reader"])


@pytest.mark.parametrize("who", EXPECTED)
def test_each_may_do_what_the_table_says_and_nothing_when_disabled(who, people, team):
    user = people[who]
    assert {str(action) for action in allowed(user, team)} == EXPECTED[who]
    assert [action for action in Action if team.can(user, action)] == [a for a in Action if a in EXPECTED[who]]
    Team.objects.filter(pk=team.pk).update(deleted_at=timezone.now())
    team.refresh_from_db()
    assert {str(action) for action in allowed(user, team)} == DELETED.get(who, set())
    if who != "visitor":
        Team.objects.filter(pk=team.pk).update(deleted_at=None)
        user.is_active = False
        user.save()
        assert allowed(user, Team.objects.get(pk=team.pk)) == frozenset()


@pytest.mark.parametrize("is_deleted", [False, True])
def test_a_query_finds_the_teams_where_one_may(people, team, is_deleted):
    if is_deleted:
        Team.objects.filter(pk=team.pk).update(deleted_at=timezone.now())
        team.refresh_from_db()
    for who, user in people.items():
        for action in Action:
            found = Team.objects.filter(where_allowed(user, action), pk=team.pk).exists()
            assert found == team.can(user, action), (who, action)


def test_a_disabled_account_sees_nothing_even_where_the_page_still_has_it(people, team):
    owner = people["owner"]
    type(owner).objects.filter(pk=owner.pk).update(is_active=False)
    assert owner.is_active
    assert not team.can(owner, Action.VIEW)
    assert not Team.objects.visible_to(owner).exists()
    assert list(Team.objects.without_owner()) == [team]


def test_every_role_and_action_stands_in_the_table(people, team):
    assert {role.value for role in Role} <= EXPECTED.keys()
    assert set().union(*EXPECTED.values(), *DELETED.values()) == {str(action) for action in Action}
