"""Pages that are published by review and in no other way."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from wagtail.locks import BasicLock
from wagtail.models import Page, PagePermissionTester, PageViewRestriction, Revision

from cases.editorial.versions import hand_review_on, is_pinned


class ReviewedPagePermissions(PagePermissionTester):
    """Nobody publishes, not administrators either: a finished review does. Publishers take off the site."""

    def can_publish(self) -> bool:
        """No."""
        return False

    def can_publish_subpage(self) -> bool:
        """No: what is made below is published by review as well."""
        return False

    def can_unpublish(self) -> bool:
        """Say whether the user may take the page off the site; a review of its draft does not stand in the way."""
        if not (self.user.is_active and self.page.live) or self.page_is_root:
            return False
        lock = self.page.get_lock()
        if isinstance(lock, BasicLock) and lock.for_user(self.user):
            return False
        return self._is_publisher()

    def can_unschedule(self) -> bool:
        """Say whether the user may call off a planned publication."""
        return self.user.is_active and self._is_publisher()

    def _is_publisher(self) -> bool:
        return self.user.is_superuser or "publish" in self.permissions


class ReviewedPage(Page):
    """A page of which no text goes live that nobody else has approved."""

    class Meta:
        abstract = True

    def permissions_for_user(self, user: Any) -> ReviewedPagePermissions:
        """Return what a user may do with this page."""
        return ReviewedPagePermissions(user, self)

    def get_view_restrictions(self) -> QuerySet[PageViewRestriction]:
        """Return what restricts the view of this page or of one above it, with one query where Wagtail asks twice.

        Wagtail asks for the source of an alias too; none of our pages can be restricted itself.
        """
        paths = [self.path[:end] for end in range(self.steplen, len(self.path) + 1, self.steplen)]
        return PageViewRestriction.objects.filter(page__path__in=paths)

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page as readers will see it: from the view that makes it for them, not from its template alone."""
        return self.serve(request)

    @transaction.atomic
    def save_revision(self, *args: Any, overwrite_revision: Revision | None = None, **kwargs: Any) -> Revision:
        """Save a version. Autosave overwrites only what nobody points at; a review goes on where nothing is new."""
        row = Page.objects.select_for_update().filter(pk=self.pk)
        before = row.values_list("latest_revision_id", flat=True).first()
        user = kwargs.get("user", args[0] if args else None)
        if overwrite_revision is not None and overwrite_revision.pk == before:
            is_hers = overwrite_revision.user_id == (user and user.pk)
            overwrite_revision = None if is_hers and is_pinned(overwrite_revision) else overwrite_revision
        revision = super().save_revision(*args, overwrite_revision=overwrite_revision, **kwargs)
        if before is not None and before != revision.pk:
            hand_review_on(before=before, after=revision)
        return revision

    @transaction.atomic
    def publish(self, revision: Revision, user: Any = None, **kwargs: Any) -> None:
        """Publish or plan a version; NotApprovedError when a person does so without review.

        Without a user it is the system that acts: on what is planned, or on what an import brings.
        """
        from cases.editorial.approval import require_approval
        from cases.services import keep_live_text

        if user is not None:
            require_approval(self, revision)
        keep_live_text(self, revision)
        super().publish(revision, user=user, **{**kwargs, "skip_permission_checks": True})
