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
        from portal.accounts import session_store, stored
        from portal.accounts.my_page import sections
        from portal.accounts.my_page.notices import account_notices
        from portal.accounts.stored import rows
        from portal.page_cache import listening

        listening.connect(self)
        session_store.connect()
        sections.register_notices("account", account_notices)
        stored.keep(*rows.ROWS)
        stored.keep(*rows.LAST_ROWS, last=True)
        stored.not_about_people(rows.NOT_ABOUT_PEOPLE)
        self._throw_away()
        self._hear_of_sign_in()

    @staticmethod
    def _throw_away() -> None:
        from portal import recurring
        from portal.accounts import retention

        recurring.register("sessions", retention.throw_away_sessions)
        recurring.register("results of tasks", retention.throw_away_results)
        recurring.register("unused accounts", retention.end_unused_accounts)

    @staticmethod
    def _hear_of_sign_in() -> None:
        from allauth.account.signals import authentication_step_completed, password_reset
        from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used

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
        authenticator_used.connect(second_factor.on_used)
