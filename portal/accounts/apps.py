"""App configuration."""

from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who sign in."""

    name = "portal.accounts"
    label = "accounts"
    verbose_name = _("Accounts")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Have the database notice what public pages show."""
        from portal.page_cache import listening

        listening.connect(self)
        self._hear_of_sign_in()

    @staticmethod
    def _hear_of_sign_in() -> None:
        from allauth.account.signals import authentication_step_completed, password_reset
        from allauth.mfa.signals import authenticator_added, authenticator_removed

        from portal.accounts import second_factor, services

        def on_step(user: Any, method: str, **_kwargs: Any) -> None:
            if method == "code":
                services.confirm_address(user=user)

        def on_reset(user: Any, **_kwargs: Any) -> None:
            services.confirm_address(user=user)

        authentication_step_completed.connect(on_step, weak=False, dispatch_uid="confirm by code")
        password_reset.connect(on_reset, weak=False, dispatch_uid="confirm by link")
        authenticator_added.connect(second_factor.on_added)
        authenticator_removed.connect(second_factor.on_removed)
