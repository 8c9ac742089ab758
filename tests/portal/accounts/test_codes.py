"""A code by e-mail lets in its owner, once; and nobody learns from the page who has an account."""

from __future__ import annotations

import re
from itertools import product

import pytest
from django.urls import reverse
from django.utils import translation

from portal.accounts import joining
from portal.accounts.models import User
from tests.factories import make_user
from tests.portal.accounts.doors import ask_for_code, code_in_mail, member, sign_in_by_code

pytestmark = pytest.mark.django_db


def test_whoever_reads_the_code_is_signed_in_and_has_shown_the_address(client, mailoutbox):
    user = member(email="Kari@example.org")
    answer = sign_in_by_code(client, "kari@EXAMPLE.org")
    assert answer.url == reverse("my_page")
    assert client.get(answer.url).context["user"] == user
    user.refresh_from_db()
    assert user.has_confirmed_address
    user.email = "another@example.org"
    assert not user.has_confirmed_address


def test_it_leads_on_to_where_somebody_wanted_and_to_no_other_site(client, mailoutbox):
    member()
    for wanted, led in (("/min-side/sikkerhet/", "/min-side/sikkerhet/"), ("https://evil.example/", "/min-side/")):
        page = ask_for_code(client, "kari@example.org", wanted)
        form = {"code": code_in_mail(), "next": page.context["redirect_field_value"] or ""}
        assert client.post(reverse("account_confirm_login_code"), form).url == led
        client.post(reverse("account_logout"))


def test_a_code_works_once_in_its_own_browser_and_not_by_guessing(client, mailoutbox):
    member()
    ask_for_code(client, "kari@example.org")
    code, confirm = code_in_mail(), reverse("account_confirm_login_code")
    assert type(client)().post(confirm, {"code": code}).url == reverse("account_request_login_code")
    wrong = "1111-1111" if code != "1111-1111" else "2222-2222"
    for _ in range(4):
        assert b"fault" in client.post(confirm, {"code": wrong}).content
    assert client.post(confirm, {"code": wrong}).url == reverse("account_request_login_code")
    assert client.post(confirm, {"code": code}).url == reverse("account_request_login_code")
    assert client.get(reverse("my_page")).status_code == 302


def test_the_page_says_the_same_to_all_and_each_gets_one_letter(client, mailoutbox):
    member("kari@example.org")
    make_user("Editors", "editor@example.org")
    member("closed@example.org", is_active=False)
    pages = []
    for email in ("kari@example.org", "editor@example.org", "closed@example.org", "nobody@example.org"):
        browser = type(client)()
        page = ask_for_code(browser, email)
        pages.append((page.status_code, page.redirect_chain, _without_token(page.content.decode()).replace(email, "")))
        assert mailoutbox[-1].to == [email]
    assert len(mailoutbox) == 4
    assert pages[1:] == pages[:1] * 3
    assert "passnøkkel" in mailoutbox[1].body
    assert mailoutbox[2].body == mailoutbox[3].body


def test_only_whom_somebody_invited_gets_an_account(client, mailoutbox, monkeypatch):
    monkeypatch.setattr(joining, "_invitations", [lambda email: email == "ny@example.org"])
    ask_for_code(client, "ukjent@example.org")
    assert not User.objects.filter(email="ukjent@example.org").exists()
    assert sign_in_by_code(client, "Ny@example.org").url == reverse("my_page")
    user = User.objects.get(email="ny@example.org")
    assert (user.has_usable_password(), user.is_staff, user.has_confirmed_address) == (False, False, True)
    member("stengt@example.org", is_active=False)
    monkeypatch.setattr(joining, "_invitations", [lambda email: True])
    ask_for_code(type(client)(), "stengt@example.org")
    assert "ingen konto" in mailoutbox[-1].body, "an invitation opens no account that is closed"


@pytest.mark.parametrize("door", ["account_request_login_code", "account_reset_password"])
@pytest.mark.parametrize("lookalike", ["kari@exam\u0131.org", "kar\u0131@exami.org"])
def test_nothing_is_sent_to_an_address_that_the_database_takes_for_that_of_an_account(
    client, mailoutbox, door, lookalike
):
    make_user("Editors", "kari@exami.org") if door == "account_reset_password" else member("kari@exami.org")
    # To a database that compares in capitals both are one.
    assert User.objects.filter(email__iexact=lookalike).exists()
    client.post(reverse(door), {"email": lookalike})
    for letter in mailoutbox:
        assert not re.search(r"\d{4}-\d{4}|/[0-9a-z]+-[0-9a-z]+-[0-9a-f]+/", letter.body)


@pytest.mark.parametrize("door", ["account_request_login_code", "account_reset_password"])
@pytest.mark.parametrize("address", [f"kari@{'ø' * 63}.no", "kari@\u200f\u05d0a.no"], ids=["long", "mixed"])
def test_an_address_to_which_nothing_can_be_sent_is_said_to_be_none(client, mailoutbox, door, address):
    answer = client.post(reverse(door), {"email": address})
    assert answer.status_code == 200
    assert answer.context["form"].errors["email"]
    assert not mailoutbox


def test_an_address_is_counted_once_however_it_is_written(client, mailoutbox):
    # The letters of a domain may be wide.
    for letters in product("e\uff45", "x\uff58", "a\uff41"):
        client.post(reverse("account_request_login_code"), {"email": f"kari@{''.join(letters)}mple.org"})
    assert len(mailoutbox) == 5


@pytest.mark.parametrize("language", ["nb", "nn", "en"])
def test_page_and_letter_speak_the_language_of_the_address(client, mailoutbox, language):
    member()
    with translation.override(language):
        page = ask_for_code(client, "kari@example.org")
    assert f'lang="{language}"' in page.content.decode()
    assert {"nb": "Skriv den inn", "nn": "Skriv han inn", "en": "Write it in"}[language] in mailoutbox[-1].body


def test_a_silent_mail_server_is_said_in_words(client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise ConnectionRefusedError

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    member()
    pages = [ask_for_code(type(client)(), f"{name}@example.org") for name in ("kari", "nobody")]
    assert all("får ikke sendt e-post" in page.content.decode() for page in pages)


def test_many_may_ask_from_one_address_but_few_times_for_one_account(client, mailoutbox):
    member()
    for number in range(40):
        assert ask_for_code(type(client)(), f"colleague{number}@example.org").redirect_chain
    for _ in range(5):
        ask_for_code(type(client)(), "kari@example.org")
    sent = len(mailoutbox)
    page = ask_for_code(type(client)(), "kari@example.org")
    assert "for mange forsøk" in page.content.decode()
    assert len(mailoutbox) == sent


def _without_token(page: str) -> str:
    import re

    return re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", page)


def test_letters_lead_to_the_portal_by_its_own_name_whatever_name_was_asked_for(client, settings, mailoutbox):
    settings.ALLOWED_HOSTS = ["*"]
    member(email="kari@example.org")
    make_user("Editors", email="redaktor@example.org")
    for email, path in (
        ("nobody@example.org", "account_request_login_code"),
        ("redaktor@example.org", "account_request_login_code"),
        ("redaktor@example.org", "account_reset_password"),
    ):
        client.post(reverse(path), {"email": email}, headers={"host": "evil.example"})
    assert len(mailoutbox) == 3
    for letter in mailoutbox:
        assert "evil.example" not in letter.body
        assert settings.SITE_URL in letter.body
