"""Teams are made, named, given their case, deleted and brought back; and never left without an owner."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from cases.models import Membership, Municipality, Role, Team, TeamEvent
from cases.teams import services
from cases.teams.history import history_of
from cases.teams.membership import appoint_owner, change_role, hand_over, leave_team, remove_member
from cases.teams.refusals import NotAllowedError, RefusedError
from tests.factories import make_case, make_person, make_team, make_user, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def larvik():
    return Municipality.objects.get(country="NO", number="3909")


@pytest.fixture
def owner():
    return make_person("owner@example.org", first_name="Oda", last_name="Eier")


@pytest.fixture
def writer():
    return make_person("writer@example.org", first_name="Siv", last_name="Skribent")


@pytest.fixture
def team(owner, writer):
    return make_team(owner=owner, writer=writer)


def test_somebody_makes_a_team_and_owns_it(owner, larvik):
    team = services.create_team(by=owner, owner=owner, name=" Kjøkkenet ", municipality=larvik)
    assert (team.name, member_of(team, owner).role) == ("Kjøkkenet", Role.OWNER)


def test_who_has_not_confirmed_the_address_makes_no_team(owner, larvik):
    owner.confirmed_email = ""
    owner.save()
    with pytest.raises(RefusedError):
        services.create_team(by=owner, owner=owner, name="A", municipality=larvik)


def test_nobody_makes_a_team_for_another_but_editors(owner, writer, larvik):
    case = make_case()
    for wrong in ({"owner": writer}, {"owner": None}, {"owner": owner, "case_id": case.translation_key}):
        with pytest.raises(NotAllowedError):
            services.create_team(by=owner, name="A", municipality=larvik, **wrong)
    editor = make_user("Editors")
    team = services.create_team(by=editor, owner=writer, case_id=case.translation_key)
    assert [m.user for m in team.memberships.all()] == [writer]


def test_one_person_can_make_so_many_teams(owner, larvik, monkeypatch):
    monkeypatch.setattr(services, "MOST_MADE", 1)
    team = services.create_team(by=owner, owner=owner, name="A", municipality=larvik)
    services.delete_team(team=team, by=owner)
    with pytest.raises(RefusedError):
        services.create_team(by=owner, owner=owner, name="B", municipality=larvik)


def test_a_team_has_a_case_or_a_name_and_municipality(team, owner, writer, larvik):
    for wrong in ({"name": "", "municipality": larvik}, {"name": "A", "municipality": None}):
        with pytest.raises(ValidationError):
            services.create_team(by=owner, owner=owner, **wrong)
        with pytest.raises(ValidationError):
            services.change_team(team=team, by=writer, **wrong)
    services.change_team(team=team, by=writer, name="Nytt navn", municipality=larvik)
    team.refresh_from_db()
    assert team.name == "Nytt navn"


def test_a_case_has_one_team(team, owner):
    editor, case = make_user("Editors"), make_case()
    services.set_case(team=team, by=editor, case_id=case.translation_key)
    other = make_team("En annen")
    for wrong in (case.translation_key, uuid4()):
        with pytest.raises(RefusedError):
            services.set_case(team=other, by=editor, case_id=wrong)
    services.delete_team(team=team, by=owner)
    services.set_case(team=other, by=editor, case_id=case.translation_key)
    with pytest.raises(RefusedError):
        services.restore_team(team=team, by=editor)
    services.set_case(team=other, by=editor, case_id=None)
    assert services.restore_team(team=team, by=editor).deleted_at is None


def test_members_cannot_choose_the_case_nor_bring_a_team_back(team, owner):
    with pytest.raises(NotAllowedError):
        services.set_case(team=team, by=owner, case_id=make_case().translation_key)
    services.delete_team(team=team, by=owner)
    with pytest.raises(NotAllowedError):
        services.restore_team(team=team, by=owner)
    assert not Team.objects.visible_to(owner).exists()


def test_the_last_owner_cannot_stop_being_one(team, owner, writer):
    own = member_of(team, owner)
    for attempt in (
        lambda: change_role(team=team, by=owner, member_id=own.pk, role=Role.READER),
        lambda: remove_member(team=team, by=owner, member_id=own.pk),
        lambda: leave_team(team=team, by=owner),
        lambda: leave_team(team=team, by=owner, successor_id=own.pk),
    ):
        with pytest.raises(RefusedError):
            attempt()
    assert member_of(team, owner).role == Role.OWNER
    leave_team(team=team, by=owner, successor_id=member_of(team, writer).pk)
    assert [(m.user, m.role) for m in team.memberships.all()] == [(writer, Role.OWNER)]


def test_an_owner_whose_account_is_disabled_does_not_count(team, owner, writer):
    writer.is_active = False
    writer.save()
    Membership.objects.filter(team=team, user=writer).update(role=Role.OWNER)
    with pytest.raises(RefusedError):
        leave_team(team=team, by=owner)
    with pytest.raises(RefusedError):
        hand_over(team=team, by=owner, member_id=member_of(team, writer).pk)


def test_who_hands_over_stays_as_a_writer(team, owner, writer):
    hand_over(team=team, by=owner, member_id=member_of(team, writer).pk)
    assert (member_of(team, owner).role, member_of(team, writer).role) == (Role.WRITER, Role.OWNER)
    with pytest.raises(NotAllowedError):
        hand_over(team=team, by=owner, member_id=member_of(team, writer).pk)


def test_members_of_another_team_are_not_at_hand(team, owner):
    stranger = make_person("stranger@example.org")
    other = make_team("En annen", owner=stranger)
    with pytest.raises(NotAllowedError):
        remove_member(team=team, by=owner, member_id=member_of(other, stranger).pk)
    with pytest.raises(NotAllowedError):
        change_role(team=other, by=owner, member_id=member_of(other, stranger).pk, role=Role.READER)
    with pytest.raises(NotAllowedError):
        leave_team(team=team, by=owner, successor_id=member_of(other, stranger).pk)


def test_editors_give_a_team_an_owner_only_when_it_has_none(team, owner, writer):
    editor, member = make_user("Editors"), member_of(team, writer)
    with pytest.raises(RefusedError):
        appoint_owner(team=team, by=editor, member_id=member.pk)
    owner.delete()
    assert list(Team.objects.without_owner()) == [team]
    appoint_owner(team=team, by=editor, member_id=member.pk)
    assert member_of(team, writer).role == Role.OWNER
    assert not Team.objects.without_owner().exists()


def test_the_history_stays_when_an_account_goes_and_names_nobody(team, owner, writer):
    services.change_team(team=team, by=writer, name="Nytt", municipality=team.municipality)
    hand_over(team=team, by=owner, member_id=member_of(team, writer).pk)
    assert history_of(team)[0].text == "Oda Eier overlot teamet til Siv Skribent."
    owner.delete()
    assert [told.text for told in history_of(team)] == [
        "Tidligere medlem overlot teamet til Siv Skribent.",
        "Siv Skribent endret navnet eller kommunen.",
    ]
    assert team.memberships.filter(user=None).count() == 1
    assert TeamEvent.objects.filter(team=team).count() == 2
