"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """See the package's own description."""

    name = "cases"
    verbose_name = _("Cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to publications, and say who may do what."""
        from cases import permissions, signals
        from cases.uploads import reading

        signals.connect()
        reading.connect()
        permissions.register()
