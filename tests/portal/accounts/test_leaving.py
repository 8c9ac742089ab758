"""Deleting an account: access ends everywhere at once, no table says who it was, and what was done stays."""

from __future__ import annotations

import re

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core import mail
from django.db import connection
from django.urls import reverse
from django.utils import translation
from psycopg import sql
from wagtail.log_actions import log
from wagtail.models import Comment, ModelLogEntry, Page

from cases.models import Follow, Membership, Role, Team
from cases.teams.history import history_of
from cases.teams.membership import leave_team
from portal.accounts.leaving import HinderedError, delete_account
from portal.accounts.models import User
from portal.accounts.stored.data_file import data_file
from tests.factories import make_case, make_follow, make_person, make_team, make_user, member_of, submit
from tests.portal.accounts.doors import code_in_mail, member, set_up_app, sign_in_by_code, sign_in_by_password

pytestmark = pytest.mark.django_db

ADDRESS, FIRST, LAST = "kjartan.kanari@example.org", "Kjartan", "Kanarifugl"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
# Where a name may still stand when its account is gone, and why.
MAY_STAY: dict[str, str] = {}


def _tables_that_name(*words: str) -> set[str]:
    """Return the tables in which one of the words stands, in any column of any row, coded or not."""
    pattern = "|".join(re.escape(word) for word in words)
    with connection.cursor() as cursor:
        cursor.execute(TABLES)
        names = [row[0] for row in cursor.fetchall()]
        found = set()
        for name in names:
            query = sql.SQL("SELECT EXISTS (SELECT 1 FROM {} t WHERE t::text ~* %s)").format(sql.Identifier(name))
            cursor.execute(query, [pattern])
            if cursor.fetchone()[0]:
                found.add(name)
    return found


def _delete_by_the_page(client):
    page = client.post(reverse("delete_my_account"), {"send": "1"}, follow=True)
    assert page.context["is_code_sent"]
    return client.post(reverse("delete_my_account"), {"code": code_in_mail()})


@pytest.fixture
def kari(client, mailoutbox):
    """Somebody without rights, who is signed in."""
    user = member(ADDRESS, first_name=FIRST, last_name=LAST)
    sign_in_by_code(client, ADDRESS)
    user.refresh_from_db()
    return user


@pytest.fixture
def editor(client, mailoutbox):
    """An editor with a second factor who has written, commented, and sent a text in; signed in."""
    user = make_user("Editors", ADDRESS)
    user.first_name, user.last_name = FIRST, LAST
    user.save()
    sign_in_by_password(client, ADDRESS)
    set_up_app(client)
    case = make_case(title="Kjøkkenet", owner=user)
    case.save_revision(user=user, log_action=True)
    Comment.objects.create(page=case, user=user, text="Hvem var med?", contentpath="title", position="")
    submit(case, user)
    log(user, "wagtail.edit", user=make_user("administrator"))
    return user


def test_a_contributor_deletes_the_account_by_a_code_and_nothing_tells_who_it_was(client, kari):
    other = type(client)()
    sign_in_by_code(other, ADDRESS)
    team = make_team(owner=make_person(), writer=kari)
    make_follow(ADDRESS)
    answer = _delete_by_the_page(client)
    assert answer.url == reverse("account_deleted")
    assert "Kontoen er slettet" in client.get(answer.url).content.decode()
    for browser in (client, other):
        assert browser.get(reverse("my_page")).status_code == 302
        assert browser.get(reverse("team", args=[team.pk])).status_code == 302
    assert _tables_that_name(ADDRESS, FIRST, LAST) - set(MAY_STAY) == set()
    assert mail.outbox[-1].to == [ADDRESS]
    sent = len(mail.outbox)
    sign_in = client.post(reverse("account_request_login_code"), {"email": ADDRESS}, follow=True)
    assert sign_in.status_code == 200
    assert "konto" in mail.outbox[sent].body


def test_what_was_done_stays_under_former_member_in_each_language(client, kari):
    team = make_team(owner=make_person(), writer=kari)
    leave_team(team=team, by=kari)
    delete_account(user=kari)
    kari.refresh_from_db()
    for language, name in (("nb", "Tidligere medlem"), ("nn", "Tidlegare medlem"), ("en", "Former member")):
        with translation.override(language):
            assert str(kari) == name
            assert history_of(team)[0].text.startswith(name)


def test_an_editors_texts_reviews_and_comments_stay_without_the_name(client, editor):
    page = Page.objects.get(title="Kjøkkenet")
    assert _tables_that_name(ADDRESS, FIRST, LAST) >= {"accounts_user", "wagtailcore_modellogentry"}
    assert _delete_by_the_page(client).url == reverse("account_deleted")
    assert _tables_that_name(ADDRESS, FIRST, LAST) - set(MAY_STAY) == set()
    assert Comment.objects.filter(page=page).count() == 1
    assert page.revisions.count() >= 1
    admin = type(client)()
    admin.force_login(make_user("administrator"))
    for address in ("wagtailadmin_pages:history", "wagtailadmin_pages:edit"):
        shown = admin.get(reverse(address, args=[page.pk])).content.decode()
        assert "Tidligere medlem" in shown, address
        assert ".invalid" not in shown, address
    entry = ModelLogEntry.objects.get(content_type=ContentType.objects.get_for_model(User), action="wagtail.edit")
    assert entry.label == "Tidligere medlem"


def test_wrong_codes_delete_nothing_and_after_five_the_right_one_does_not_either(client, kari):
    client.post(reverse("delete_my_account"), {"send": "1"})
    right = code_in_mail()
    wrong = "0000-0000" if right != "0000-0000" else "1111-1111"
    assert "Koden stemmer ikke" in client.post(reverse("delete_my_account"), {"code": wrong}).content.decode()
    for _time in range(4):
        client.post(reverse("delete_my_account"), {"code": wrong})
    client.post(reverse("delete_my_account"), {"code": right})
    assert User.objects.filter(email=ADDRESS, is_active=True).exists()
    for _time in range(6):
        client.post(reverse("delete_my_account"), {"send": "1"})
    assert len([one for one in mail.outbox if one.to == [ADDRESS]]) <= 7


def test_an_old_sign_in_of_an_editor_is_asked_for_again_first(client, editor):
    session = client.session
    key = "account_authentication_methods"
    session[key] = [record | {"at": record["at"] - 3600} for record in session[key]]
    session.save()
    for method in (client.get, client.post):
        answer = method(reverse("delete_my_account"))
        assert answer.url.startswith("/min-side/sikkerhet/"), answer.url
    assert mail.outbox[-1].subject != "Kode for å slette kontoen din i Samskapingsportalen"


def test_the_last_owner_hands_over_first_and_an_empty_team_is_told_of(client, kari, django_capture_on_commit_callbacks):
    with_others, alone = make_team("Med andre", owner=kari, writer=make_person()), make_team("Alene", owner=kari)
    page = client.get(reverse("delete_my_account")).content.decode()
    assert "«Med andre»" in page
    assert "«Alene»" not in page
    with pytest.raises(HinderedError):
        delete_account(user=kari)
    assert User.objects.filter(email=ADDRESS, is_active=True).exists()
    assert member_of(with_others, kari).role == Role.OWNER
    heir = Membership.objects.get(team=with_others, role=Role.WRITER)
    leave_team(team=with_others, by=kari, successor_id=heir.pk)
    with django_capture_on_commit_callbacks(execute=True):
        delete_account(user=kari)
    assert [one.subject for one in mail.outbox if "eier" in one.subject] == ["Teamet «Alene» har ingen eier"]
    assert FIRST not in mail.outbox[-1].body
    assert list(Team.objects.without_owner()) == [alone]


def test_the_last_administrator_stays_and_one_of_two_may_go():
    User.objects.filter(is_superuser=True).update(is_superuser=False)
    first = make_user("administrator", "first@example.org")
    with pytest.raises(HinderedError):
        delete_account(user=first)
    second = make_user("administrator", "second@example.org")
    delete_account(user=first)
    with pytest.raises(HinderedError):
        delete_account(user=second)


def test_others_follows_and_teams_are_left_alone(kari):
    make_follow("somebody@example.org")
    other = make_team("Et annet", owner=make_person())
    delete_account(user=kari)
    assert Follow.objects.count() == 1
    assert Membership.objects.filter(team=other).count() == 1


def test_the_file_with_my_data_holds_mine_and_nobody_elses_and_no_secret(client, editor):
    make_follow("somebody@example.org")
    make_person("somebody@example.org", first_name="Signe")
    answer = client.post(reverse("my_data"))
    text = answer.content.decode()
    assert answer["Content-Disposition"] == 'attachment; filename="mine-data-samskapingsportalen.json"'
    assert "no-store" in answer["Cache-Control"]
    assert client.get(reverse("my_data")).status_code == 405
    parts = {label: rows for part in answer.json()["stored"] for label, rows in part["about_you"].items()}
    assert parts["accounts.User"][0]["email"] == ADDRESS
    assert parts["wagtailcore.Comment"][0]["text"] == "Hvem var med?"
    assert {"accounts.Session", "mfa.Authenticator", "wagtailcore.PageLogEntry"} <= set(parts)
    for secret in (editor.password, client.session.session_key, "somebody@example.org", "Signe"):
        assert secret not in text


def test_the_file_takes_one_query_for_each_model_however_much_there_is(editor, django_assert_max_num_queries):
    with django_assert_max_num_queries(40) as few:
        data_file(editor)
    for _time in range(3):
        make_follow(ADDRESS, parameters=f"q={_time}")
        make_team(owner=editor)
    with django_assert_max_num_queries(len(few.captured_queries)):
        data_file(editor)
