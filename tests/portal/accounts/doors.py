"""Signs people in as they would do it themselves: by the pages."""

from __future__ import annotations

import re
from typing import Any

from allauth.mfa.totp.internal import auth as totp
from django.core import mail
from django.test import Client, TestCase
from django.urls import reverse

from tests.factories import make_user

PASSWORD = "correct-horse-battery"


def member(email: str = "kari@example.org", **fields: Any) -> Any:
    """Return somebody with an account who may not open the admin, and has no password."""
    user = make_user("Editors", email)
    user.groups.clear()
    user.set_unusable_password()
    for name, value in fields.items():
        setattr(user, name, value)
    user.save()
    return user


def ask_for_code(client: Client, email: str, following: str = "") -> Any:
    """Ask for a code; returns the page that says where it was sent."""
    form = {"email": email, **({"next": following} if following else {})}
    return client.post(reverse("account_request_login_code"), form, follow=True)


def code_in_mail() -> str:
    """Return the code of the last letter."""
    found = re.search(r"\b\d{4}-\d{4}\b", mail.outbox[-1].body)
    assert found, mail.outbox[-1].body
    return found[0]


def sign_in_by_code(client: Client, email: str) -> Any:
    """Sign in by a code; returns where it led."""
    ask_for_code(client, email)
    return client.post(reverse("account_confirm_login_code"), {"code": code_in_mail()})


def sign_in_by_password(client: Client, email: str, password: str = PASSWORD, **form: str) -> Any:
    """Write address and password; returns the answer."""
    return client.post(reverse("account_login"), {"login": email, "password": password, **form})


def code_of_app(secret: str) -> str:
    """Return what an app shows now."""
    return totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


def set_up_app(client: Client) -> str:
    """Set up an app with codes; returns its secret."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    with TestCase.captureOnCommitCallbacks(execute=True):
        answer = client.post(reverse("mfa_activate_totp"), {"code": code_of_app(secret)})
    assert answer.status_code == 302, answer.content.decode()
    return str(secret)
