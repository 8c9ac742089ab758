"""Who has a step of a review, and until when."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cases.editorial.approval import ReviewRefusedError, hindrance
from cases.editorial.log import ASSIGNED, DUE, TAKEN
from cases.editorial.notices import tell_assigned, tell_relieved
from cases.models.review import ReviewTaskState


def eligible_reviewers(state: ReviewTaskState) -> list[Any]:
    """Return those who may decide about a step, by name: members of its groups, and administrators."""
    users = get_user_model().objects.filter(is_active=True)
    members = users.filter(Q(groups__in=state.task.specific.groups.all()) | Q(is_superuser=True)).distinct()
    return [user for user in members.order_by("first_name", "last_name", "pk") if hindrance(state, user) is None]


@transaction.atomic
def take_review(*, state: ReviewTaskState, user: Any) -> None:
    """Let a user have a review, also one that somebody else has; ReviewRefusedError when she may not decide."""
    state = _locked(state, user)
    before = state.assigned_to
    if before == user:
        return
    _assign(state, user, by=user, action=TAKEN)
    if before is not None:
        tell_relieved(state, before=before, by=user)


@transaction.atomic
def assign_review(*, state: ReviewTaskState, to: Any | None, user: Any) -> None:
    """Give a review to a reviewer, or to nobody in particular; ReviewRefusedError when either may not decide."""
    state = _locked(state, user)
    if to == user:
        take_review(state=state, user=user)
        return
    if to is not None and (reason := hindrance(state, to)):
        raise ReviewRefusedError(_("%(name)s cannot have this review: %(reason)s") % {"name": to, "reason": reason})
    before = state.assigned_to
    if before == to:
        return
    _assign(state, to, by=user, action=ASSIGNED)
    if to is not None:
        tell_assigned(state, by=user)
    if before is not None and before != user:
        tell_relieved(state, before=before, by=user)


@transaction.atomic
def set_due_date(*, state: ReviewTaskState, due_on: date | None, user: Any) -> None:
    """Set or clear until when a review should be done; ReviewRefusedError when the user may not decide about it."""
    state = _locked(state, user)
    if state.due_on == due_on:
        return
    state.due_on = due_on
    state.save(update_fields=["due_on"])
    _log(state, DUE, user, due=due_on.isoformat() if due_on else "")


def _locked(state: ReviewTaskState, user: Any) -> ReviewTaskState:
    state = ReviewTaskState.objects.select_for_update(of=("self",)).get(pk=state.pk)
    if reason := hindrance(state, user):
        raise ReviewRefusedError(reason)
    return state


def _assign(state: ReviewTaskState, to: Any | None, *, by: Any, action: str) -> None:
    state.assigned_to = to
    state.save(update_fields=["assigned_to"])
    _log(state, action, by, name=str(to) if to else "")


def _log(state: ReviewTaskState, action: str, user: Any, **data: str) -> None:
    page = state.workflow_state.content_object.specific
    log(instance=page, action=action, user=user, revision=state.revision, data={"task": state.task.name, **data})
