"""What of a round the page of its case shows: the team chooses, and the editors' review decides."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.editorial.showing import CannotBeShownError, Outcome, show_with_case
from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.refusals import NotAllowedError, RefusedError, locked
from toolkit.assessment.codes import SeenBy
from toolkit.assessment.shown_rounds import Show, thing
from toolkit.models import Round


def hindrance(round_: Round, team: Team) -> str:
    """Return why nothing of a round can be shown with a case, and what to do; empty when it can."""
    if team.case_id is None:
        return _("The team has no case in the library yet. Write to us when you want to tell about your work.")
    if round_.is_open:
        return _("The round is still open. Close it first.")
    if round_.shown_on is None:
        return _("The result has not been shown to the team yet. Look at it together before you show it to others.")
    if round_.seen_by != SeenBy.PUBLIC:
        return _(
            "Those who took part were told that the result is not for everybody. Therefore it cannot be shown with the "
            "case. Choose “Everybody” when you open the next round."
        )
    return ""


@transaction.atomic
def choose_what_is_shown(*, round_: Round, by: Any, show: Show | None) -> Outcome:
    """Send to review that a case shows this of a round, or nothing any more.

    NotAllowedError when it is not theirs to choose; RefusedError when it cannot be shown, or not now.
    """
    team = locked(round_.team, by, Action.ROUND_PUBLISH)
    now = Round.objects.standing().select_for_update(of=("self",)).filter(pk=round_.pk, team=team).first()
    if now is None:
        raise NotAllowedError
    if show is not None and (reason := hindrance(now, team)):
        raise RefusedError(reason)
    try:
        return show_with_case(
            case_id=team.case_id, thing=thing(now.pk), show=thing(now.pk, show) if show else None, user=by
        )
    except CannotBeShownError as refused:
        raise RefusedError(refused.text) from refused
