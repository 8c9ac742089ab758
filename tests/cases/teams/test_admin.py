"""Editors see all teams in the admin, and help those that need it; they are members of none."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cases.models import Membership, Role, Team
from tests.factories import make_case, make_person, make_team, make_user, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    user = make_user("Editors")
    client.force_login(user)
    return user


@pytest.fixture
def lost(db):
    """A team whose owner has deleted the account."""
    owner = make_person()
    team = make_team("Mistet", owner=owner, writer=make_person("writer@example.org", first_name="Siv"))
    owner.delete()
    return team


def act(client, team, name, **data):
    return client.post(reverse("teams_admin:help", args=[team.pk]), {"act": name, **data}, follow=True)


def test_the_list_tells_which_teams_have_no_owner_with_the_same_queries_for_many(client, editor, lost):
    for number in range(3):
        make_team("", case_id=make_case(title=f"Casen {number}").translation_key)
    address = reverse("teams_admin:index")
    page = client.get(address).content.decode()
    assert page.index("Mistet") < page.index("Casen 0")
    assert "Mangler eier" in page
    assert "Mistet" not in client.get(f"{address}?q=casen+1").content.decode()
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    for number in range(9):
        make_team(f"Team {number}")
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(few) == len(many)


def test_an_editor_finds_an_owner_for_a_team_that_lost_its_own(client, editor, lost, mailoutbox):
    page = client.get(reverse("teams_admin:help", args=[lost.pk])).content.decode()
    assert "Tidligere medlem" in page
    answer = act(client, lost, "invite", email="ikke en adresse", language="nb")
    assert "ikke en adresse" in answer.content.decode()
    act(client, lost, "invite", email="new@example.org", language="nn")
    [invitation] = lost.invitations.open()
    assert (invitation.role, mailoutbox[0].to) == (Role.OWNER, ["new@example.org"])
    act(client, lost, "withdraw", invitation=invitation.pk)
    assert not lost.invitations.open().exists()
    act(client, lost, "appoint", member=member_of(lost, lost.memberships.get(role=Role.WRITER).user).pk)
    assert Membership.objects.owners().filter(team=lost).count() == 1
    assert not lost.memberships.filter(user=editor).exists()


def test_an_editor_makes_a_team_for_a_case_and_is_told_what_is_missing(client, editor, mailoutbox):
    address, case = reverse("teams_admin:new"), make_case()
    for wrong in ({}, {"email": "a@example.org", "language": "nb"}, {"case": case.pk, "email": "x", "language": "nb"}):
        answer = client.post(address, wrong)
        assert answer.status_code == 200
        assert answer.context["form"].errors
    assert not Team.objects.exists()
    given = {"case": case.pk, "email": "owner@example.org", "language": "en"}
    client.post(address, given)
    team = Team.objects.get(case_id=case.translation_key)
    assert (team.memberships.count(), team.invitations.open().count(), len(mailoutbox)) == (0, 1, 1)
    answer = client.post(address, given)
    assert "Casen har allerede et team" in answer.content.decode()


def test_a_deleted_team_is_brought_back_with_all_who_were_in_it(client, editor):
    owner = make_person()
    team = make_team("Angret", owner=owner)
    act(client, team, "delete")
    assert not Team.objects.visible_to(owner).exists()
    assert "Angret" in client.get(reverse("teams_admin:index")).content.decode()
    act(client, team, "restore")
    assert Team.objects.visible_to(owner).get() == team


@pytest.mark.parametrize("name", ["appoint", "invite", "withdraw", "case", "delete", "restore", "nothing", ""])
def test_whatever_is_sent_there_is_an_answer(client, editor, lost, name):
    for data in ({}, {"member": "x", "invitation": "²", "case": "x", "email": "\u2028", "language": "x"}):
        assert act(client, lost, name, **data).status_code in (200, 403, 404)


def test_who_may_open_the_admin_but_not_help_teams_sees_none(client, lost):
    user = make_person("other@example.org")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    start = reverse("wagtailadmin_home")
    for address in ("index", "index_results", "new"):
        assert client.get(reverse(f"teams_admin:{address}")).url == start
    assert client.get(reverse("teams_admin:help", args=[lost.pk])).url == start
    assert "Mistet" not in act(client, lost, "delete").content.decode()
    assert reverse("teams_admin:index") not in client.get(start).content.decode()
    lost.refresh_from_db()
    assert lost.deleted_at is None
