"""The addresses of signing in. allauth has more views than these; what has no address here is not open."""

from __future__ import annotations

from allauth.account import views as account
from allauth.mfa.base import views as second
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as app
from allauth.mfa.webauthn import views as passkeys
from django.urls import URLPattern, URLResolver, path, re_path, register_converter
from django.urls.converters import StringConverter
from django.utils.translation import pgettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from wagtail.utils.urlpatterns import decorate_urlpatterns

from portal.accounts import entrance
from portal.accounts.my_page import views as own
from portal.accounts.oidc import views as oidc
from portal.page_cache.declarations import make_each


class Base36(StringConverter):
    """The number of a user in the link to a new password; what comes after it has hyphens of its own."""

    regex = "[0-9A-Za-z]{1,13}"


register_converter(Base36, "base36")

_in_languages: list[URLPattern | URLResolver] = [
    path(
        pgettext_lazy("address", "sign-in/"),
        entrance.leads_to_providers(entrance.ByCode.as_view()),
        name="account_request_login_code",
    ),
    path(pgettext_lazy("address", "sign-in/code/"), account.confirm_login_code, name="account_confirm_login_code"),
    path(
        pgettext_lazy("address", "sign-in/password/"),
        entrance.leads_to_providers(entrance.ByPassword.as_view()),
        name="account_login",
    ),
    path(pgettext_lazy("address", "sign-in/passkey/"), entrance.ByPasskey.as_view(), name="mfa_login_webauthn"),
    path(pgettext_lazy("address", "sign-in/second-step/"), entrance.SecondStep.as_view(), name="mfa_authenticate"),
    path(pgettext_lazy("address", "sign-in/with/<slug:name>/"), oidc.start, name="oidc_start"),
    path(pgettext_lazy("address", "sign-in/new-here/"), entrance.no_account, name="account_signup"),
    path(pgettext_lazy("address", "sign-in/closed/"), account.account_inactive, name="account_inactive"),
    path(pgettext_lazy("address", "sign-out/"), account.logout, name="account_logout"),
    path(pgettext_lazy("address", "sign-in/new-password/"), account.password_reset, name="account_reset_password"),
    path(
        pgettext_lazy("address", "sign-in/new-password/sent/"),
        account.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        pgettext_lazy("address", "sign-in/new-password/done/"),
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(
        pgettext_lazy("address", "sign-in/new-password/<base36:uidb36>-<str:key>/"),
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(pgettext_lazy("address", "my-page/"), own.my_page, name="my_page"),
    path(pgettext_lazy("address", "my-page/sessions/"), own.end_my_sessions, name="end_my_sessions"),
    path(pgettext_lazy("address", "my-page/my-data/"), own.my_data, name="my_data"),
    path(pgettext_lazy("address", "my-page/delete/"), own.delete_my_account, name="delete_my_account"),
    path(pgettext_lazy("address", "my-page/deleted/"), own.account_deleted, name="account_deleted"),
    path(
        pgettext_lazy("address", "my-page/security/"),
        entrance.leads_to_providers(entrance.Security.as_view()),
        name="mfa_index",
    ),
    path(
        pgettext_lazy("address", "my-page/security/password/"), entrance.change_password, name="account_change_password"
    ),
    path(
        pgettext_lazy("address", "my-page/security/password-again/"),
        account.reauthenticate,
        name="account_reauthenticate",
    ),
    path(pgettext_lazy("address", "my-page/security/code-again/"), second.reauthenticate, name="mfa_reauthenticate"),
    path(
        pgettext_lazy("address", "my-page/security/passkey-again/"),
        passkeys.reauthenticate_webauthn,
        name="mfa_reauthenticate_webauthn",
    ),
    path(pgettext_lazy("address", "my-page/security/app/"), app.activate_totp, name="mfa_activate_totp"),
    path(pgettext_lazy("address", "my-page/security/app/remove/"), app.deactivate_totp, name="mfa_deactivate_totp"),
    path(pgettext_lazy("address", "my-page/security/passkey/"), entrance.NewPasskey.as_view(), name="mfa_add_webauthn"),
    path(
        pgettext_lazy("address", "my-page/security/passkey/<int:pk>/"), passkeys.edit_webauthn, name="mfa_edit_webauthn"
    ),
    path(
        pgettext_lazy("address", "my-page/security/passkey/<int:pk>/remove/"),
        passkeys.remove_webauthn,
        name="mfa_remove_webauthn",
    ),
    path(
        pgettext_lazy("address", "my-page/security/recovery-codes/"),
        recovery.view_recovery_codes,
        name="mfa_view_recovery_codes",
    ),
    path(
        pgettext_lazy("address", "my-page/security/recovery-codes/new/"),
        recovery.generate_recovery_codes,
        name="mfa_generate_recovery_codes",
    ),
    path(
        pgettext_lazy("address", "my-page/security/recovery-codes/file/"),
        recovery.DownloadRecoveryCodesView.as_view(template_name="mfa/recovery_codes/file.html"),
        name="mfa_download_recovery_codes",
    ),
    path(
        pgettext_lazy("address", "my-page/security/provider/<int:pk>/remove/"),
        entrance.disconnect,
        name="oidc_disconnect",
    ),
]
# What they answer is one reader's alone, whether or not somebody is signed in.
make_each(*(view.name for view in _in_languages if isinstance(view, URLPattern) and view.name))
# Below the addresses of every language.
SIGNING_IN = decorate_urlpatterns(
    # Django's form views take PUT for POST, and DELETE on a page that asks first goes around the question.
    decorate_urlpatterns(_in_languages, require_http_methods(["GET", "HEAD", "POST"])),
    never_cache,
)

# A provider knows one address to come back to, whatever the language.
COMING_BACK = path("logg-inn/fra/<slug:name>/", oidc.callback, name="oidc_callback")

# Wagtail's own doors lead to ours: those of the admin, and that of a page that is only for some.
WAGTAILS_DOORS: list[URLPattern | URLResolver] = [
    path("admin/login/", entrance.to_door("account_login")),
    path("admin/logout/", account.logout),
    path("_util/login/", entrance.closed_page, name="wagtailcore_login"),
    re_path(r"^admin/password_reset/", entrance.to_door("account_reset_password")),
]
