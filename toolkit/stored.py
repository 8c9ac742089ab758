"""What the tools store about people."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from portal.accounts.stored import Kept, by

ROWS = (
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
    "toolkit.Batch": "group tables",
    "toolkit.OwnAnswers": "form",
    "toolkit.Questionnaire": "state open_question_nb open_question_nn open_question_en",
    "toolkit.Round": "groups language form seen_by code took_part",
    "toolkit.Statement": "key kind code text_nb text_nn text_en",
}
