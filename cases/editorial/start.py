"""What an editor's start page shows: what waits for her, where her own work is, and what is new. Reads only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from wagtail.admin.utils import get_user_display_name
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState

from cases.codes import LANGUAGE_NAMES
from cases.editorial import start_reads
from cases.models.review import ReviewTaskState

# So many lines a section shows; all of it is in the list of cases.
_LIMIT = 20
_NEWS = 8


@dataclass(frozen=True)
class Item:
    """One line: a page, and what an editor wants to know of it in this place."""

    page_id: int
    title: str
    language: str
    step: str = ""
    who: str = ""
    what: str = ""
    reason: str = ""
    when: datetime | None = None
    due_on: date | None = None
    is_late: bool = False
    is_given_to_me: bool = False


@dataclass(frozen=True)
class Start:
    """All that the start page shows, section by section."""

    waiting: list[Item] = field(default_factory=list)
    returned: list[Item] = field(default_factory=list)
    drafts: list[Item] = field(default_factory=list)
    in_review: list[Item] = field(default_factory=list)
    scheduled: list[Item] = field(default_factory=list)
    expiring: list[Item] = field(default_factory=list)
    news: list[Item] = field(default_factory=list)
    behind: list[Item] = field(default_factory=list)
    has_written: bool = False


Pages = Mapping[int, Page]
Steps = Mapping[int, ReviewTaskState]


def start_for(user: Any) -> Start:
    """Return the start page of an editor, by the same number of queries however much there is."""
    states = list(start_reads.waiting_for(user)[:_LIMIT])
    reviews = list(start_reads.reviews_of_own_work(user)[:_LIMIT])
    planned = list(start_reads.planned_versions()[:_LIMIT])
    entries = list(start_reads.news()[: _NEWS * 3])
    ids = {int(review.object_id) for review in [*reviews, *planned, *(state.workflow_state for state in states)]}
    pages = Page.objects.select_related("locale").in_bulk(ids | {entry.page_id for entry in entries})
    steps = ReviewTaskState.objects.select_related("task", "assigned_to", "finished_by").in_bulk(
        [review.current_task_state_id for review in reviews if review.current_task_state_id]
    )
    own = [(review, pages[int(review.object_id)]) for review in reviews if int(review.object_id) in pages]
    needs_changes = WorkflowState.STATUS_NEEDS_CHANGES
    return Start(
        waiting=[_waiting(state, pages, user) for state in states if int(state.workflow_state.object_id) in pages],
        returned=[_returned(page, steps, review) for review, page in own if review.status == needs_changes],
        in_review=[_in_review(page, steps, review) for review, page in own if review.status != needs_changes],
        drafts=[_item(page, when=page.latest_revision_created_at) for page in start_reads.drafts_of(user)[:_LIMIT]],
        scheduled=[_scheduled(revision, pages) for revision in planned if int(revision.object_id) in pages],
        expiring=[_item(page, when=page.expire_at) for page in start_reads.expiring_pages()[:_LIMIT]],
        news=[_news(entry, pages[entry.page_id]) for entry in entries if entry.page_id in pages][:_NEWS],
        behind=[_item(page) for pages_behind in start_reads.pages_behind() for page in pages_behind[:_LIMIT]],
        has_written=Revision.page_revisions.filter(user=user).exists(),
    )


def _item(page: Page, **more: Any) -> Item:
    language = LANGUAGE_NAMES.get(page.locale.language_code, page.locale.language_code)
    return Item(page_id=page.pk, title=page.draft_title or page.title, language=language, **more)


def _name(user: Any) -> str:
    return str(get_user_display_name(user)) if user else ""


def _is_late(state: ReviewTaskState) -> bool:
    return state.due_on is not None and state.due_on < timezone.localdate()


def _waiting(state: ReviewTaskState, pages: Pages, user: Any) -> Item:
    return _item(
        pages[int(state.workflow_state.object_id)],
        step=state.task.name,
        who=_name(state.submitted_by),
        when=state.started_at,
        due_on=state.due_on,
        is_late=_is_late(state),
        is_given_to_me=state.assigned_to_id == user.pk,
    )


def _step_of(review: WorkflowState, steps: Steps) -> ReviewTaskState | None:
    return steps.get(review.current_task_state_id) if review.current_task_state_id else None


def _returned(page: Page, steps: Steps, review: WorkflowState) -> Item:
    step = _step_of(review, steps)
    if step is None:
        return _item(page)
    return _item(page, step=step.task.name, who=_name(step.finished_by), reason=step.comment, when=step.finished_at)


def _in_review(page: Page, steps: Steps, review: WorkflowState) -> Item:
    step = _step_of(review, steps)
    if step is None:
        return _item(page)
    return _item(page, step=step.task.name, who=_name(step.assigned_to), due_on=step.due_on, is_late=_is_late(step))


def _scheduled(revision: Revision, pages: Pages) -> Item:
    return _item(pages[int(revision.object_id)], when=revision.approved_go_live_at)


def _news(entry: PageLogEntry, page: Page) -> Item:
    return _item(
        page, what=str(entry.message), who=_name(entry.user), reason=entry.data.get("reason", ""), when=entry.timestamp
    )
