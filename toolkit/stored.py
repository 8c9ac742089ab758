"""What the tools store about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.stored import Kept, by

ROWS = (
    Kept(
        _("What you have written, changed and measured in a team's impact plan: when, what stood there, and why"),
        _("So that the team can see later what was agreed, by whom and why."),
        _("As long as the plan is there. When you delete your account, it says “Former member” in place of your name."),
        {
            "toolkit.Change": "by at before after reason",
            "toolkit.Measurement": "made_by on note",
            "toolkit.Plan": "made_by made_at",
            "toolkit.PlanVersion": "content",
            "toolkit.Publication": "made_by made_at content",
        },
        {
            "toolkit.Change": by("by"),
            "toolkit.Measurement": by("made_by"),
            "toolkit.Plan": by("made_by"),
            "toolkit.Publication": by("made_by"),
        },
        withheld=frozenset({"before", "after", "content"}),
    ),
    Kept(
        _("Who sees to a measurement and gets a reminder, who evaluated, and what somebody said, without a name"),
        _("So that what was planned is done, and people's own words count among the figures."),
        _("As long as the plan is there, or until the team takes it out."),
        {
            "toolkit.Indicator": "responsible reminded",
            "toolkit.Evaluation": "evaluator",
            "toolkit.Measurement": "text said_by",
        },
        {"toolkit.Indicator": by("reminded")},
    ),
    Kept(
        _("Rounds of self-assessment that you opened"),
        _("So that the team knows who did it."),
        _(
            "As long as the round is there. When you delete your account, it says “Former member” in place of your "
            "name."
        ),
        {"toolkit.Round": "opened_by opened_at name"},
        {"toolkit.Round": by("opened_by")},
    ),
    Kept(
        _("Answers in a self-assessment: the partner group and what was answered; no name, address or time"),
        _("So that the collaboration can see where views differ. We do not know whose they are."),
        _("Until whoever answered deletes them; at the latest a year after the round was closed."),
        {"toolkit.Participation": "group secret_digest answers told", "toolkit.Batch": "texts"},
    ),
    Kept(
        _("Answers that somebody gave alone and asked us to keep"),
        _("So that the person can come back to them by a private link. We do not know whose they are."),
        _("Until the person deletes them; a year after they were opened last."),
        {"toolkit.OwnAnswers": "secret_digest answers"},
    ),
)

NOT_ABOUT_PEOPLE = {
    "toolkit.BankIndicator": "name level for_whom kind direction unit frequency language content themes groups words",
    "toolkit.Change": "kind what field",
    "toolkit.Element": "rank text",
    "toolkit.Evaluation": "learnt adjustments url",
    "toolkit.Goal": "text",
    "toolkit.Indicator": "name level for_whom kind direction priority unit numerator denominator grades breakdown "
    "groups method source frequency no_baseline_because origin_title",
    "toolkit.Link": "because research research_url",
    "toolkit.Measurement": "breakdown source",
    "toolkit.Plan": "name language problem theory",
    "toolkit.Source": "title url",
    "toolkit.Target": "note",
    "toolkit.TargetGroup": "name code needs",
    "toolkit.Batch": "group tables",
    "toolkit.OwnAnswers": "form",
    "toolkit.Questionnaire": "state open_question_nb open_question_nn open_question_en",
    "toolkit.Round": "groups language form seen_by code took_part",
    "toolkit.Statement": "key kind code text_nb text_nn text_en",
}
