"""Asking whoever deletes an account for a code from their e-mail: the session alone may be in other hands."""

from __future__ import annotations

import secrets
import smtplib
import time

import structlog
from allauth.account.internal.flows.reauthentication import (
    get_reauthentication_flows,
    raise_if_reauthentication_required,
)
from django.conf import settings
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.rate_limits import Limit, use_for

_log = structlog.get_logger(__name__)
_KEY = "code to delete the account"
_VALID_SECONDS = 15 * 60
_MOST_TRIES = 5
_LIMIT = Limit("deletion-code", most=5, seconds=60 * 60)


class TooManyError(Exception):
    """Somebody has asked for too many codes."""


class UnsentError(Exception):
    """The e-mail could not be sent."""


def ask_again_who(request: HttpRequest, user: User) -> None:
    """Have the password or second factor shown again, where there is one and it was not shown just now."""
    if get_reauthentication_flows(user):
        raise_if_reauthentication_required(request, app="account")


def send_code(request: HttpRequest, user: User) -> None:
    """Send a code, which alone is valid from then on; TooManyError, UnsentError."""
    if use_for(_LIMIT, str(user.pk)).is_over:
        raise TooManyError
    digits = f"{secrets.randbelow(10**8):08}"
    code = f"{digits[:4]}-{digits[4:]}"
    text = _(
        "Your code is {code}\n\n"
        "Write it in the page where you asked for it, and your account is deleted. It is valid for 15 minutes.\n\n"
        "If you have not asked for it, somebody else is signed in as you: sign in, and sign out everywhere else."
    ).format(code=code)
    try:
        EmailMessage(_("Code to delete your account in Samskapingsportalen"), f"{text}\n", to=[user.email]).send()
    except (OSError, smtplib.SMTPException) as error:
        _log.error("a code to delete an account could not be sent")
        raise UnsentError from error
    request.session[_KEY] = {"digest": _digest(code), "at": time.time(), "tries": 0}


def is_code_sent(request: HttpRequest) -> bool:
    """Say whether there is a code that can still be written."""
    sent = request.session.get(_KEY)
    return sent is not None and time.time() - sent["at"] < _VALID_SECONDS and sent["tries"] < _MOST_TRIES


def is_code(request: HttpRequest, code: str) -> bool:
    """Say whether this is the code; after five wrong ones, none is."""
    if not is_code_sent(request):
        return False
    sent = request.session[_KEY]
    request.session[_KEY] = sent | {"tries": sent["tries"] + 1}
    return constant_time_compare(sent["digest"], _digest(code))


def _digest(code: str) -> str:
    digits = "".join(filter(str.isdigit, code))
    return salted_hmac("portal.accounts.my_page.deleting", digits, algorithm="sha256").hexdigest()


def say_goodbye(email: str) -> None:
    """Tell the one whose account was deleted; the address is kept nowhere after that."""
    text = _(
        "Your account in Samskapingsportalen is deleted, with your name and this address. What you have done with "
        "others stays, without your name.\n\n"
        "If it was not you, write to us at once: {address}"
    ).format(address=settings.CONTACT_EMAIL)
    try:
        EmailMessage(_("Your account in Samskapingsportalen is deleted"), f"{text}\n", to=[email]).send()
    except (OSError, smtplib.SMTPException):
        _log.error("a letter about a deleted account could not be sent")
