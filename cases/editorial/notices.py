"""E-mail to those whose turn it is, and to nobody else. Sent once the change is certain; a failure stops nothing."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted
from wagtail.users.models import UserProfile

from cases.editorial.letters import letter
from cases.models.review import ReviewTaskState
from cases.models.team import Team

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to reviews, in the place of Wagtail's own notices; called when the app is ready.

    Wagtail writes to all administrators for each submission, and to the author for each approval. Under its names of
    the receivers stand ours, or none: whichever app comes first, only one is called.
    """
    task_submitted.connect(_step_started, sender=ReviewTaskState, dispatch_uid="cases.step_started")
    for signal, event, receiver in (
        (workflow_submitted, "submitted", _say_nothing),
        (workflow_approved, "approved", _say_nothing),
        (workflow_rejected, "rejected", _changes_requested),
    ):
        uid = f"workflow_state_{event}_email_notification"
        signal.disconnect(sender=WorkflowState, dispatch_uid=uid)
        signal.connect(receiver, sender=WorkflowState, dispatch_uid=uid)


def _say_nothing(**kwargs: Any) -> None:
    """Stand in the place of a notice that nobody needs."""


def _step_started(instance: ReviewTaskState, user: Any = None, **kwargs: Any) -> None:
    before = ReviewTaskState.objects.filter(workflow_state=instance.workflow_state_id, pk__lt=instance.pk).last()
    if before and before.task_id == instance.task_id and before.status == TaskState.STATUS_CANCELLED:
        # Begun anew after an edit: it has been their turn all the time.
        return
    transaction.on_commit(lambda: _tell_turn(instance.pk, user), robust=True)


def _tell_turn(state_id: int, actor: Any) -> None:
    state = ReviewTaskState.objects.filter(pk=state_id, status=TaskState.STATUS_IN_PROGRESS).first()
    if state is not None:
        users = [user for user in _whose_turn(state) if actor is None or user.pk != actor.pk]
        _send(users, "turn", state)


def _whose_turn(state: ReviewTaskState) -> list[Any]:
    """Return who may decide; administrators only where no member of the groups may."""
    from cases.editorial.assignment import eligible_reviewers

    if state.assigned_to:
        return [state.assigned_to]
    reviewers = eligible_reviewers(state)
    members = set(state.task.specific.groups.values_list("user", flat=True))
    return [user for user in reviewers if user.pk in members] or reviewers


def _changes_requested(instance: WorkflowState, user: Any = None, **kwargs: Any) -> None:
    state = instance.current_task_state.specific
    transaction.on_commit(lambda: _send([_sender_of(state)], "changes", state, by=user), robust=True)


def _sender_of(state: Any) -> Any:
    return getattr(state, "submitted_by", None) or state.workflow_state.requested_by


def tell_assigned(state: ReviewTaskState, *, by: Any) -> None:
    """Tell a reviewer that somebody gave her a review."""
    transaction.on_commit(lambda: _send([state.assigned_to], "turn", state, by=by), robust=True)


def tell_relieved(state: ReviewTaskState, *, before: Any, by: Any) -> None:
    """Tell a reviewer that somebody else has the review from now on."""
    transaction.on_commit(lambda: _send([before], "relieved", state, by=by), robust=True)


def _send(users: Iterable[Any], notice: str, state: TaskState, by: Any = None) -> None:
    page = state.workflow_state.content_object
    for user in users:
        if user is None or not (user.is_active and user.email):
            continue
        try:
            with translation.override(UserProfile.get_for_user(user).get_preferred_language()):
                _message(user, notice, state, page, by).send()
        except Exception:
            logger.exception("A notice about page %s could not be sent.", page.pk)


def _message(user: Any, notice: str, state: TaskState, page: Any, by: Any) -> EmailMessage:
    url = reverse("wagtailadmin_pages:edit", args=[page.pk])
    if notice == "changes" and not user.has_perm("wagtailadmin.access_admin"):
        # Somebody in the case's team, who sent what a tool shows with the case.
        notice, url = "changes_for_team", _page_of_team(page)
    title = " ".join(page.get_admin_display_title().split())
    subject, body = letter(
        notice,
        name=user.get_short_name(),
        title=title,
        task=state.task.name,
        by=str(by) if by else "",
        due_on=getattr(state, "due_on", None),
        comment=state.comment,
        url=settings.SITE_URL + url,
    )
    return EmailMessage(subject, body, to=[user.email], headers={"Auto-Submitted": "auto-generated"})


def _page_of_team(page: Any) -> str:
    team = Team.objects.standing().filter(case_id=page.translation_key).first()
    return reverse("team", args=[team.pk]) if team else reverse("teams")
