"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolkitConfig(AppConfig):
    """See the package's own description."""

    name = "toolkit"
    verbose_name = _("Tools")
    default_auto_field = "django.db.models.BigAutoField"
