"""A page's way through review, by the same calls as the admin makes."""

from __future__ import annotations

from typing import Any

from wagtail.models import Page, TaskState, WorkflowState

from cases.editorial.checklists import points_of
from tests.factories.people import make_user


def submit(page: Page, user: Any) -> WorkflowState:
    """Send a page's newest version to review, or send it again after changes; return where it stands."""
    page = page.specific_class.objects.get(pk=page.pk)
    state = page.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
        return state
    return page.get_workflow().start(page, user)


def answers(step: str, **changes: str) -> dict[str, str]:
    """Return a reviewer's form with every point met; `changes` replace answers."""
    return {**{point.code: "met" for point in points_of(step)}, "comment": "", **changes}


def current(page: Page) -> TaskState:
    """Return the step at which a page is."""
    state = page.specific_class.objects.get(pk=page.pk).current_workflow_task_state
    assert state is not None
    return state


def decide(page: Page, user: Any, action: str = "approve", **changes: str) -> None:
    """Approve, or ask for changes with a `comment`, at the step at which a page is."""
    state = current(page)
    task = state.task.specific
    task.on_action(state, user, action, **(answers(task.step, **changes) if action == "approve" else changes))


def publish_by_review(page: Page, *, author: Any = None) -> Page:
    """Take a page's newest version through both steps, and return the page as it is then."""
    submit(page, author or make_user("Editors"))
    decide(page, make_user("Editors"))
    decide(page, make_user("Publishers"))
    return page.specific_class.objects.get(pk=page.pk)
