"""Which views editors meet for a page of any kind: Wagtail's own but for those named here."""

from __future__ import annotations

from wagtail.admin.viewsets.pages import PageViewSet
from wagtail.models import Page

from cases.editorial.creating import CreateView
from cases.editorial.reviewing import ReviewedActionView, ReviewedCollectView, ReviewedEditView, ReviewedRevertView
from cases.editorial.unpublishing import UnpublishView


class EditorialPageViewSet(PageViewSet):
    """Takes the place of Wagtail's own viewset for all pages."""

    model = Page
    add_view_class = CreateView
    edit_view_class = ReviewedEditView
    revisions_revert_view_class = ReviewedRevertView
    workflow_action_view_class = ReviewedActionView
    collect_workflow_action_data_view_class = ReviewedCollectView
    unpublish_view_class = UnpublishView
