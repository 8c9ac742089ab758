"""Sessions begin anew at sign-in, and end at once, in every browser; the admin has no door of its own."""

from __future__ import annotations

import pytest
from django.conf import settings as conf
from django.contrib.auth.hashers import get_hasher
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from portal.accounts.models import User
from tests.cases.editorial.admin_form import read_form
from tests.factories import make_case, make_user
from tests.portal.accounts.doors import PASSWORD, member, sign_in_by_code, sign_in_by_password

pytestmark = pytest.mark.django_db


@pytest.fixture
def browsers(client):
    """An editor, signed in in two browsers."""
    user = make_user("Editors", "editor@example.org")
    other = type(client)()
    for browser in (client, other):
        assert sign_in_by_password(browser, "editor@example.org").url == "/admin/"
    return user, client, other


def test_a_session_begins_anew_at_sign_in(client, mailoutbox):
    member()
    client.get(reverse("account_request_login_code"))
    client.session.save()
    from tests.portal.accounts.doors import ask_for_code, code_in_mail

    ask_for_code(client, "kari@example.org")
    before = client.cookies[conf.SESSION_COOKIE_NAME].value
    client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})
    assert client.cookies[conf.SESSION_COOKIE_NAME].value != before
    thief = type(client)()
    thief.cookies[conf.SESSION_COOKIE_NAME] = before
    assert thief.get(reverse("my_page")).status_code == 302


def _sign_out(user, client):
    client.post("/admin/logout/")


def _close(user, client):
    type(user).objects.filter(pk=user.pk).update(is_active=False)


def _take_role(user, client):
    user.groups.clear()


def _change_password(user, client):
    form = {"oldpassword": PASSWORD, "password1": "another-horse-battery", "password2": "another-horse-battery"}
    assert client.post(reverse("account_change_password"), form).status_code == 302


@pytest.mark.parametrize("end", [_sign_out, _close, _take_role, _change_password])
def test_access_ends_at_once_in_the_other_browser_too(browsers, end):
    user, client, other = browsers
    assert other.get("/admin/pages/").status_code in (200, 302)
    assert other.get("/admin/").status_code == 200
    end(user, client)
    answer = other.get("/admin/")
    assert answer.status_code == 302
    assert answer.url in (f"{reverse('account_login')}?next=/admin/", reverse("my_page"))
    assert other.post("/admin/pages/1/delete/").status_code == 302


@pytest.mark.parametrize(
    ("path", "door"),
    [
        ("/admin/login/", "account_login"),
        ("/admin/password_reset/", "account_reset_password"),
        ("/admin/password_reset/done/", "account_reset_password"),
        ("/admin/password_reset/confirm/MQ/set-password/", "account_reset_password"),
    ],
)
@pytest.mark.parametrize("method", ["get", "post"])
def test_the_admins_own_doors_lead_to_ours(client, path, door, method):
    make_user("Editors", "editor@example.org")
    form = {"username": "editor@example.org", "password": PASSWORD, "email": "editor@example.org"}
    assert getattr(client, method)(path, form).url == reverse(door)
    assert "_auth_user_id" not in client.session


def test_whoever_is_no_editor_is_never_led_in_a_circle(client, mailoutbox):
    member()
    sign_in_by_code(client, "kari@example.org")
    for path in ("/admin/", "/admin/login/?next=/admin/pages/", reverse("account_login") + "?next=/admin/"):
        assert client.get(path, follow=True).redirect_chain[-1][0] == reverse("my_page"), path


def test_wrong_passwords_say_the_same_and_soon_are_too_many(client):
    make_user("Editors", "editor@example.org")
    make_user("Editors", "closed@example.org")
    _close(type(make_user("Editors")).objects.get(email="closed@example.org"), client)
    said = [
        sign_in_by_password(client, email, password).context["form"].non_field_errors()
        for email, password in (
            ("editor@example.org", "wrong"),
            ("nobody@example.org", "wrong"),
            ("closed@example.org", PASSWORD),
        )
    ]
    assert said[0] == said[1] == said[2]
    assert said[0]
    for _ in range(9):
        sign_in_by_password(client, "editor@example.org", "wrong")
    assert "for mange forsøk" in str(sign_in_by_password(client, "editor@example.org").context["form"].errors)
    assert sign_in_by_password(type(client)(), make_user("Editors").email).url == "/admin/", "others behind the address"


def test_a_wrong_password_takes_the_same_work_whoever_it_is_for(client, monkeypatch):
    make_user("Editors", "editor@example.org")
    member("member@example.org")
    member("closed@example.org", is_active=False)
    hasher, worked = type(get_hasher()), []
    encode = hasher.encode
    monkeypatch.setattr(hasher, "encode", lambda *given, **more: worked.append(1) or encode(*given, **more))
    work = {}
    # What every page asks the database for once is asked for here.
    client.get(reverse("account_login"))
    for name in ("editor", "member", "closed", "nobody"):
        worked.clear()
        with CaptureQueriesContext(connection) as queries:
            sign_in_by_password(type(client)(), f"{name}@example.org", "wrong")
        work[name] = (len(worked), len(queries))
    assert set(work.values()) == {work["nobody"]}, work
    assert work["nobody"][0] > 0


def test_an_address_is_written_in_one_way_so_that_wrong_passwords_are_counted_once(client):
    make_user("Editors", "siri@example.org")
    for address in ("s\u0131ri@example.org", "\u017firi@example.org"):
        assert User.objects.filter(email__iexact=address).exists(), "the same to the database"
        assert sign_in_by_password(client, address).status_code == 200
    assert sign_in_by_password(client, "Siri@EXAMPLE.org").status_code == 302


def test_an_account_that_is_closed_and_opened_again_lets_no_browser_back_in(browsers, admin_client):
    user, client, other = browsers
    address = reverse("wagtailusers_users:edit", args=[user.pk])
    form = read_form(admin_client.get(address).content.decode(), "main form")
    closed = {name: value for name, value in form.items() if name != "is_active"}
    assert admin_client.post(address, closed).status_code == 302
    assert not User.objects.get(pk=user.pk).is_active
    assert admin_client.post(address, {**closed, "is_active": "on"}).status_code == 302
    assert User.objects.get(pk=user.pk).is_active
    for browser in (client, other):
        assert browser.get("/admin/").status_code == 302


def test_a_new_password_comes_by_link_and_each_link_works_once(client, mailoutbox):
    make_user("Editors", "editor@example.org")
    member("kari@example.org")
    pages = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True).redirect_chain
        for email in ("Editor@example.org", "kari@example.org", "nobody@example.org")
    ]
    assert pages[0] == pages[1] == pages[2]
    # The letter is sent while the page waits: each has one, so that the time tells nothing.
    assert [letter.to for letter in mailoutbox] == [
        ["editor@example.org"],
        ["kari@example.org"],
        ["nobody@example.org"],
    ]
    link = next(line for line in mailoutbox[0].body.splitlines() if line.startswith("http"))
    assert "Du trenger ikke passord" in mailoutbox[1].body
    form = {"password1": "another-horse-battery", "password2": "another-horse-battery"}
    at = client.get(link).url
    assert "set-password" in at
    assert client.post(at, form).url == reverse("account_reset_password_from_key_done")
    assert "brukt eller for gammel" in client.get(link).content.decode()
    assert sign_in_by_password(client, "editor@example.org", "another-horse-battery").url == "/admin/"


def test_a_page_for_some_leads_to_the_door_and_back_and_never_in_a_circle(client, mailoutbox):
    case = make_case(slug="bare-for-noen")
    only = PageViewRestriction.objects.create(page=case, restriction_type=PageViewRestriction.GROUPS)
    only.groups.add(Group.objects.get(name="Publishers"))
    door = client.get(case.get_url(), follow=True)
    assert door.redirect_chain[-1][0] == f"{reverse('account_request_login_code')}?next=%2Fcaser%2Fbare-for-noen%2F"
    member()
    sign_in_by_code(client, "kari@example.org")
    assert client.get(case.get_url(), follow=True).status_code == 403
    client.force_login(make_user("Publishers"))
    assert client.get(case.get_url()).status_code == 200


def test_too_many_from_one_address_are_told_to_wait(client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login": "1/m/ip"}
    sign_in_by_password(client, "editor@example.org", "wrong")
    answer = sign_in_by_password(client, "editor@example.org", "wrong")
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "60"
    assert "svært mange ganger fra nettverket" in answer.content.decode()
