"""What the review writes into a page's log."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogActionRegistry, LogFormatter, log
from wagtail.models import PageLogEntry

from cases.editorial.checklists import waived
from cases.editorial.versions import BORROWED_ACTION, FACTS_ACTION, SHOWN_ACTION
from cases.models.review import ReviewTaskState

RESTARTED, ASSIGNED, TAKEN, DUE = (
    "cases.review.restart",
    "cases.review.assign",
    "cases.review.take",
    "cases.review.due",
)


def log_decision(state: ReviewTaskState, *, user: Any, action: str) -> None:
    """Log an approval or a request for changes as Wagtail does, and beside it the checklist as it was answered."""
    workflow_state = state.workflow_state
    following = workflow_state.get_next_task()
    log(
        instance=state.revision.as_object(),
        action=f"wagtail.workflow.{action}",
        user=user,
        data={
            "workflow": {
                "id": workflow_state.workflow.pk,
                "title": workflow_state.workflow.name,
                "status": state.status,
                "task_state_id": state.pk,
                "task": {"id": state.task.pk, "title": state.task.name},
                "next": {"id": following.pk, "title": following.name} if following else None,
            },
            "comment": state.get_comment(),
            "step": state.task.specific.step,
            "checklist": state.checklist,
        },
        revision=state.revision,
    )


class _Approved(LogFormatter):
    label = gettext_lazy("Review: approved")

    def format_message(self, log_entry: PageLogEntry) -> str:
        """Say which step was approved, what comes next, and what was waived and why."""
        workflow = log_entry.data["workflow"]
        texts = [_("Approved: %(step)s.") % {"step": workflow["task"]["title"]}]
        if workflow["next"]:
            texts.append(_("Next: %(step)s.") % {"step": workflow["next"]["title"]})
        for point, reason in waived(log_entry.data.get("step", ""), log_entry.data.get("checklist", {})):
            texts.append(_("Waived: %(point)s, because: %(reason)s") % {"point": point.text, "reason": reason})
        return " ".join(texts)

    def format_comment(self, log_entry: PageLogEntry) -> str:
        """Return the reviewer's comment."""
        return log_entry.data.get("comment", "")


class _ChangesRequested(LogFormatter):
    label = gettext_lazy("Review: changes requested")

    def format_message(self, log_entry: PageLogEntry) -> str:
        """Say at which step changes were asked for."""
        return _("Changes requested: %(step)s.") % {"step": log_entry.data["workflow"]["task"]["title"]}

    def format_comment(self, log_entry: PageLogEntry) -> str:
        """Return the reason."""
        return log_entry.data.get("comment", "")


class _Told(LogFormatter):
    """An entry whose text is filled in with the entry's own data."""

    text: Any = ""

    def format_message(self, log_entry: PageLogEntry) -> str:
        """Return the text."""
        return str(self.text) % log_entry.data


def _told(label: Any, text: Any) -> type[_Told]:
    return type("_Entry", (_Told,), {"label": label, "text": text})


# After Wagtail's own.
@hooks.register("register_log_actions", order=100)
def register_review_actions(actions: LogActionRegistry) -> None:
    """Say what the entries of a page's log mean. Wagtail's own for decisions are replaced, to show the checklist."""
    actions.register_action("wagtail.workflow.approve")(_Approved)
    actions.register_action("wagtail.workflow.reject")(_ChangesRequested)
    for action, label, text in (
        (
            FACTS_ACTION,
            gettext_lazy("Facts taken over"),
            gettext_lazy("Facts were taken over from another language version."),
        ),
        (
            BORROWED_ACTION,
            gettext_lazy("Begun from a draft"),
            gettext_lazy("Begun from a draft that nobody had approved. Its writers do not approve this page either."),
        ),
        (
            SHOWN_ACTION,
            gettext_lazy("Shown with the case"),
            gettext_lazy("The team chose what its tools show with the case."),
        ),
        (
            RESTARTED,
            gettext_lazy("Review: begun anew"),
            gettext_lazy("The text was changed during %(task)s. The review has begun anew."),
        ),
        (ASSIGNED, gettext_lazy("Review: given to somebody"), gettext_lazy("%(name)s has %(task)s.")),
        (TAKEN, gettext_lazy("Review: taken over"), gettext_lazy("%(name)s took %(task)s.")),
        (DUE, gettext_lazy("Review: due date"), gettext_lazy("Due date for %(task)s: %(due)s.")),
    ):
        actions.register_action(action)(_told(label, text))
