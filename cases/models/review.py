"""The two steps of a review, and where a page stands in them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import AbstractGroupApprovalTask, TaskState, WorkflowState


class Step(models.TextChoices):
    """The steps of a review, in their order."""

    PROFESSIONAL = "professional", _("Professional review")
    LANGUAGE = "language", _("Language and accessibility")


class ReviewTaskState(TaskState):
    """A page at one step: who has it, until when, and the checklist as it was answered.

    `checklist` maps the code of each point to `{"answer": "met"}` or `{"answer": "waived", "reason": "…"}`.
    """

    checklist = models.JSONField(_("checklist"), default=dict, blank=True)
    assigned_to = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="assigned_reviews",
        verbose_name=_("reviewer"),
    )
    due_on = models.DateField(_("due date"), null=True, blank=True)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("sent by")
    )

    class Meta:
        verbose_name = _("step of a review")
        verbose_name_plural = _("steps of reviews")

    def approve(self, user: Any = None, update: bool = True, comment: str = "") -> Any:
        """Approve; ReviewRefusedError when the user may not, or the checklist is not answered."""
        from cases.editorial.approval import check_approval

        check_approval(self, user)
        return super().approve(user=user, update=update, comment=comment)

    def log_state_change_action(self, user: Any, action: str) -> None:
        """Log what was decided, with the checklist as it was answered."""
        from cases.editorial.log import log_decision

        log_decision(self, user=user, action=action)


class ReviewTask(AbstractGroupApprovalTask):
    """One step of the review. Whoever wrote, owns or sent a page does not approve it."""

    step = models.CharField(_("step"), max_length=20, choices=Step.choices, default=Step.PROFESSIONAL)

    task_state_class = ReviewTaskState
    admin_form_fields = [*AbstractGroupApprovalTask.admin_form_fields, "step"]

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")

    def start(self, workflow_state: WorkflowState, user: Any = None) -> ReviewTaskState:
        """Start this step, or an earlier one where the newest version has not passed it."""
        from cases.editorial.approval import start_step

        first = workflow_state.get_next_task()
        if first is not None and first.pk != self.pk:
            return first.specific.start(workflow_state, user=user)
        return start_step(super().start, workflow_state=workflow_state, user=user)

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, Any, bool]]:
        """Return what a user can do here: nothing, or ask for changes and approve, each with its own questions."""
        from cases.editorial.approval import refusal

        state = obj.current_workflow_task_state
        if state is None or state.task_id != self.pk or refusal(state, user):
            return []
        return [("reject", _("Request changes"), True), ("approve", _("Approve"), True)]

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        """Approve or ask for changes; ReviewRefusedError when that is not allowed or the answers do not do."""
        from cases.editorial.approval import decide

        decide(state=task_state, user=user, action=action_name, answers=kwargs)

    def get_form_for_action(self, action: str) -> Any:
        """Return the form with this step's checklist, or with the reason for asking for changes."""
        from cases.editorial.review_forms import form_for

        return form_for(action, self.step)

    def get_template_for_action(self, action: str) -> str:
        """Return the dialog's template."""
        return "admin/review/decision.html"

    def get_task_states_user_can_moderate(self, user: Any, **kwargs: Any) -> Any:
        """Return the states of this step that a user may decide."""
        from cases.editorial.approval import reviewable_by

        states = super().get_task_states_user_can_moderate(user, **kwargs)
        return reviewable_by(states, user)

    @classmethod
    def get_description(cls) -> Any:
        """Say what this kind of task is."""
        return _("Members of the groups approve what others have written, with a checklist")
