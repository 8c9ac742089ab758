"""The forms of signing in: allauth's own, in our words, with what a phone and a password manager need."""

from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.account.adapter import get_adapter
from allauth.core import context, ratelimit
from allauth.mfa.base import forms as second
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn import forms as passkeys
from django import forms
from django.contrib.auth import password_validation
from django.core.validators import MaxLengthValidator
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from portal.accounts.joining import is_invited
from portal.accounts.models import User
from portal.accounts.roles import may_open_admin
from portal.accounts.services import find_user, open_account
from portal.mail_addresses import mailbox, validate_mailable

_LONGEST_NAME = 60
_LABELS = {
    "email": _("E-mail address"),
    "login": _("E-mail address"),
    "password": _("Password"),
    "oldpassword": _("Password now"),
    "password1": _("New password"),
    "password2": _("New password once more"),
    "code": _("Code"),
    "name": _("Name of the passkey"),
}
_HELP = {
    "password1": lambda: format_lazy("{}", " ".join(password_validation.password_validators_help_texts())),
    "name": lambda: _("So that you know it again, such as “My phone”."),
}


class InOurLook(forms.Form):
    """Labels in place of grey examples in the fields, which nobody sees who writes in them."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.label_suffix = ""
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if isinstance(field.widget, forms.HiddenInput):
                continue
            field.label = _LABELS.get(name, field.label)
            field.help_text = _HELP[name]() if name in _HELP else ""
            field.widget.attrs.setdefault("class", "ds-input")
            if name == "email":
                field.validators.append(validate_mailable)
            if name == "code":
                # Recovery codes are digits too.
                field.widget.attrs.update(inputmode="numeric", autocapitalize="none", spellcheck="false")
                field.validators.append(MaxLengthValidator(40))


class PasswordForm(InOurLook, account.LoginForm):
    """Address and password; the address is the user name that a browser keeps."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].widget.attrs["autocomplete"] = "username"


class CodeRequestForm(InOurLook, account.RequestLoginCodeForm):
    """The address to which a code goes, or a letter that says why none comes. The page says the same to all."""

    _user: User | None

    def clean_email(self) -> str:
        """Find the account, or open one for somebody who is invited; those with a password get no code."""
        email = str(self.cleaned_data["email"])
        if not ratelimit.consume(context.request, action="request_login_code", key=mailbox(email)):
            raise get_adapter().validation_error("too_many_login_attempts")
        user = find_user(email=email)
        if user is None and not User.objects.filter(email__iexact=email).exists() and is_invited(email):
            user = open_account(email=email)
        self._user = None if user is None or may_open_admin(user) else user
        return email


class CodeForm(InOurLook, account.ConfirmLoginCodeForm):
    """The code that came by e-mail."""


class ResetForm(InOurLook, account.ResetPasswordForm):
    """The address to which the link to a new password goes."""

    users: list[User]

    def clean_email(self) -> str:
        """Find the account, however the address is capitalised."""
        email = str(self.cleaned_data["email"])
        user = find_user(email=email)
        self.users = [user] if user else []
        return mailbox(email)


class Twice(InOurLook):
    """A new password is written twice; says in our words that the two differ."""

    def clean(self) -> dict[str, Any]:
        """Replace what allauth says, which it says in some languages only."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, second = self.data.get("password1"), self.data.get("password2")
        if first and second and first != second:
            self.errors["password2"] = self.error_class([str(_("The two passwords are not the same."))])
        return cleaned


class NewPasswordForm(Twice, account.ResetPasswordKeyForm):
    """A new password, after the link."""


class ChangePasswordForm(Twice, account.ChangePasswordForm):
    """A new password, for whoever knows the old one."""


class PasswordAgainForm(InOurLook, account.ReauthenticateForm):
    """The password once more, before what matters."""


class SecondCodeForm(InOurLook, second.AuthenticateForm):
    """A code of the app, or a recovery code."""


class SecondCodeAgainForm(InOurLook, second.ReauthenticateForm):
    """A code once more, before what matters."""


class AppForm(InOurLook, ActivateTOTPForm):
    """The first code of an app, which shows that it is set up."""


class PasskeyForm(InOurLook, passkeys.AddWebAuthnForm):
    """A new passkey; each one can be used without a password, and therefore asks for a face, finger or PIN."""

    passwordless = None

    def clean_name(self) -> str:
        """Shorten a name that is too long: the device has made the passkey already, and it must not be lost."""
        return str(super().clean_name())[:_LONGEST_NAME]

    def clean(self) -> dict[str, Any]:
        """Have it checked that the device has seen its owner."""
        self.cleaned_data["passwordless"] = True
        return super().clean() or {}


class PasskeyNameForm(InOurLook, passkeys.EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].validators.append(MaxLengthValidator(_LONGEST_NAME))
