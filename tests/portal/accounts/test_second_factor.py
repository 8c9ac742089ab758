"""Whoever may open the admin shows a second factor first; until then there is nobody signed in."""

from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.management import call_command
from django.urls import reverse

from portal.accounts.models import User
from portal.page_cache.middleware import HEADER
from tests.factories import make_user
from tests.portal.accounts.doors import code_of_app, member, set_up_app, sign_in_by_code, sign_in_by_password

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _required(settings):
    settings.MFA_REQUIRED = True


@pytest.fixture
def editor():
    return make_user("Editors", "editor@example.org")


def test_an_editor_makes_a_second_factor_before_anything_of_the_admin_opens(client, editor):
    answer = sign_in_by_password(client, "editor@example.org", next="/admin/pages/")
    assert answer.url == "/admin/pages/"
    for path in ("/admin/", "/admin/pages/", "/admin/api/main/pages/", "/admin/account/"):
        assert client.get(path).url.startswith(reverse("mfa_index")), path
    assert client.get("/").context["request"].user.is_anonymous, "a visitor as any other"
    assert client.get(reverse("my_page"), follow=True).redirect_chain[-1][0].startswith(reverse("mfa_index"))
    set_up_app(client)
    assert client.get("/admin/").status_code == 200
    codes = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(codes) == 10


def test_with_a_lost_phone_a_recovery_code_lets_in_once(client, editor):
    sign_in_by_password(client, "editor@example.org")
    set_up_app(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    for browser, led in ((type(client)(), reverse("wagtailadmin_home")), (type(client)(), None)):
        assert sign_in_by_password(browser, "editor@example.org").url == reverse("mfa_authenticate")
        assert browser.get("/admin/").url.startswith(reverse("account_login"))
        answer = browser.post(reverse("mfa_authenticate"), {"code": code})
        assert getattr(answer, "url", None) == led


def test_whoever_used_a_recovery_code_is_told_how_many_are_left_and_gets_a_letter(client, editor, mailoutbox):
    sign_in_by_password(client, "editor@example.org")
    set_up_app(client)
    code = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"][0]
    other = type(client)()
    sign_in_by_password(other, "editor@example.org")
    mailoutbox.clear()
    page = other.post(reverse("mfa_authenticate"), {"code": code}, follow=True)
    assert page.redirect_chain[-1][0] == "/admin/"
    assert "Koder igjen: 9" in page.content.decode()
    assert [letter.to for letter in mailoutbox] == [["editor@example.org"]]
    assert "reservekode for kontoen din ble brukt" in mailoutbox[0].body


@pytest.mark.parametrize(
    ("made", "asked", "has_passkey_button"),
    [
        (["totp"], "koden som appen viser", False),
        (["webauthn"], "Bruk passnøkkelen. Har du ikke", True),
        (["totp", "webauthn"], "koden som appen viser", True),
    ],
)
def test_the_step_after_the_password_asks_for_what_somebody_has_made(
    client, editor, monkeypatch, made, asked, has_passkey_button
):
    # The keys themselves are the browser's: see tests/e2e/test_signing_in.py.
    monkeypatch.setattr("allauth.mfa.webauthn.internal.auth.get_credentials", lambda user: [])
    for kind in made:
        Authenticator.objects.create(user=editor, type=kind, data={"name": "Jobbmobilen"})
    sign_in_by_password(client, "editor@example.org")
    page = client.get(reverse("mfa_authenticate")).content.decode()
    assert asked in page
    assert ('data-passkey="use"' in page) == has_passkey_button


def test_the_code_of_the_app_is_asked_for_and_works_once(client, editor):
    sign_in_by_password(client, "editor@example.org")
    secret = set_up_app(client)
    cache.clear()
    code = code_of_app(secret)
    answers = []
    for browser in (type(client)(), type(client)()):
        sign_in_by_password(browser, "editor@example.org")
        answers.append(browser.post(reverse("mfa_authenticate"), {"code": code}).status_code)
    assert answers == [302, 200]


def test_a_session_from_before_the_factor_cannot_make_another(client, editor):
    thief = type(client)()
    for browser in (thief, client):
        sign_in_by_password(browser, "editor@example.org")
    assert thief.get(reverse("mfa_add_webauthn")).status_code == 200
    set_up_app(client)
    for name in ("mfa_index", "mfa_add_webauthn", "mfa_activate_totp", "account_reauthenticate"):
        chain = thief.get(reverse(name), follow=True).redirect_chain
        assert chain[-1][0].startswith(reverse("mfa_reauthenticate")), name
    assert client.get(reverse("mfa_add_webauthn")).status_code == 200


def test_secrets_are_closed_in_the_database(client, editor, settings):
    sign_in_by_password(client, "editor@example.org")
    secret = set_up_app(client)
    kept = Authenticator.objects.get(type="totp")
    assert secret not in str(kept.data)
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another key"
    assert kept.wrap().validate_code(code_of_app(secret)), "a key of before still opens it"
    settings.SECRET_KEY_FALLBACKS = []
    cache.clear()
    assert not kept.wrap().validate_code(code_of_app(secret))


def test_a_session_from_before_the_role_is_half_a_session(client, mailoutbox):
    user = member()
    sign_in_by_code(client, "kari@example.org")
    assert client.get(reverse("my_page")).status_code == 200
    user.groups.add(make_user("Editors").groups.get())
    assert client.get("/admin/").url.startswith(reverse("mfa_index"))


def test_taking_the_factor_away_ends_the_other_sessions_and_closes_the_admin(client, editor):
    other = type(client)()
    sign_in_by_password(client, "editor@example.org")
    secret = set_up_app(client)
    cache.clear()
    sign_in_by_password(other, "editor@example.org")
    other.post(reverse("mfa_authenticate"), {"code": code_of_app(secret)})
    assert other.get("/admin/").status_code == 200
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/admin/").url.startswith(reverse("mfa_index"))
    assert other.get("/admin/").url.startswith(reverse("account_login"))


def test_whoever_runs_the_portal_helps_one_who_lost_all(client, editor):
    sign_in_by_password(client, "editor@example.org")
    set_up_app(client)
    call_command("reset_second_factor", "Editor@example.org")
    assert not Authenticator.objects.exists()
    assert client.get("/admin/").url.startswith(reverse("account_login"))


def test_a_member_needs_none(client, mailoutbox):
    member()
    assert sign_in_by_code(client, "kari@example.org").url == reverse("my_page")
    answer = client.get("/admin/", follow=True)
    assert answer.redirect_chain == [(reverse("my_page"), 302)]
    assert "ikke åpne for deg" in answer.content.decode()


def test_a_visitors_page_is_the_same_for_all(client):
    for path in (reverse("model"), reverse("municipalities")):
        assert client.get(path).headers[HEADER] == "pass", "it may be shared"


@pytest.mark.parametrize("name", ["mfa_edit_webauthn", "mfa_remove_webauthn"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_touches_anothers_passkey(client, editor, name, method):
    other = make_user("Editors", "other@example.org")
    kept = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Another's"})
    sign_in_by_password(client, "editor@example.org")
    set_up_app(client)
    assert getattr(client, method)(reverse(name, args=[kept.pk]), {"name": "Mine"}).status_code == 404
    kept.refresh_from_db()
    assert kept.data == {"name": "Another's"}


def test_what_matters_asks_again_who_it_is_and_keeps_nothing_of_what_was_sent(client, editor, settings):
    sign_in_by_password(client, "editor@example.org")
    set_up_app(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 0
    answer = client.post(reverse("mfa_deactivate_totp"), {"word": "hemmelig"}, REMOTE_ADDR="192.0.2.77")
    assert answer.url == f"{reverse('account_reauthenticate')}?next=%2Fmin-side%2Fsikkerhet%2Fapp%2Ffjern%2F"
    assert not [word for word in ("hemmelig", "192.0.2.77", "HTTP_COOKIE") if word in str(dict(client.session))]
    assert Authenticator.objects.filter(type="totp").exists()


def test_nobody_sets_a_password_for_somebody_else(client, settings):
    settings.MFA_REQUIRED = False
    client.force_login(make_user("administrator"))
    form = {"email": "ny@example.org", "first_name": "Ny", "last_name": "Redaktør", "password1": "known-to-two-people"}
    client.post("/admin/users/new/", {**form, "password2": form["password1"]})
    assert not User.objects.get(email="ny@example.org").has_usable_password()
