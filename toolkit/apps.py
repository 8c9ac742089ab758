"""App configuration."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ToolkitConfig(AppConfig):
    """See the package's own description."""

    name = "toolkit"
    verbose_name = _("Tools")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Say what is stored about people, what public pages show, and what is done again and again."""
        from cases.teams import tools
        from portal import recurring
        from portal.accounts import stored as table
        from portal.accounts.my_page import sections
        from toolkit import shown, stored
        from toolkit.assessment import in_teams, retention
        from toolkit.impact import registration as impact

        shown.declare()
        table.keep(*stored.ROWS)
        table.not_about_people(stored.NOT_ABOUT_PEOPLE)
        tools.register("assessment", in_teams.rounds_tool)
        sections.register("assessment", in_teams.rounds_section)
        recurring.register("overdue rounds", retention.close_overdue)
        recurring.register("old answers", retention.reduce_old)
        recurring.register("deleted rounds", retention.remove_deleted)
        recurring.register("own answers", retention.throw_away_own)
        self._show_with_cases()
        self._fill_the_bank()
        impact.connect()
        self._lead_on_from_cases()

    @staticmethod
    def _fill_the_bank() -> None:
        """Have the indicator bank follow what cases show."""
        from toolkit.impact.bank import following

        following.connect()

    @staticmethod
    def _show_with_cases() -> None:
        """Say what cases show of the tools, how they are found by it, and what one can do from there."""
        from cases import shown_with
        from cases.detail import panels
        from cases.detail.panels import Spot
        from cases.search import facets
        from toolkit.assessment import panels as own
        from toolkit.assessment import shown_rounds
        from toolkit.assessment.facets import HAS_ASSESSMENT

        shown_with.register(shown_rounds.TOOL, shown_rounds.in_words)
        facets.register(HAS_ASSESSMENT)
        shown_rounds.connect()
        panels.register(Spot.BESIDE_FACTS, "assessment", own.facts_panel)
        panels.register(Spot.AFTER_STORY, "assessment", own.result_panel)

    @staticmethod
    def _lead_on_from_cases() -> None:
        """Say what one can do oneself from a case: below all that is shown of it."""
        from cases.detail import onward, panels
        from cases.detail.panels import Spot
        from toolkit.assessment.panels import own_panel, own_step
        from toolkit.impact.panels import measure_panel, measure_step

        panels.register(Spot.AFTER_STORY, "own assessment", own_panel)
        panels.register(Spot.AFTER_STORY, "measure impact", measure_panel)
        onward.register("assessment", own_step)
        onward.register("impact", measure_step)
