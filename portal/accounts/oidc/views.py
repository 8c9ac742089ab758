"""To a provider of identities, and back."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.helpers import render_authentication_error
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from requests import RequestException

from portal.accounts.provider import Provider, ProviderAdapter

# A provider that is down, or whose answer is not what it should be.
_FAULTS = (RequestException, OAuth2Error, KeyError, TypeError, ValueError)


def _provider(request: HttpRequest, name: str) -> Provider:
    try:
        provider = get_adapter(request).get_provider(request, name)
    except SocialApp.DoesNotExist as error:
        raise Http404 from error
    if not isinstance(provider, Provider) or provider.app.provider_id != name:
        raise Http404
    return provider


@never_cache
@require_POST
def start(request: HttpRequest, name: str) -> HttpResponseBase:
    """Lead to a provider, to sign in or to connect the account with it."""
    provider = _provider(request, name)
    asked = provider.get_redirect_from_request_kwargs(request)
    if asked["process"] == "connect":
        raise_if_reauthentication_required(request, app="allauth.socialaccount")
    elif request.user.is_authenticated:
        return HttpResponseRedirect(resolve_url(settings.LOGIN_REDIRECT_URL))
    try:
        return provider.redirect(request, **asked)
    except _FAULTS as error:
        return _fault(request, provider, error)


class _Callback(OAuth2CallbackView):
    """Goes on where `start` began: in that language, with that nonce."""

    adapter: ProviderAdapter

    def _get_state(self, request: HttpRequest, provider: Provider) -> tuple[Any, Any]:
        state, response = super()._get_state(request, provider)
        if state is not None:
            self.adapter.nonce = state.get("nonce", "")
            translation.activate(state.get("language") or settings.LANGUAGE_CODE)
        return state, response


@never_cache
@require_safe
def callback(request: HttpRequest, name: str) -> HttpResponseBase:
    """Sign in whoever comes back from a provider, or say in words why not."""
    provider = _provider(request, name)
    try:
        return _Callback.adapter_view(ProviderAdapter(request, name))(request)
    except _FAULTS as error:
        return _fault(request, provider, error)


def _fault(request: HttpRequest, provider: Provider, error: Exception) -> HttpResponse:
    return render_authentication_error(request, provider, exception=error)


def providers() -> list[dict[str, str]]:
    """Return the name and label of each provider."""
    apps = settings.SOCIALACCOUNT_PROVIDERS["portal"]["APPS"]
    return [{"name": app["provider_id"], "label": app["name"]} for app in apps]


def origins() -> list[str]:
    """Return where the forms that lead to providers end up."""
    apps = [app["settings"] for app in settings.SOCIALACCOUNT_PROVIDERS["portal"]["APPS"]]
    issuers = [urlsplit(app["issuer"]) for app in apps]
    return [f"{issuer.scheme}://{issuer.netloc}" for issuer in issuers] + [at for app in apps for at in app["origins"]]
