"""The pages of signing in: allauth's views, where they need more than other words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.stages import LoginStage
from allauth.account.utils import get_next_redirect_url
from allauth.account.views import LoginView, RequestLoginCodeView, password_change
from allauth.mfa.base.views import AuthenticateView, IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as webauthn
from allauth.mfa.webauthn.views import AddWebAuthnView, LoginWebAuthnView
from allauth.socialaccount.internal.flows.connect import disconnect as take_away
from allauth.socialaccount.models import SocialAccount
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from portal.accounts.models import User
from portal.accounts.oidc.views import origins, providers
from portal.accounts.roles import may_open_admin
from portal.accounts.second_factor import has_made


def leads_to_providers(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Let the forms of a page lead to the providers of identities, and to nowhere else."""

    def with_origins(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        response._csp_update = {"form-action": origins()}  # type: ignore[attr-defined]  # django-csp reads it
        return response

    return with_origins


class _BeginsAnew:
    """Lets whoever goes back, or takes another door, begin anew there; allauth would go on with what was begun first.

    What was begun waits until something else is sent: a code that came meanwhile still fits its own page.
    """

    def _redirect_to_pending_stage(self, request: HttpRequest, _stage: LoginStage) -> None:
        if request.method == "POST":
            clear_login(request)


class ByCode(_BeginsAnew, RequestLoginCodeView):
    """The first door: an address, to which a code goes; and the providers."""

    extra_context = {"providers": providers}


class ByPassword(_BeginsAnew, LoginView):
    """The door of those who may open the admin: password, passkey or a provider."""

    extra_context = {"providers": providers}


class ByPasskey(_BeginsAnew, LoginWebAuthnView):
    """Signs in by a passkey, and goes on to where somebody wanted."""

    def form_valid(self, form: Any) -> HttpResponse:
        """Sign in; allauth would forget the page to go on to."""
        following = get_next_redirect_url(self.request)
        response: HttpResponse = super().form_valid(form)
        if following and self.request.user.is_authenticated:
            return HttpResponseRedirect(following)
        return response

    def form_invalid(self, form: Any) -> HttpResponse:
        """Say what was wrong at the door, from which the page to go on to is still known."""
        response: HttpResponse = super().form_invalid(form)
        following = get_next_redirect_url(self.request)
        return redirect(f"{response['Location']}?{urlencode({'next': following})}") if following else response


class SecondStep(AuthenticateView):
    """The step after the password: app, passkey or recovery code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say what there is to show, so that nobody is asked for what they never made."""
        made = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        values: dict[str, Any] = super().get_context_data(**kwargs)
        has_app, has_passkey = Authenticator.Type.TOTP in made, Authenticator.Type.WEBAUTHN in made
        return values | {"has_app": has_app, "has_passkey": has_passkey}


class NewPasskey(AddWebAuthnView):
    """Adds a passkey, which its device keeps and guards by itself."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask the device for one that needs no password beside it."""
        values: dict[str, Any] = super().get_context_data(**kwargs)
        values["js_data"] = {"creation_options": webauthn.begin_registration(self.request.user, True)}
        return values


class Security(IndexView):
    """How somebody signs in: password, second factor, passkeys, recovery codes, providers."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what there is, and what is missing."""
        values: dict[str, Any] = super().get_context_data(**kwargs)
        user = self.request.user
        assert isinstance(user, User)  # noqa: S101 - the page is for who is signed in
        connected = {one.provider: one.pk for one in SocialAccount.objects.filter(user=user)}
        factors = values["authenticators"]
        return values | {
            "is_editor": may_open_admin(user),
            "is_guarded": has_made(user),
            "app": factors.get(Authenticator.Type.TOTP),
            "passkeys": factors.get(Authenticator.Type.WEBAUTHN, []),
            "recovery": factors.get(Authenticator.Type.RECOVERY_CODES),
            "providers": [{**one, "connection": connected.get(one["name"])} for one in providers()],
        }


@login_required
@require_POST
def disconnect(request: HttpRequest, pk: int) -> HttpResponse:
    """Take away a provider from one's own account; there is always the code or the password left."""
    take_away(request, get_object_or_404(SocialAccount, pk=pk, user=request.user))
    return redirect("mfa_index")


@require_safe
def no_account(request: HttpRequest) -> HttpResponse:
    """Say how one gets an account."""
    return render(request, "account/no_account.html")


def to_door(name: str) -> Callable[..., HttpResponse]:
    """Return a view that leads from one of Wagtail's own doors to ours, and keeps the page to go on to."""

    def lead(request: HttpRequest, **_address: Any) -> HttpResponse:
        following = get_next_redirect_url(request)
        return HttpResponseRedirect(reverse(name) + (f"?{urlencode({'next': following})}" if following else ""))

    return lead


@require_safe
def closed_page(request: HttpRequest) -> HttpResponse:
    """Lead a visitor of a page that is only for some to sign in; whoever is signed in is none of them."""
    if request.user.is_authenticated:
        raise PermissionDenied
    return to_door("account_request_login_code")(request)


@login_required
def change_password(request: HttpRequest) -> HttpResponseBase:
    """Change one's password; who signs in without one has none to change, and is led back to the ways of signing in."""
    assert isinstance(request.user, User)  # noqa: S101 - nobody else is signed in
    return password_change(request) if request.user.has_usable_password() else redirect("mfa_index")
