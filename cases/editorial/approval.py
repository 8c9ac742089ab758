"""Who may decide about a page under review, and the decisions themselves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _
from wagtail.log_actions import log
from wagtail.models import Page, Revision, TaskState, WorkflowState

from cases.editorial.checklists import is_answered
from cases.editorial.log import RESTARTED
from cases.editorial.versions import touched_by, wrote_something_new
from cases.models.review import ReviewTask, ReviewTaskState, Step


class ReviewRefusedError(PermissionDenied):
    """A decision that cannot be made; the text says why and what to do."""


class TextChangedError(ReviewRefusedError):
    """The page has been changed since it was sent to this step."""


class NotApprovedError(ReviewRefusedError):
    """A person wants to publish what no review has approved."""


def refusal(state: TaskState, user: Any) -> str | None:
    """Return why a user cannot decide about a step of a review, or None when she can."""
    if reason := hindrance(state, user):
        return reason
    assigned_to = getattr(state.specific, "assigned_to", None)
    if assigned_to is not None and assigned_to.pk != user.pk:
        return _("%(name)s has this review. Take it over first if you are to decide.") % {"name": assigned_to}
    return None


def hindrance(state: TaskState, user: Any) -> str | None:
    """Return why a user cannot decide about a step even when she takes it over, or None."""
    workflow_state = state.workflow_state
    if state.status != TaskState.STATUS_IN_PROGRESS or workflow_state.current_task_state_id != state.pk:
        return _("This step is no longer waiting for anybody. Load the page again to see where it stands.")
    if not is_reviewer(state, user):
        return _("Only the reviewers of this step can decide here.")
    if is_own_work(state, user):
        return _("You have written, own or sent this page, so somebody else must approve it.")
    return None


def is_reviewer(state: TaskState, user: Any) -> bool:
    """Say whether a user belongs to those who review at this step; administrators do."""
    if not user.is_active:
        return False
    return user.is_superuser or state.task.specific.groups.filter(id__in=user.groups.all()).exists()


def is_own_work(state: TaskState, user: Any) -> bool:
    """Say whether a user sent or owns the page, or wrote any of what is to be approved."""
    workflow_state = state.workflow_state
    page = workflow_state.content_object
    sent_by = getattr(state.specific, "submitted_by_id", None)
    if user.pk in (workflow_state.requested_by_id, sent_by, page.owner_id):
        return True
    return wrote_something_new(page, user.pk)


def reviewable_by(states: Any, user: Any) -> Any:
    """Return those of the states in progress, of a step that is the user's, that she may decide.

    The number of queries grows only with the pages under review that she has saved a version of.
    """
    hers_to_take = Q(assigned_to=None) | Q(assigned_to=user)
    waiting = ReviewTaskState.objects.filter(hers_to_take, pk__in=states.values("pk"))
    waiting = waiting.filter(workflow_state__current_task_state_id=F("pk"))
    sent_by_others = waiting.exclude(submitted_by=user).exclude(workflow_state__requested_by=user)
    pages = dict(sent_by_others.values_list("pk", "workflow_state__object_id"))
    others = Page.objects.filter(pk__in=pages.values()).exclude(owner=user)
    touched = touched_by(pages.values(), user)
    fit = {str(page.pk) for page in others if str(page.pk) not in touched or not wrote_something_new(page, user.pk)}
    return states.filter(pk__in=[state_id for state_id, page_id in pages.items() if page_id in fit])


def start_step(begin: Callable[..., ReviewTaskState], *, workflow_state: WorkflowState, user: Any) -> ReviewTaskState:
    """Start a step, and let it keep its reviewer, its due date and who sent the page."""
    before = workflow_state.current_task_state
    state = begin(workflow_state, user=user)
    state.submitted_by = user if before is None else getattr(before.specific, "submitted_by", user)
    earlier = ReviewTaskState.objects.filter(workflow_state=workflow_state, task=state.task).exclude(pk=state.pk)
    if (last := earlier.order_by("pk").last()) is not None:
        state.due_on = last.due_on
        if last.assigned_to and last.assigned_to.is_active and not is_own_work(state, last.assigned_to):
            state.assigned_to = last.assigned_to
    state.save(update_fields=["submitted_by", "due_on", "assigned_to"])
    return state


@transaction.atomic
def decide(*, state: TaskState, user: Any, action: str, answers: Mapping[str, Any]) -> None:
    """Approve a step or ask for changes; ReviewRefusedError when that is not allowed or the answers do not do."""
    page = Page.objects.select_for_update().get(pk=state.workflow_state.object_id)
    state = ReviewTaskState.objects.select_for_update(of=("self",)).get(pk=state.pk)
    if reason := refusal(state, user):
        raise ReviewRefusedError(reason)
    if action not in ("approve", "reject"):
        raise ReviewRefusedError(_("There is no such decision."))
    form = state.task.specific.get_form_for_action(action)(
        {name: value for name, value in answers.items() if isinstance(value, str)}
    )
    if not form.is_valid():
        raise ReviewRefusedError(" ".join(_error_texts(form)))
    if action == "reject":
        state.reject(user=user, comment=form.cleaned_data["comment"])
        return
    if page.latest_revision_id != state.revision_id or form.cleaned_data["state"] not in ("", str(state.pk)):
        raise TextChangedError(_("The text was changed after it was sent here. Read it anew before you approve it."))
    state.checklist = form.checklist()
    state.save(update_fields=["checklist"])
    state.approve(user=user, comment=form.cleaned_data["comment"])


def _error_texts(form: Any) -> list[str]:
    return [
        f"{form.fields[name].label}: {' '.join(errors)}" if name in form.fields else " ".join(errors)
        for name, errors in form.errors.items()
    ]


def check_approval(state: ReviewTaskState, user: Any) -> None:
    """ReviewRefusedError unless a user may approve a step and has answered its checklist."""
    if reason := refusal(state, user):
        raise ReviewRefusedError(reason)
    if not is_answered(state.task.specific.step, state.checklist):
        raise ReviewRefusedError(_("Answer each point of the checklist."))


def require_approval(page: Page, revision: Revision) -> None:
    """NotApprovedError unless each step of a review has approved exactly this version."""
    approvals = ReviewTaskState.objects.filter(
        revision=revision,
        status=TaskState.STATUS_APPROVED,
        workflow_state__object_id=str(page.pk),
        workflow_state__status=WorkflowState.STATUS_APPROVED,
        finished_by__isnull=False,
    )
    steps = ReviewTask.objects.filter(pk__in=approvals.values("task_id")).values_list("step", flat=True)
    if set(steps) != set(Step.values):
        raise NotApprovedError(_("Only what a review has approved is published."))


@transaction.atomic
def follow_edit(page: Page, *, user: Any) -> bool:
    """Begin a review anew when the page was changed under it; return whether that was so."""
    page = Page.objects.select_for_update().get(pk=page.pk)
    state = page.current_workflow_task_state
    if not isinstance(state, ReviewTaskState) or state.revision_id == page.latest_revision_id:
        return False
    state.cancel(user=user)
    log(
        instance=page.specific,
        action=RESTARTED,
        user=user,
        revision=page.latest_revision,
        data={"task": state.task.name},
    )
    return True
