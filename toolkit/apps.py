"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolkitConfig(AppConfig):
    """See the package's own description."""

    name = "toolkit"
    verbose_name = _("Tools")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is stored about people, and what public pages show."""
        from portal.accounts import stored as table
        from toolkit import shown, stored

        shown.declare()
        table.keep(*stored.ROWS)
        table.not_about_people(stored.NOT_ABOUT_PEOPLE)
