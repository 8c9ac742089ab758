"""How people sign in: e-mail codes, passwords with a second factor, and providers of identities (OpenID Connect).

docs/sign-in.md says it for those who run the portal.
"""

from __future__ import annotations

from typing import Any

from portal.settings import env

AUTH_USER_MODEL = "accounts.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
# One door for all; the admin leads to the one with a password. Its own doors are closed: see portal/urls.py.
LOGIN_URL = "account_request_login_code"
WAGTAILADMIN_LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "my_page"
LOGOUT_REDIRECT_URL = "account_request_login_code"
# Address and password are changed where the second factor is guarded, not in the admin's own forms.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Nobody sets a password for somebody else: it would be known to two.
WAGTAILUSERS_PASSWORD_ENABLED = False
# Pages can be for those who are signed in, or in a group; a password that many know guards nothing.
WAGTAIL_PRIVATE_PAGE_OPTIONS = {"SHARED_PASSWORD": False}
# With whose they are, for their owners to see and end them: see portal/accounts/session_store.py.
SESSION_ENGINE = "portal.accounts.session_store"
SESSION_COOKIE_AGE = 7 * 24 * 60 * 60

# Whoever may open the admin must have shown a second factor in this session. Off for tests and the demo alone.
MFA_REQUIRED = True

ACCOUNT_ADAPTER = "portal.accounts.adapters.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# An address is confirmed by the code that came to it: see portal/accounts/models.py.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105 - a class
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_TIMEOUT = 30 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 15 * 60
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
# Digits alone: a phone shows its number keys. Eight of them, for somebody may guess five times with each code.
ACCOUNT_LOGIN_BY_CODE_FORMAT = {"numeric": True, "length": 8, "dashed": True}
# `ip` is what rate_limits.network_of says. A town hall has one address for all who work there, and may come to work at
# the same minute; what guards an account is the limit for each account (`key`, `user`).
ACCOUNT_RATE_LIMITS = {
    "login": "200/m/ip",
    "login_failed": "60/m/ip,10/10m/key",
    "request_login_code": "60/m/ip,5/15m/key",
    "reset_password": "60/m/ip,5/15m/key",
    "reset_password_from_key": "60/m/ip",
    "reauthenticate": "10/m/user",
    "change_password": "5/m/user",
    "signup": "60/m/ip",
}
ACCOUNT_FORMS = {
    "login": "portal.accounts.forms.PasswordForm",
    "request_login_code": "portal.accounts.forms.CodeRequestForm",
    "confirm_login_code": "portal.accounts.forms.CodeForm",
    "reset_password": "portal.accounts.forms.ResetForm",
    "reset_password_from_key": "portal.accounts.forms.NewPasswordForm",
    "change_password": "portal.accounts.forms.ChangePasswordForm",
    "reauthenticate": "portal.accounts.forms.PasswordAgainForm",
}

MFA_ADAPTER = "portal.accounts.mfa.MfaAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_FORMS = {
    "authenticate": "portal.accounts.forms.SecondCodeForm",
    "reauthenticate": "portal.accounts.forms.SecondCodeAgainForm",
    "activate_totp": "portal.accounts.forms.AppForm",
    "add_webauthn": "portal.accounts.forms.PasskeyForm",
    "edit_webauthn": "portal.accounts.forms.PasskeyNameForm",
}

SOCIALACCOUNT_ADAPTER = "portal.accounts.adapters.IdentityAdapter"
SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5


def _provider(name: str) -> dict[str, Any]:
    """Return a provider of identities, as allauth wants it; the settings' NAME is the provider's, in capitals."""

    def value(what: str) -> str:
        return env.text(f"OIDC_{name.upper()}_{what}", "", pattern=f"OIDC_NAME_{what}")

    def words(what: str) -> list[str]:
        return env.words(f"OIDC_{name.upper()}_{what}", pattern=f"OIDC_NAME_{what}")

    return {
        "provider_id": name,
        "name": value("LABEL") or name,
        "client_id": value("CLIENT_ID"),
        "secret": value("CLIENT_SECRET"),
        "settings": {
            "server_url": value("ISSUER").rstrip("/"),
            "issuer": value("ISSUER").rstrip("/"),
            "scope": ["openid", *(words("SCOPES") or ["profile", "email"])],
            "origins": words("ORIGINS"),
            "acr_values": value("ACR_VALUES"),
            "mfa_acr": words("MFA_ACR"),
            "mfa_amr": words("MFA_AMR"),
            "oauth_pkce_enabled": True,
        },
    }


def identity_providers(names: list[str]) -> dict[str, Any]:
    """Return the setting for the providers of identities of these names."""
    _provider("name")  # so that the settings of each are known, also where there is none
    return {"portal": {"APPS": [_provider(name) for name in names]}}


SOCIALACCOUNT_PROVIDERS = identity_providers(env.words("OIDC_PROVIDERS"))
