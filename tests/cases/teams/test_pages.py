"""The pages of teams as members, invited people and strangers meet them; without JavaScript, in three languages."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cases.models import Invitation, Membership, Municipality, Role, Team
from cases.teams.invitations import invite_member
from cases.teams.services import set_case
from portal.accounts.models import User
from tests.cases.editorial.admin_form import read_form
from tests.factories import make_case, make_person, make_team, make_user, member_of
from tests.portal.accounts.doors import code_in_mail

pytestmark = pytest.mark.django_db


@pytest.fixture
def people():
    return {name: make_person(f"{name}@example.org") for name in ("owner", "writer", "reader", "stranger")}


@pytest.fixture
def team(people):
    return make_team(owner=people["owner"], writer=people["writer"], reader=people["reader"])


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def link_in(mail) -> str:
    return re.search(r"http://localhost:8000(/\S+)", mail.body)[1]


def test_from_an_invitation_to_being_in_the_team(people, team, mailoutbox):
    owner = signed_in(people["owner"])
    answer = owner.post(
        f"/team/{team.pk}/inviter/", {"email": "guest@example.org", "role": "writer", "language": "nn"}, follow=True
    )
    assert "Invitasjonen er sendt." in answer.content.decode()
    assert "guest@example.org" in answer.content.decode()
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == (["guest@example.org"], "Invitasjon til eit team i Samskapingsportalen")
    assert "«Nabolaget»" in mail.body
    link = link_in(mail)
    assert link.startswith("/nn/invitasjon/")

    guest = Client()
    page = guest.get(link)
    assert "Nabolaget" in page.content.decode()
    assert f"next={link}" in page.content.decode().replace("%2F", "/")
    # One press sends the code to the invited address: nobody has to remember which of theirs it was.
    sent = guest.post("/nn/logg-inn/", read_form(page.content.decode(), "main form"))
    assert sent.url == f"/nn/logg-inn/kode/?{urlencode({'next': link})}"
    assert (mailoutbox[-1].to, len(mailoutbox)) == (["guest@example.org"], 2)
    # Looking is not accepting, and without an account nobody accepts.
    assert guest.post(link).status_code == 200
    assert not Membership.objects.filter(user__email="guest@example.org").exists()

    assert guest.post(sent.url, {"code": code_in_mail(), "next": link}).url == link
    assert "Bli med i teamet" in guest.get(link).content.decode()
    answer = guest.post(link, follow=True)
    assert answer.redirect_chain == [(f"/nn/team/{team.pk}/?done=joined", 302)]
    assert "Velkommen! Du er med i teamet." in answer.content.decode()
    # The others see an address until there is a name, which only its owner can write.
    assert answer.content.decode().count("Skriv inn namnet ditt") == 1
    User.objects.filter(email="guest@example.org").update(first_name="Gro")
    assert "Skriv inn namnet ditt" not in guest.get(f"/nn/team/{team.pk}/").content.decode()
    # The link once more leads to the team; for others it is used.
    assert guest.get(link).status_code == 302
    assert "Invitasjonen er brukt" in Client().get(link).content.decode()


def test_a_link_that_does_not_work_says_why(people, team):
    given = {"team": team, "by": people["owner"], "role": Role.READER, "language": "nb"}
    _invitation, token = invite_member(**given, email="guest@example.org")
    address = f"/invitasjon/{token}/"
    stranger = signed_in(people["stranger"])
    words = stranger.get(address).content.decode()
    assert "sendt til en annen adresse" in words
    assert "guest@example.org" not in words
    assert "sendt til en annen adresse" in stranger.post(address).content.decode()
    Invitation.objects.update(expires_at=timezone.now())
    assert "gått ut" in stranger.get(address).content.decode()
    Invitation.objects.update(withdrawn_at=timezone.now())
    assert "trukket tilbake" in stranger.get(address).content.decode()
    assert Client().get(f"/invitasjon/{'x' * 43}/").status_code == 404
    # Whoever signs out from there comes back to the invitation.
    signing_out = stranger.post(f"/logg-ut/?next={address}", {"next": address})
    assert signing_out.url == address


def test_a_team_that_one_may_not_see_is_not_there(people, team):
    other = make_team("En annen", owner=people["stranger"])
    foreign = member_of(other, people["stranger"])
    owner, stranger = signed_in(people["owner"]), signed_in(people["stranger"])
    for part in ("", "endre/", "inviter/", "forlat/", "slett/", f"medlem/{member_of(team, people['writer']).pk}/"):
        assert stranger.get(f"/team/{team.pk}/{part}").status_code == 404, part
        assert stranger.get("/team/9223372036854775808/" + part).status_code == 404, part
        assert Client().get(f"/team/{team.pk}/{part}").status_code == 302, part
    for method in ("get", "post"):
        assert getattr(owner, method)(f"/team/{team.pk}/medlem/{foreign.pk}/", {"remove": "1"}).status_code == 404
    invited, _token = invite_member(
        team=other, by=people["stranger"], email="guest@example.org", role=Role.READER, language="nb"
    )
    assert owner.post(f"/team/{team.pk}/invitasjon/{invited.pk}/", {"withdraw": "1"}).status_code == 404
    assert Invitation.objects.open().count() == 1
    assert "En annen" not in owner.get("/team/").content.decode()


def test_a_team_whose_municipality_is_gone_says_that_it_has_none(people, team):
    Municipality.objects.filter(pk=team.municipality_id).delete()
    owner = signed_in(people["owner"])
    assert "Ingen kommune er valgt" in owner.get(f"/team/{team.pk}/").content.decode()
    # Its own page and the lists go on without it, and saving asks for another.
    assert owner.get("/team/").status_code == owner.get("/min-side/").status_code == 200
    kept = owner.post(f"/team/{team.pk}/endre/", {"name": team.name, "municipality": ""})
    assert "Velg kommunen dere arbeider i" in kept.content.decode()


@pytest.mark.parametrize("role", ["writer", "reader"])
def test_who_is_no_owner_is_told_so_and_gets_no_buttons(people, team, role):
    client = signed_in(people[role])
    page = client.get(f"/team/{team.pk}/").content.decode()
    assert "inviter/" not in page
    assert "medlem/" not in page
    for part in ("inviter/", "slett/", f"medlem/{member_of(team, people['reader']).pk}/"):
        assert client.get(f"/team/{team.pk}/{part}").status_code == 403
        assert client.post(f"/team/{team.pk}/{part}", {"remove": "1"}).status_code == 403
    assert client.get(f"/team/{team.pk}/endre/").status_code == (200 if role == "writer" else 403)


def test_an_owner_changes_roles_hands_over_and_leaves(people, team):
    client = signed_in(people["owner"])
    writer, own = member_of(team, people["writer"]), member_of(team, people["owner"])
    answer = client.post(f"/team/{team.pk}/medlem/{own.pk}/", {"role": "reader"})
    assert answer.status_code == 409
    assert "Et team må ha en eier" in answer.content.decode()
    client.post(f"/team/{team.pk}/medlem/{member_of(team, people['reader']).pk}/", {"remove": "1"})
    client.post(f"/team/{team.pk}/medlem/{writer.pk}/", {"role": "reader"})
    assert [m.role for m in team.memberships.order_by("pk")] == ["owner", "reader"]
    assert "Velg" not in client.get(f"/team/{team.pk}/forlat/").content.decode()
    assert "id_successor_error" in client.post(f"/team/{team.pk}/forlat/").content.decode()
    answer = client.post(f"/team/{team.pk}/forlat/", {"successor": writer.pk}, follow=True)
    assert "Du er ikke lenger med i teamet." in answer.content.decode()
    assert [(m.user, m.role) for m in team.memberships.all()] == [(people["writer"], "owner")]


def test_what_was_written_stays_when_it_is_wrong(people, team):
    client = signed_in(people["owner"])
    for email in ("ikke en adresse", "writer@example.org", ""):
        answer = client.post(f"/team/{team.pk}/inviter/", {"email": email, "role": "reader", "language": "en"})
        page = answer.content.decode()
        assert answer.status_code == 200
        assert f'value="{email}"' in page or not email
        assert 'id="id_email_error"' in page
        assert re.search(r'value="reader"[^>]*checked', page)
    for name in ("Se https://example.org/", "", "x" * 101):
        answer = client.post("/team/nytt/", {"name": name, "municipality": ""})
        assert 'id="id_name_error"' in answer.content.decode()
    assert Team.objects.count() == 1
    municipality = team.municipality_id
    assert client.post("/en/team/new/", {"name": "Nytt", "municipality": municipality}).status_code == 302
    assert member_of(Team.objects.get(name="Nytt"), people["owner"]).role == Role.OWNER


def test_a_mail_server_that_fails_loses_no_invitation(people, team, settings):
    settings.EMAIL_BACKEND = "tests.cases.teams.test_pages.NoServer"
    answer = signed_in(people["owner"]).post(
        f"/team/{team.pk}/inviter/", {"email": "guest@example.org", "role": "writer", "language": "nb"}, follow=True
    )
    assert "kunne ikke sendes" in answer.content.decode()
    assert Invitation.objects.open().count() == 1


class NoServer:
    """A mail server that does not answer."""

    def __init__(self, *args, **kwargs):
        pass

    def send_messages(self, messages):
        raise ConnectionRefusedError


def test_the_same_few_queries_for_one_team_and_for_many(people, django_assert_max_num_queries):
    editor = make_user("Editors")
    for number in range(12):
        team = make_team(f"Team {number}", owner=people["owner"])
        case = make_case(title=f"Casen {number}", live=bool(number % 2))
        set_case(team=team, by=editor, case_id=case.translation_key)
    client = signed_in(people["owner"])
    with django_assert_max_num_queries(15):
        page = client.get("/team/").content.decode()
    assert "Casen 11" in page
    assert "Kladd" in page
    for number in range(30):
        Membership.objects.create(team=team, user=make_person(f"m{number}@example.org"), role=Role.READER)
    with django_assert_max_num_queries(15):
        assert "m29@example.org" in client.get(f"/team/{team.pk}/").content.decode()


@pytest.mark.parametrize("view", ["teams", "new_team"])
def test_pages_are_for_one_reader_and_no_search_engine(people, view):
    answer = signed_in(people["owner"]).get(reverse(view))
    assert "no-store" in answer.headers["Cache-Control"]
    assert 'name="robots" content="noindex"' in answer.content.decode()
