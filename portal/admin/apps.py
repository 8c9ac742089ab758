"""App configuration."""

from django.apps import AppConfig


class AdminConfig(AppConfig):
    """The editing interface."""

    name = "portal.admin"
    label = "portal_admin"

    def ready(self) -> None:
        """Let choosers begin without an inline script."""
        from wagtail import hooks

        from portal.admin import beginnings
        from portal.admin.people import EndAccounts

        # After Wagtail's own action of the same name, whose place it takes.
        hooks.register("register_bulk_action", EndAccounts, order=100)
        beginnings.teach_choosers()
