"""What of a plan the page of its case shows: the team chooses, and the editors' review decides."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from cases.editorial.showing import CannotBeShownError, Outcome, show_with_case, standing_of
from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.refusals import RefusedError
from toolkit.impact.freezing import Choice, content_of
from toolkit.impact.parts import locked_plan
from toolkit.impact.published import Content
from toolkit.impact.shown_plans import publication_of, thing
from toolkit.models import Plan, Publication


def hindrance(team: Team) -> str:
    """Return why nothing of a plan can be shown with a case, and what to do; empty when it can."""
    if team.case_id is None:
        return _("The team has no case in the library yet. Write to us when you want to tell about your work.")
    return ""


@transaction.atomic
def choose_what_is_shown(*, plan: Plan, by: Any, choice: Choice | None) -> Outcome:
    """Send to review that a case shows this of a plan, as it is now, or nothing any more.

    NotAllowedError when it is not theirs to choose; RefusedError when it cannot be shown, or not now.
    """
    plan = locked_plan(plan, by, Action.PLAN_PUBLISH)
    if choice is not None and (reason := hindrance(plan.team)):
        raise RefusedError(reason)
    content = content_of(plan, choice) if choice else Content()
    if choice is not None and content.is_empty:
        raise RefusedError(_("Choose at least one indicator or text that has something in it."))
    show = thing(plan.pk, _written_down(plan, content, by).pk) if choice else None
    try:
        return show_with_case(case_id=plan.team.case_id, thing=thing(plan.pk), show=show, user=by)
    except CannotBeShownError as refused:
        raise RefusedError(refused.text) from refused


def _written_down(plan: Plan, content: Content, by: Any) -> Publication:
    """Return the content as it is kept: what waits or is shown already, where it is the same."""
    standing = standing_of(plan.team.case_id, thing(plan.pk).key)
    for known in (publication_of(standing.live), publication_of(standing.newest)):
        if known is not None and known.content == content.plain():
            return known
    return Publication.objects.create(plan=plan, content=content.plain(), made_by=by)
