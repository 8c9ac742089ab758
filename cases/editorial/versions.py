"""Which versions of a page others point at, and who wrote what of a page since it was last approved."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from wagtail.log_actions import log
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from cases.editorial.substance import same_substance

# In the log beside a version in which only facts were taken over from another translation: nobody wrote it.
FACTS_ACTION = "cases.facts"
# In the log of a page that began as a copy of a draft which nobody had approved.
BORROWED_ACTION = "cases.borrowed"
# In the log beside the version in which a team chose what a tool shows with the case.
SHOWN_ACTION = "cases.shown_with"


def is_pinned(revision: Revision) -> bool:
    """Say whether a version is under review, approved, planned, live or the system's: then it must stay as it is."""
    return (
        revision.approved_go_live_at is not None
        or TaskState.objects.filter(revision=revision).exists()
        or Page.objects.filter(live_revision=revision).exists()
        # Else what somebody writes over it would count as facts that nobody wrote.
        or PageLogEntry.objects.filter(revision=revision, action=FACTS_ACTION).exists()
    )


def hand_review_on(*, before: int, after: Revision) -> None:
    """Let a review go on with the newer version where both say the same, as when an editor only made a comment."""
    states = _open_states().filter(revision_id=before)
    if states.exists() and same_substance(Revision.objects.get(pk=before).content, after.content):
        states.update(revision=after)


def move_review(*, before: int, after: Revision) -> None:
    """Let a review go on with the newer version: for what the system itself changed, with facts approved elsewhere."""
    _open_states().filter(revision_id=before).update(revision=after)


def _open_states() -> Any:
    active = (WorkflowState.STATUS_IN_PROGRESS, WorkflowState.STATUS_NEEDS_CHANGES)
    return TaskState.objects.filter(
        workflow_state__status__in=active, status__in=(TaskState.STATUS_IN_PROGRESS, TaskState.STATUS_APPROVED)
    )


def wrote_something_new(page: Page, user_id: int) -> bool:
    """Say whether a user wrote any of what has come since the page was last approved by review."""
    return _wrote_a_version(page, user_id) or _lent_her_text(page, user_id)


def _wrote_a_version(page: Page, user_id: int) -> bool:
    since = _unapproved(page)
    if not since.filter(user_id=user_id).exists():
        return False
    by_system = set(_log(page, FACTS_ACTION).values_list("revision_id", flat=True))
    before: Revision | None = _approved(page)
    for revision in since.order_by("created_at", "id").iterator(chunk_size=20):
        is_hers = revision.user_id == user_id and revision.pk not in by_system
        if is_hers and not (before and same_substance(before.content, revision.content)):
            return True
        before = revision
    return False


def _lent_her_text(page: Page, user_id: int) -> bool:
    """Say whether the page began as a copy of what the user had written and nobody has approved since."""
    lent = [entry for entry in _log(page, BORROWED_ACTION) if user_id in entry.data["writers"]]
    if not lent or _approved(page) is not None:
        return False
    sources = Page.objects.in_bulk([entry.data["source"] for entry in lent])
    return any(
        source is None or wrote_something_new(source, user_id)
        for source in (sources.get(entry.data["source"]) for entry in lent)
    )


def note_borrowed_text(*, source: Page, copy: Page, user: Any) -> None:
    """Keep in a copy's log whose unapproved text it began with: the copy itself does not tell."""
    authors = _unapproved(source).exclude(user=None).values_list("user_id", flat=True).distinct()
    writers = sorted(user_id for user_id in set(authors) if wrote_something_new(source, user_id))
    if writers:
        log(instance=copy, action=BORROWED_ACTION, user=user, data={"source": source.pk, "writers": writers})


def touched_by(page_ids: Iterable[str], user: Any) -> set[str]:
    """Return those of the pages of which a user has saved a version, or that began as copies of what others wrote."""
    ids = list(page_ids)
    saved = Revision.page_revisions.filter(user=user, object_id__in=ids).values_list("object_id", flat=True)
    borrowed = PageLogEntry.objects.filter(action=BORROWED_ACTION, page_id__in=ids).values_list("page_id", flat=True)
    return {*saved, *map(str, borrowed)}


def _approved(page: Page) -> Revision | None:
    """Return the version that a review approved last; None also where somebody has since gone back in time.

    A version taken back from the history may hold what nobody ever approved: then the whole history counts.
    """
    states = TaskState.objects.for_instance(page).filter(
        status=TaskState.STATUS_APPROVED, workflow_state__status=WorkflowState.STATUS_APPROVED
    )
    newest = states.select_related("revision").order_by("-revision__created_at", "-revision_id").first()
    if newest is None:
        return None
    reverted = _log(page, "wagtail.revert").filter(revision__created_at__gt=newest.revision.created_at)
    return None if reverted.exists() else newest.revision


def _unapproved(page: Page) -> Any:
    revisions = Revision.objects.for_instance(page)
    approved = _approved(page)
    if approved is None:
        return revisions
    later = Q(created_at__gt=approved.created_at) | Q(created_at=approved.created_at, id__gt=approved.pk)
    return revisions.filter(later)


def _log(page: Page, action: str) -> Any:
    return PageLogEntry.objects.filter(page_id=page.pk, action=action)
