"""What is written to people about their accounts, and what is said on the next page. Plain text: nothing needs more.

The functions make the words in the language that is active when they are asked.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

Values = Mapping[str, Any]


def _code(values: Values) -> tuple[str, str]:
    return _("Your code for Samskapingsportalen"), _(
        "Your code is {code}\n\n"
        "Write it in the page where you asked for it. It is valid for 15 minutes, in the same browser.\n\n"
        "Never give it to anybody, not even to somebody who says they are from the portal. "
        "If you have not asked for a code, you need do nothing."
    ).format(code=values["code"])


def _unknown(values: Values) -> tuple[str, str]:
    return _("Signing in to Samskapingsportalen"), _(
        "Somebody, perhaps you, wanted to sign in to Samskapingsportalen with this address. "
        "There is no account with it.\n\n"
        "Do you have an account with another address? Then use that one. Here it says how to get an account:\n"
        "{address}\n\n"
        "If it was not you, you need do nothing. We make no account for it."
    ).format(address=values["join_url"])


def _has_password(values: Values) -> tuple[str, str]:
    return _("Signing in to Samskapingsportalen"), _(
        "Somebody, perhaps you, wanted to sign in to Samskapingsportalen by a code. Your account opens the editors' "
        "pages, and therefore needs a password or a passkey. Sign in here:\n"
        "{address}\n\n"
        "If it was not you, you need do nothing."
    ).format(address=values["password_url"])


def _new_password(values: Values) -> tuple[str, str]:
    return _("New password for Samskapingsportalen"), _(
        "Choose a new password here:\n"
        "{address}\n\n"
        "The link works once, for three days. "
        "If you have not asked for it, you need do nothing: the password is as before."
    ).format(address=values["password_reset_url"])


def _no_password(values: Values) -> tuple[str, str]:
    return _("Signing in to Samskapingsportalen"), _(
        "Somebody, perhaps you, asked for a new password for Samskapingsportalen. "
        "You need none: sign in with a code by e-mail.\n"
        "{address}\n\n"
        "If it was not you, you need do nothing."
    ).format(address=values["sign_in_url"])


def _notice(what: str) -> Callable[[Values], tuple[str, str]]:
    def write(values: Values) -> tuple[str, str]:
        advice = _(
            "If it was you, all is well. If not: change your password at once, look at what stands here, "
            "and write to those who run the portal.\n"
            "{address}"
        ).format(address=values["security_url"])
        return _("Your account in Samskapingsportalen"), f"{_(what)}\n\n{advice}"

    return write


# By allauth's names.
_LETTERS: dict[str, Callable[[Values], tuple[str, str]]] = {
    "account/email/login_code": _code,
    "account/email/unknown_account": _unknown,
    "account/email/has_password": _has_password,
    "account/email/password_reset_key": _new_password,
    "account/email/no_password": _no_password,
    "account/email/password_changed": _notice(gettext_noop("The password of your account was changed.")),
    "account/email/password_reset": _notice(
        gettext_noop("The password of your account was changed by a link in an e-mail.")
    ),
    "mfa/email/totp_activated": _notice(gettext_noop("An app with codes was added to your account.")),
    "mfa/email/totp_deactivated": _notice(gettext_noop("The app with codes was taken away from your account.")),
    "mfa/email/webauthn_added": _notice(gettext_noop("A passkey was added to your account.")),
    "mfa/email/webauthn_removed": _notice(gettext_noop("A passkey was taken away from your account.")),
    "mfa/email/recovery_codes_generated": _notice(gettext_noop("New recovery codes were made for your account.")),
    "mfa/email/recovery_code_used": _notice(gettext_noop("A recovery code of your account was used.")),
    "socialaccount/email/account_connected": _notice(
        gettext_noop("Another way to sign in was connected to your account.")
    ),
    "socialaccount/email/account_disconnected": _notice(
        gettext_noop("A way to sign in was taken away from your account.")
    ),
}

_SAID = {
    "account/messages/logged_out.txt": gettext_noop("You are signed out."),
    "account/messages/password_changed.txt": gettext_noop("The password is changed."),
    "mfa/messages/totp_activated.txt": gettext_noop("The app is set up."),
    "mfa/messages/totp_deactivated.txt": gettext_noop("The app is taken away."),
    "mfa/messages/webauthn_added.txt": gettext_noop("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": gettext_noop("The passkey is taken away."),
    "mfa/messages/recovery_codes_generated.txt": gettext_noop("You have got recovery codes. Keep them well."),
    "socialaccount/messages/account_connected.txt": gettext_noop("The account from work is connected."),
    "socialaccount/messages/account_connected_updated.txt": gettext_noop("The account from work is connected."),
    "socialaccount/messages/account_connected_other.txt": gettext_noop(
        "That account from work is connected with another account here."
    ),
    "socialaccount/messages/account_disconnected.txt": gettext_noop("The account from work is taken away."),
}


def letter(name: str, values: Values) -> tuple[str, str]:
    """Return subject and text of a letter; KeyError where there is none of this name."""
    return _LETTERS[name](values)


def said(name: str) -> str:
    """Return what the next page says, or an empty text where the page itself says it."""
    return _(_SAID[name]) if name in _SAID else ""
