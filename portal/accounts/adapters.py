"""What allauth asks of us about accounts and identities."""

from __future__ import annotations

import smtplib
from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthError, AuthProcess
from django.conf import settings
from django.contrib import messages
from django.core.mail import EmailMessage
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.accounts.joining import is_invited
from portal.accounts.letters import letter, said
from portal.accounts.models import User
from portal.accounts.roles import may_open_admin
from portal.accounts.second_factor import record_provider
from portal.accounts.services import confirm_address, end_sessions, find_user
from portal.rate_limits import network_of

_log = structlog.get_logger(__name__)
# By allauth's names.
_WAYS = {
    "reauthenticate": _("Write the password"),
    "mfa_reauthenticate": _("Write a code"),
    "mfa_reauthenticate:webauthn": _("Use a passkey"),
}
# The pages that letters lead to.
_PLACES = {
    "sign_in_url": "account_request_login_code",
    "password_url": "account_login",
    "join_url": "account_signup",
    "security_url": "mfa_index",
}


class AccountAdapter(DefaultAccountAdapter):
    """Signs in and out, and writes the letters about it."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("Address and password do not belong together. Look at both and try again."),
        "incorrect_code": _("The code is not right. Write it as it stands in the last e-mail that you got."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("That is not the password that you have now."),
        "too_many_login_attempts": _("There have been too many attempts. Wait a quarter of an hour and try again."),
        "rate_limited": _("There have been too many attempts. Wait a quarter of an hour and try again."),
        "invalid_password_reset": _("The link is used or too old. Ask for a new one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse the form for anybody: accounts are opened for those who are invited, as they ask for a code."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return whom a request comes from, as everywhere in the portal."""
        return network_of(request)

    def get_login_stages(self) -> list[str]:
        """Return the steps of signing in."""
        return ["allauth.account.stages.LoginByCodeStage", "portal.accounts.second_factor.SecondFactorStage"]

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Ask again who somebody is, unless they have just signed in."""
        from allauth.account.internal.flows.login import get_authentication_records

        assert isinstance(self.request.user, User)  # noqa: S101 - whoever is nobody was led away before
        records = get_authentication_records(self.request, self.request.user)
        return not any(_is_recent(record) for record in records)

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Lead those who may to the admin, all others to their own page."""
        assert isinstance(request.user, User)  # noqa: S101 - asked only of who is signed in
        return reverse("wagtailadmin_home") if may_open_admin(request.user) else reverse("my_page")

    def logout(self, request: HttpRequest) -> None:
        """Sign out, here and in every other browser: a session left behind somewhere is one that others find."""
        if isinstance(request.user, User):
            end_sessions(user=request.user)
        super().logout(request)

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """Return the ways to show again who somebody is, in our words."""
        return [{**way, "description": _WAYS[way["id"]]} for way in super().get_reauthentication_methods(user)]

    def reauthenticate(self, user: User, password: str) -> bool:
        """Say whether this is the user's password."""
        return user.check_password(password)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send a letter; if the mail server does not answer, say so, and say it for any address."""
        if template_prefix == "account/email/unknown_account":
            user = find_user(email=email)
            if user is not None and may_open_admin(user):
                template_prefix = "account/email/has_password"
        try:
            self.render_mail(template_prefix, email, context).send()
        except (OSError, smtplib.SMTPException):
            _log.error("a letter about signing in could not be sent")
            words = gettext("We cannot send e-mail at the moment. Try again in a while.")
            messages.error(self.request, words)

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send the link to a new password, or say that this account has no use for one."""
        uses_password = may_open_admin(user) or user.has_usable_password()
        name = "account/email/password_reset_key" if uses_password else "account/email/no_password"
        self.send_mail(name, email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of a letter where a new password is chosen."""
        uid, _separator, token = key.partition("-")
        path = reverse("account_reset_password_from_key", kwargs={"uidb36": uid, "key": token})
        return f"{settings.SITE_URL}{path}"

    def send_notification_mail(
        self, template_prefix: str, user: User, context: dict[str, Any] | None = None, email: str | None = None
    ) -> None:
        """Tell somebody what happened to their account; without device or address, which are kept nowhere."""
        self.send_mail(template_prefix, user.email, {})

    def render_mail(
        self, template_prefix: str, email: str | list[str], context: dict[str, Any], headers: Any = None
    ) -> EmailMessage:
        """Return a letter."""
        # Not by the name that was asked for: whoever asks could write another into somebody else's letter.
        addresses = {name: f"{settings.SITE_URL}{reverse(to)}" for name, to in _PLACES.items()}
        subject, text = letter(template_prefix, {**context, **addresses})
        to = [email] if isinstance(email, str) else email
        return EmailMessage(subject, f"{text}\n", self.get_from_email(), to, headers=headers)

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        """Have the next page say what was done."""
        if text := message or said(message_template or ""):
            messages.add_message(request, level, text, extra_tags=extra_tags)


def _is_recent(record: dict[str, Any]) -> bool:
    import time

    from allauth.account import app_settings

    return time.time() - float(record["at"]) < app_settings.REAUTHENTICATION_TIMEOUT


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Signs in by an identity of a provider: issuer and subject, never an e-mail address alone."""

    def list_apps(self, request: HttpRequest, provider: str | None = None, client_id: str | None = None) -> list[Any]:
        """Return the providers of the settings; the database has none."""
        from allauth.socialaccount.adapter import _build_apps_from_settings

        apps = _build_apps_from_settings(provider=provider, client_id=client_id)
        return [app for group in apps.values() for app in group]

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Let in whom we know, and who is invited; tell all others the same, whether or not the address is known."""
        if sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        user = sociallogin.user
        if not sociallogin.is_existing and not self._may_join(sociallogin):
            raise ImmediateHttpResponse(render(request, "socialaccount/unknown.html", status=403))
        if sociallogin.is_existing and isinstance(user, User) and getattr(sociallogin, "asserts_mfa", False):
            record_provider(request, user, sociallogin.account.provider)

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Say whether a new account may be opened; `pre_social_login` has refused all others."""
        return self._may_join(sociallogin)

    def _may_join(self, sociallogin: SocialLogin) -> bool:
        address = next((one.email for one in sociallogin.email_addresses if one.verified), "")
        return is_invited(address) and not User.objects.filter(email__iexact=address).exists()

    @transaction.atomic
    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> User:
        """Save a new account and its identity."""
        user = sociallogin.user
        assert isinstance(user, User)  # noqa: S101 - made by `new_user`
        user.set_unusable_password()
        user.save()
        sociallogin.account.user = user
        sociallogin.account.save()
        # The provider says that the address is confirmed, or there would be no account.
        confirm_address(user=user)
        return user

    def on_authentication_error(
        self, request: HttpRequest, provider: Any, error: Any = None, exception: Any = None, extra_context: Any = None
    ) -> None:
        """Note what kind of fault it was; whoever has thought better of it comes back to where they began."""
        if error == AuthError.CANCELLED:
            messages.info(request, gettext("You were not signed in."))
            raise ImmediateHttpResponse(HttpResponseRedirect(reverse("account_request_login_code")))
        _log.warning(
            "signing in by a provider failed", provider=provider.app.provider_id, kind=type(exception).__name__
        )

    def get_connect_redirect_url(self, request: HttpRequest, socialaccount: Any) -> str:
        """Return to where ways to sign in are listed."""
        return reverse("mfa_index")
