"""The second factor of those who may open the admin: shown in the session, or there is nobody signed in.

A session knows how its user signed in (allauth's records). One that has shown no second factor has no user, but on the
pages where the factor is shown or made. So no page has to ask, and none can forget to.
"""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import (
    clear_authentication_records,
    get_authentication_records,
    record_authentication,
)
from allauth.core.exceptions import ReauthenticationRequired
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.deprecation import MiddlewareMixin
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from portal.accounts.models import User
from portal.accounts.roles import may_open_admin
from portal.accounts.services import end_sessions

_ADMIN = "/admin/"
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
# Where whoever is half signed in shows a factor; and where they make one, if they have none. Who has one and does not
# show it may be a thief of the password, signed in since before: he must not make one of his own.
SHOWING = {"mfa_reauthenticate", "mfa_reauthenticate_webauthn", "account_logout"}
MAKING = {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate"}
# Where somebody signs in: whoever is half signed in is led on from there.
SIGN_IN = {"account_login", "account_request_login_code", "account_confirm_login_code", "mfa_login_webauthn"}


def has_shown(request: HttpRequest, user: User) -> bool:
    """Say whether this session has shown a second factor, here or at a provider that says so."""
    return any(record.get("method") == "mfa" for record in get_authentication_records(request, user))


def has_made(user: User) -> bool:
    """Say whether the user has an app or a passkey."""
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists()


def is_half(request: HttpRequest) -> bool:
    """Say whether somebody who may open the admin is signed in without a second factor."""
    user = request.user
    if not settings.MFA_REQUIRED or not user.is_authenticated:
        return False
    return not has_shown(request, user) and may_open_admin(user)


def record_provider(request: HttpRequest, user: User, provider: str) -> None:
    """Record that a provider of identities says that it has seen a second factor."""
    record_authentication(request, user, "mfa", type="provider", provider=provider)


class SecondFactorStage(AuthenticateStage):
    """The step of signing in that asks for the second factor, but where a provider has seen one."""

    def _should_handle(self, request: HttpRequest) -> bool:
        user = self.login.user
        if user is not None and any(
            record.get("type") == "provider" for record in get_authentication_records(request, user)
        ):
            return False
        return bool(super()._should_handle(request))


class SecondFactor(MiddlewareMixin):
    """Leads whoever is half signed in to the second factor, and takes them for a visitor everywhere else."""

    def process_view(self, request: HttpRequest, *_args: Any) -> HttpResponse | None:
        """Lead on from the admin and from where one signs in."""
        # Whoever has no session is not asked who they are: a page that looks into it is kept for nobody else.
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not is_half(request):
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        if _is_open_to_half(name, request.user):
            return None
        if request.path_info.startswith(_ADMIN):
            return _lead_on(request, request.get_full_path())
        if name in SIGN_IN:
            return _lead_on(request, request.GET.get("next", ""))
        request.user = AnonymousUser()
        return None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Ask again who somebody is, without keeping what was sent: it would lie in the session with all headers."""
        if not isinstance(exception, ReauthenticationRequired):
            return None
        ways = get_adapter(request).get_reauthentication_methods(request.user)
        address = ways[0]["url"] if ways else reverse("account_login")
        return HttpResponseRedirect(f"{address}?{urlencode({'next': request.path})}")


def _is_open_to_half(name: str, user: Any) -> bool:
    return name in SHOWING or (name in MAKING and not has_made(user))


def _lead_on(request: HttpRequest, following: str) -> HttpResponse:
    assert isinstance(request.user, User)  # noqa: S101 - `is_half` has said so
    if has_made(request.user):
        address = reverse("mfa_reauthenticate")
    else:
        messages.warning(request, _("Before you can go on, your account needs a second step beside the password."))
        address = reverse("mfa_index")
    query = f"?{urlencode({'next': following})}" if following else ""
    return HttpResponseRedirect(f"{address}{query}")


def on_added(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Take a factor that was just made for one that was shown: making it takes having it."""
    if authenticator.type in FACTORS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type)
        # This is heard of after the transaction, where nobody else might save it any more.
        request.session.save()


def on_removed(request: HttpRequest, user: User, **_kwargs: Any) -> None:
    """End the other sessions: what was removed may be in other hands. And what this one has shown may be gone."""
    if not has_made(user):
        clear_authentication_records(request)
    end_sessions(user=user, but=request)


def on_used(request: HttpRequest, user: User, authenticator: Authenticator, **_kwargs: Any) -> None:
    """Tell whoever used a recovery code how many are left and what to do about a lost phone, and write to the owner."""
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        return
    # The code was crossed out in the database; the object at hand is from before.
    authenticator.refresh_from_db()
    left = len(authenticator.wrap().get_unused_codes())
    words = _(
        "You used a recovery code. Codes left: {left}. Have you lost your phone? Take it away under “Sign-in and "
        "security” on your own page."
    )
    messages.warning(request, words.format(left=left))
    get_adapter(request).send_notification_mail("mfa/email/recovery_code_used", user)
