"""The list of all cases in the admin: language, where each stands in words, whose it is, when it was last changed."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageTitleColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.pages.listing import IndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.models import Page, WorkflowState

from cases.codes import LANGUAGE_NAMES
from cases.models import CasePage

# Columns that narrow windows leave out.
_WIDE = "case-list__wide"


def standing_of(page: Page) -> str:
    """Return where a page stands, in words; asks no query where the list has fetched reviews and schedules."""
    texts = [_published(page)]
    review = page.current_workflow_state
    if review is not None and review.status == WorkflowState.STATUS_NEEDS_CHANGES:
        texts.append(_("changes are asked for"))
    elif review is not None and review.current_task_state:
        texts.append(_("in review: %(step)s") % {"step": review.current_task_state.task.name})
    elif page.approved_schedule:
        texts.append(_("a version is planned"))
    elif page.live and page.has_unpublished_changes:
        texts.append(_("with a newer draft"))
    return ", ".join(texts)


def _published(page: Page) -> str:
    if page.live:
        return _("On the site")
    if page.expired:
        return _("Expired")
    return _("Taken off the site") if page.first_published_at else _("Draft")


def _language(page: Page) -> str:
    return LANGUAGE_NAMES.get(page.locale.language_code, page.locale.language_code)


def _owner(page: Page) -> str:
    return str(get_user_display_name(page.owner)) if page.owner else ""


class CaseIndexView(IndexView):
    """The list itself."""

    def annotate_queryset(self, pages: QuerySet) -> QuerySet:
        """Fetch owners with everything else that a line shows."""
        return super().annotate_queryset(pages).prefetch_related("owner")

    @property
    def show_locale_labels(self) -> bool:
        """No: the language has a column."""
        return False


class CaseListViewSet(PageListingViewSet):
    """All cases in one list."""

    model = CasePage
    index_view_class = CaseIndexView
    icon = "doc-full"
    menu_label = gettext_lazy("Cases")
    menu_name = "cases"
    menu_order = 50
    add_to_admin_menu = True
    columns = [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=gettext_lazy("Title"), sort_key="title_key", classname="title"),
        Column("language", label=gettext_lazy("Language"), accessor=_language, sort_key="locale", width="10%"),
        Column("standing", label=gettext_lazy("Where it stands"), accessor=standing_of, width="24%"),
        Column("owner", label=gettext_lazy("Owner"), accessor=_owner, width="14%", classname=_WIDE),
        DateColumn(
            "latest_revision_created_at",
            label=gettext_lazy("Last changed"),
            sort_key="latest_revision_created_at",
            width="12%",
            classname=_WIDE,
        ),
    ]
