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
        from cases.teams.retention import throw_away_invitations
        from cases.uploads import reading
        from portal import recurring

        notices.connect()
        signals.connect()
        reading.connect()
        making.connect()
        permissions.register()
        shown.declare()
        self._speak_of_people()
        recurring.register("schedules", run_schedules)
        recurring.register("shared lists", throw_away_unused)
        recurring.register("unconfirmed followers", throw_away_unconfirmed)
        recurring.register("old invitations", throw_away_invitations)
        # Last: a mail server that is slow to answer keeps nothing else waiting.
        recurring.register("digests", send_digests)

    @staticmethod
    def _speak_of_people() -> None:
        """Say who may have an account, what is stored about them, what their own page shows, and how they leave."""
        from cases import leaving, stored
        from cases.teams import on_my_page
        from cases.teams.invitations import is_invited
        from cases.teams.retention import is_member
        from portal.accounts import joining, retention
        from portal.accounts import leaving as ending
        from portal.accounts import stored as table
        from portal.accounts.my_page import sections

        joining.invites(is_invited)
        table.keep(*stored.ROWS)
        table.not_about_people(stored.NOT_ABOUT_PEOPLE)
        sections.register("teams", on_my_page.teams_section)
        sections.register_notices("library", on_my_page.library_notices)
        ending.register("library", hinders=leaving.hindrances, leaves=leaving.forget)
        retention.register_tie("teams", is_member)
