"""Making a team's plan, deleting it and bringing it back. What is written in it: parts.py."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.refusals import NotAllowedError, RefusedError, locked
from portal.recurring import Outcome
from toolkit.impact.parts import locked_plan
from toolkit.models import Plan

# So long a deleted plan can be brought back.
DELETED_KEPT: Final = timedelta(days=30)
# So many can be made for one team in so long, deleted ones included.
MOST_MADE, MADE_IN = 30, timedelta(days=30)
_AT_ONCE: Final = 100


@transaction.atomic
def make_plan(*, team: Team, by: Any, name: str = "", language: str = "nb") -> Plan:
    """Make a team's plan; a team that has one keeps that, as two may have pressed at once.

    NotAllowedError when it is not theirs; ValidationError for what no form offers.
    """
    team = locked(team, by, Action.PLAN_EDIT)
    standing = Plan.objects.standing().filter(team=team).first()
    if standing is not None:
        return standing
    if Plan.objects.filter(team=team, made_at__gt=timezone.now() - MADE_IN).count() >= MOST_MADE:
        raise RefusedError(_("The team has made many plans lately. Write to us if you need more."))
    made = Plan(team=team, name=name.strip(), language=language, made_by=by)
    made.full_clean(validate_constraints=False)
    made.save()
    return made


@transaction.atomic
def delete_plan(*, plan: Plan, by: Any) -> None:
    """Delete a plan so that the team can bring it back; what the case shows of it is gone meanwhile."""
    plan = locked_plan(plan, by, Action.PLAN_DELETE)
    plan.deleted_at = timezone.now()
    plan.save(update_fields=["deleted_at"])


@transaction.atomic
def restore_plan(*, plan: Plan, by: Any) -> Plan:
    """Bring a deleted plan back as it was; RefusedError when it is too late, or the team has made another."""
    team = locked(plan.team, by, Action.PLAN_DELETE)
    now = Plan.objects.select_for_update(of=("self",)).filter(pk=plan.pk, team=team).first()
    if now is None:
        raise NotAllowedError
    if now.deleted_at is None:
        return now
    if now.deleted_at < timezone.now() - DELETED_KEPT:
        raise RefusedError(_too_late())
    if Plan.objects.standing().filter(team=team).exists():
        raise RefusedError(_("The team has made another plan meanwhile. Delete that one first."))
    now.deleted_at = None
    now.save(update_fields=["deleted_at"])
    return now


def deleted_plans(team: Team) -> list[Plan]:
    """Return a team's plans that can be brought back, the last one first."""
    since = timezone.now() - DELETED_KEPT
    return list(Plan.objects.filter(team=team, deleted_at__gte=since).order_by("-deleted_at"))


def remove_deleted() -> Iterator[Outcome]:
    """Throw away plans that nobody has brought back for a month, with all that was measured."""
    old = Plan.objects.filter(deleted_at__lt=timezone.now() - DELETED_KEPT).values("pk")[:_AT_ONCE]
    _count, by_model = Plan.objects.filter(pk__in=old).delete()
    if count := by_model.get("toolkit.Plan", 0):
        yield Outcome(f"{count} deleted impact plans thrown away")


def _too_late() -> str:
    days = DELETED_KEPT.days
    text = ngettext(
        "The plan was deleted more than %(days)s day ago, and is gone.",
        "The plan was deleted more than %(days)s days ago, and is gone.",
        days,
    )
    return text % {"days": days}
