"""What changes accounts and ends sessions."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.contrib.auth import update_session_auth_hash
from django.db import transaction
from django.http import HttpRequest
from django.utils.crypto import get_random_string

from portal.accounts.models import User
from portal.mail_addresses import is_same


def find_user(*, email: str) -> User | None:
    """Return the active user with this address, however it is capitalised."""
    alike = User.objects.filter(email__iexact=email, is_active=True)
    return next((user for user in alike if is_same(user.email, email)), None)


@transaction.atomic
def open_account(*, email: str) -> User:
    """Return a new account for somebody who is invited: without a name, a password or any right."""
    user = User(email=email.lower())
    user.set_unusable_password()
    user.full_clean(exclude=["password"])
    user.save()
    return user


def confirm_address(*, user: User) -> None:
    """Record that the user has shown that they read what is sent to their address."""
    if user.has_confirmed_address:
        return
    user.confirmed_email = user.email
    user.save(update_fields=["confirmed_email"])


def end_sessions(*, user: User, but: HttpRequest | None = None) -> None:
    """End all sessions of a user at once, in every browser; but for that of a request, where one is given."""
    user.session_salt = get_random_string(16)
    user.save(update_fields=["session_salt"])
    others = user.sessions.all()
    if but is not None and but.user == user:
        # Whoever is asked next is this user, with what has changed.
        but.user = user
        update_session_auth_hash(but, user)
        others = others.exclude(session_key=but.session.session_key)
    others.delete()


@transaction.atomic
def reset_second_factor(*, user: User) -> int:
    """Take away all second factors of a user, and end the sessions; returns how many there were."""
    number, _each = Authenticator.objects.filter(user=user).delete()
    end_sessions(user=user)
    return number
