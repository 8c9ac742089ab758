"""Providers of identities, as the settings name them. The file has the name by which allauth finds it."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin, SocialToken
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.translation import get_language

from portal.accounts.oidc import claims as claim

# Told beside the ID token, of whoever it names.
_ABOUT = ("email", "email_verified", "name", "given_name", "family_name")


class ProviderAdapter(OpenIDConnectOAuth2Adapter):
    """Asks the provider who somebody is, and believes nothing that it cannot check."""

    # What this time of signing in began with: see `portal.accounts.oidc.views`.
    nonce = ""

    @property
    def openid_config(self) -> dict[str, Any]:
        """Return what the provider says of itself; OAuth2Error where it is another than the settings name."""
        config: dict[str, Any] = super().openid_config
        if str(config["issuer"]).rstrip("/") != self.get_provider().app.settings["issuer"]:
            raise OAuth2Error("issuer")
        return config

    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> SocialLogin:
        """Return who it is that signs in; OAuth2Error where that cannot be believed."""
        try:
            claims = claim.checked(
                str(kwargs["response"]["id_token"]),
                keys=self._json(self.openid_config["jwks_uri"])["keys"],
                issuer=self.openid_config["issuer"],
                client=app.client_id,
                nonce=self.nonce,
            )
        except claim.UntrueClaimsError as error:
            raise OAuth2Error(str(error)) from error
        claims |= self._told_beside(claims, token)
        login = self.get_provider().sociallogin_from_response(request, claims)
        login.asserts_mfa = claim.asserts_second_factor(
            claims, acr=app.settings["mfa_acr"], amr=app.settings["mfa_amr"]
        )
        return login

    def _told_beside(self, claims: claim.Claims, token: SocialToken) -> claim.Claims:
        if "email" in claims or not self.openid_config.get("userinfo_endpoint"):
            return {}
        told = self._json(self.profile_url, Authorization=f"Bearer {token.token}")
        if told.get("sub") != claims["sub"]:
            raise OAuth2Error("sub")
        return {name: told[name] for name in _ABOUT if name in told}

    @staticmethod
    def _json(address: str, **headers: str) -> dict[str, Any]:
        with get_adapter().get_requests_session() as session:
            response = session.get(address, headers=headers)
            response.raise_for_status()
            answer = response.json()
        if not isinstance(answer, dict):
            raise OAuth2Error("no object")
        return answer

    def get_callback_url(self, request: HttpRequest, app: SocialApp) -> str:
        """Return the address to come back to: one for all languages, for the provider has to know it."""
        return request.build_absolute_uri(reverse("oidc_callback", args=[self.provider_id]))


class Provider(OpenIDConnectProvider):
    """A provider of identities: issuer, keys and words for a second factor come from the settings."""

    id = "portal"
    oauth2_adapter_class = ProviderAdapter

    def get_redirect_from_request_kwargs(self, request: HttpRequest) -> dict[str, Any]:
        """Take the page to go on to from the request, and nothing else: neither scope nor parameters."""
        following = super().get_redirect_from_request_kwargs(request).get("next_url")
        connects = request.POST.get("process") == AuthProcess.CONNECT
        return {"process": AuthProcess.CONNECT if connects else AuthProcess.LOGIN, "next_url": following}

    def redirect(
        self, request: HttpRequest, process: str, next_url: str | None = None, data: Any = None, **kwargs: Any
    ) -> HttpResponseBase:
        """Lead to the provider, with a number used once that the ID token must hold."""
        nonce = get_random_string(32)
        asked = {"nonce": nonce}
        if values := self.app.settings["acr_values"]:
            asked["acr_values"] = values
        return super().redirect(
            request, process, next_url, data, auth_params=asked, nonce=nonce, language=get_language(), **kwargs
        )

    def extract_uid(self, data: claim.Claims) -> str:
        """Return issuer and subject."""
        return claim.identity_of(data)

    def extract_extra_data(self, data: claim.Claims) -> dict[str, Any]:
        """Return nothing: what a provider says besides who it is, we have no use for."""
        return {}

    def extract_email_addresses(self, data: claim.Claims) -> list[EmailAddress]:
        """Return the address, where it is confirmed."""
        address = claim.confirmed_address(data)
        return [EmailAddress(email=address, verified=True, primary=True)] if address else []

    def extract_common_fields(self, data: claim.Claims) -> dict[str, Any]:
        """Return what a new account begins with."""
        names = {"first_name": "given_name", "last_name": "family_name", "name": "name"}
        told = {ours: str(data[theirs]) for ours, theirs in names.items() if data.get(theirs)}
        return {**told, "email": claim.confirmed_address(data)}


provider_classes = [Provider]
