"""An invitation works for two weeks, once, for the invited address alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from cases.models import Invitation, Role, Team
from cases.teams import invitations
from cases.teams.invitations import (
    Standing,
    accept_invitation,
    find_invitation,
    invite_member,
    is_invited,
    resend_invitation,
    standing_of,
    withdraw_invitation,
)
from cases.teams.refusals import NotAllowedError, RefusedError
from tests.factories import make_person, make_team, make_user, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_person("owner@example.org")


@pytest.fixture
def team(owner):
    return make_team(owner=owner)


@pytest.fixture
def guest():
    return make_person("Guest@example.org")


def invite(team, by, email="guest@example.org", role=Role.WRITER):
    return invite_member(team=team, by=by, email=email, role=role, language="nn")


def later(**by):
    """Let so much time pass for all invitations."""
    for invitation in Invitation.objects.all():
        invitation.sent_at -= timedelta(**by)
        invitation.expires_at -= timedelta(**by)
        invitation.save()


def test_the_invited_person_joins_once_with_the_role_that_was_given(team, owner, guest):
    _invitation, token = invite(team, owner)
    assert token not in "".join(str(value) for value in Invitation.objects.values_list().get())
    assert standing_of(find_invitation(token), guest) == Standing.OPEN
    assert accept_invitation(token=token, by=guest).role == Role.WRITER
    with pytest.raises(NotAllowedError):
        accept_invitation(token=token, by=guest)
    assert standing_of(find_invitation(token), guest) == Standing.USED


@pytest.mark.parametrize(
    "account",
    [
        {"email": "other@example.org"},
        # The account bears the invited address, which nobody has shown to read.
        {"email": "guest@example.org", "confirmed_email": ""},
        {"email": "guest@example.org", "confirmed_email": "other@example.org"},
    ],
)
def test_another_account_does_not_get_in(team, owner, account):
    _invitation, token = invite(team, owner)
    other = make_person(**account)
    assert standing_of(find_invitation(token), other) == Standing.OTHER_ACCOUNT
    assert standing_of(find_invitation(token), AnonymousUser()) == Standing.SIGN_IN
    with pytest.raises(NotAllowedError):
        accept_invitation(token=token, by=other)
    assert team.memberships.count() == 1


@pytest.mark.parametrize("end", ["expired", "withdrawn", "sent again", "team deleted", "disabled"])
def test_a_link_that_has_ended_lets_nobody_in(team, owner, guest, end):
    invitation, token = invite(team, owner)
    if end == "expired":
        later(days=14)
    elif end == "withdrawn":
        withdraw_invitation(team=team, by=owner, invitation_id=invitation.pk)
    elif end == "sent again":
        later(hours=1)
        resend_invitation(team=team, by=owner, invitation_id=invitation.pk)
    elif end == "team deleted":
        Team.objects.filter(pk=team.pk).update(deleted_at=timezone.now())
    else:
        guest.is_active = False
    with pytest.raises(NotAllowedError):
        accept_invitation(token=token, by=guest)
    assert team.memberships.count() == 1


def test_an_address_has_one_open_invitation_and_a_new_one_after_it_has_expired(team, owner):
    invite(team, owner)
    with pytest.raises(RefusedError) as refused:
        invite(team, owner, "GUEST@example.org")
    assert refused.value.field == "email"
    later(days=15)
    assert not is_invited("guest@example.org")
    invite(team, owner)
    assert is_invited("Guest@Example.org")
    assert team.invitations.unanswered().count() == 1


def test_a_member_is_not_invited_and_whether_others_have_accounts_makes_no_difference(team, owner, guest):
    with pytest.raises(RefusedError):
        invite(team, owner, "OWNER@example.org")
    with_account, _token = invite(team, owner, "guest@example.org")
    without, _token = invite(team, owner, "nobody@example.org")
    assert (with_account.role, with_account.times_sent) == (without.role, without.times_sent)


def test_only_an_owner_invites_but_editors_may_find_an_owner_for_a_team_without_one(team, owner):
    writer, editor = make_person("writer@example.org"), make_user("Editors")
    team.memberships.create(user=writer, role=Role.WRITER)
    for by in (writer, editor):
        with pytest.raises(NotAllowedError):
            invite(team, by, role=Role.OWNER)
    owner.is_active = False
    owner.save()
    with pytest.raises(NotAllowedError):
        invite(team, editor, role=Role.WRITER)
    _invitation, token = invite(team, editor, role=Role.OWNER)
    guest = make_person("guest@example.org")
    accept_invitation(token=token, by=guest)
    assert member_of(team, guest).role == Role.OWNER


def test_an_invitation_of_another_team_is_not_at_hand(team, owner):
    other_owner = make_person("other@example.org")
    invitation, _token = invite(make_team("En annen", owner=other_owner), other_owner)
    for change in (resend_invitation, withdraw_invitation):
        with pytest.raises(NotAllowedError):
            change(team=team, by=owner, invitation_id=invitation.pk)


def test_so_many_are_sent_in_a_day_by_a_team_and_to_an_address(team, owner, monkeypatch):
    invitation, _token = invite(team, owner)
    with pytest.raises(RefusedError):
        resend_invitation(team=team, by=owner, invitation_id=invitation.pk)
    later(minutes=5)
    monkeypatch.setattr(invitations, "MOST_TO_ADDRESS", 1)
    with pytest.raises(RefusedError):
        resend_invitation(team=team, by=owner, invitation_id=invitation.pk)
    other_owner = make_person("other@example.org")
    with pytest.raises(RefusedError):
        invite(make_team("En annen", owner=other_owner), other_owner)
    monkeypatch.setattr(invitations, "MOST_FROM_TEAM", 1)
    with pytest.raises(RefusedError):
        invite(team, owner, "second@example.org")
    later(days=1)
    resend_invitation(team=team, by=owner, invitation_id=invitation.pk)


def test_a_team_has_so_many_people(team, owner, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_PEOPLE", 2)
    invite(team, owner)
    with pytest.raises(RefusedError):
        invite(team, owner, "second@example.org")


def test_an_address_that_only_looks_like_the_invited_one_is_not_invited(team, owner):
    invite(team, owner, "guest@mini.no")
    assert is_invited("Guest@mini.NO")
    assert Invitation.objects.filter(email__iexact="guest@m\u0131ni.no").exists()
    assert not is_invited("guest@m\u0131ni.no")


def test_wide_letters_are_no_other_address(team, owner, monkeypatch):
    monkeypatch.setattr(invitations, "MOST_TO_ADDRESS", 1)
    invitation, _token = invite(team, owner, "Guest@ｅxample.org")
    assert invitation.email == "guest@example.org"
    with pytest.raises(RefusedError, match="i dag"):
        invite(make_team(owner=owner), owner, "guest@example.org")
