"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CasesConfig(AppConfig):
    """See the package's own description."""

    name = "cases"
    verbose_name = _("Cases")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Listen to publications, say who may do what, and what is done again and again."""
        from cases import permissions, shown, signals
        from cases.editorial import notices
        from cases.editorial.schedules import run_schedules
        from cases.following.digests import send_digests
        from cases.following.services import throw_away_unconfirmed
        from cases.lists.services import throw_away_unused
        from cases.pictures import making
        from cases.teams.invitations import is_invited
        from cases.uploads import reading
        from portal import recurring
        from portal.accounts import joining

        notices.connect()
        signals.connect()
        reading.connect()
        making.connect()
        permissions.register()
        shown.declare()
        joining.invites(is_invited)
        recurring.register("schedules", run_schedules)
        recurring.register("shared lists", throw_away_unused)
        recurring.register("unconfirmed followers", throw_away_unconfirmed)
        # Last: a mail server that is slow to answer keeps nothing else waiting.
        recurring.register("digests", send_digests)
