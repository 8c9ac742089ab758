"""App configuration."""

from django.apps import AppConfig


class AdminConfig(AppConfig):
    """The editing interface."""

    name = "portal.admin"
    label = "portal_admin"

    def ready(self) -> None:
        """Let choosers begin without an inline script."""
        from portal.admin import beginnings

        beginnings.teach_choosers()
