"""The start page's reads. Each is one query, whatever there is."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.db.models import CharField, Exists, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Coalesce
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision, TaskState, WorkflowState

from cases.models.review import ReviewTaskState
from cases.models.translated import TranslatedPage

_NEWS = ("wagtail.publish", "wagtail.publish.scheduled", "wagtail.unpublish", "wagtail.unpublish.scheduled")
_LONG_AGO = Value(datetime(1970, 1, 1, tzinfo=UTC))
_TEXT = CharField()


def _page_of(column: str) -> QuerySet[Page]:
    """Return the page whose id stands, as text, in a column of the outer query."""
    return Page.objects.filter(pk=Cast(OuterRef(column), IntegerField()))


def waiting_for(user: Any) -> QuerySet[ReviewTaskState]:
    """Return the steps that wait for a decision by this user: given to her, or to nobody and not her own work.

    Whoever only commented in somebody's draft counts as one of its writers here; given the review, she sees it.
    """
    published = Subquery(_page_of("workflow_state__object_id").values("last_published_at")[:1])
    written = Revision.page_revisions.filter(
        object_id=OuterRef("workflow_state__object_id"), user=user, created_at__gt=OuterRef("published")
    )
    own = Q(submitted_by=user) | Q(workflow_state__requested_by=user)
    own |= Q(Exists(_page_of("workflow_state__object_id").filter(owner=user))) | Q(Exists(written))
    states = ReviewTaskState.objects.alias(published=Coalesce(published, _LONG_AGO)).filter(
        status=TaskState.STATUS_IN_PROGRESS,
        workflow_state__status=WorkflowState.STATUS_IN_PROGRESS,
        workflow_state__current_task_state_id=F("pk"),
    )
    if not user.is_superuser:
        states = states.filter(task__in=Subquery(_tasks_of(user)))
    return (
        states.filter(Q(assigned_to=user) | (Q(assigned_to=None) & ~own))
        .select_related("task", "workflow_state", "submitted_by")
        .order_by(F("due_on").asc(nulls_last=True), "started_at", "pk")
    )


def _tasks_of(user: Any) -> QuerySet:
    review_task = apps.get_model("cases", "ReviewTask")
    return review_task.objects.filter(groups__in=user.groups.all()).values("pk")


def reviews_of_own_work(user: Any) -> QuerySet[WorkflowState]:
    """Return the reviews in progress, or waiting for changes, of what a user owns or has sent."""
    mine = Q(requested_by=user) | Q(Exists(_page_of("object_id").filter(owner=user)))
    active = WorkflowState.objects.active().filter(base_content_type__app_label="wagtailcore")
    return active.filter(mine).order_by("-created_at", "-pk")


def drafts_of(user: Any) -> QuerySet[Page]:
    """Return the pages that a user was the last to write in, and that nobody has been asked to review."""
    reviewed = WorkflowState.objects.active().filter(object_id=Cast(OuterRef("pk"), _TEXT))
    drafts = Page.objects.filter(latest_revision__user=user).filter(Q(live=False) | Q(has_unpublished_changes=True))
    planned = Revision.page_revisions.filter(object_id=Cast(OuterRef("pk"), _TEXT), approved_go_live_at__isnull=False)
    return (
        drafts.exclude(Exists(reviewed))
        .exclude(Exists(planned))
        .select_related("locale")
        .order_by("-latest_revision_created_at", "-pk")
    )


def planned_versions() -> QuerySet[Revision]:
    """Return the approved versions that go live later, the next first."""
    planned = Revision.page_revisions.filter(approved_go_live_at__isnull=False)
    return planned.defer("content").order_by("approved_go_live_at", "pk")


def expiring_pages() -> QuerySet[Page]:
    """Return the live pages that will be taken off the site at a planned moment, the next first."""
    ahead = Page.objects.filter(live=True, expire_at__gt=timezone.now())
    return ahead.select_related("locale").order_by("expire_at", "pk")


def news() -> QuerySet[PageLogEntry]:
    """Return what was put on the site and taken off, newest first."""
    return PageLogEntry.objects.filter(action__in=_NEWS).select_related("user").order_by("-timestamp", "-pk")


def pages_behind() -> list[QuerySet[TranslatedPage]]:
    """Return, for each kind of page, the live translations whose source has changed since."""
    models = [model for model in apps.get_models() if issubclass(model, TranslatedPage)]
    return [model.objects.behind().select_related("locale").order_by("pk") for model in models]
