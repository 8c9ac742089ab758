"""Registers the editing room with Wagtail: its views, start page, menu and log."""

from __future__ import annotations

from django.templatetags.static import static
from django.utils.html import format_html
from wagtail import hooks
from wagtail.admin.views.pages.bulk_actions.publish import PublishBulkAction

from cases.editorial import menus
from cases.editorial.case_list import CaseListViewSet
from cases.editorial.comparison import register_comparisons
from cases.editorial.guide import register_guide
from cases.editorial.log_words import register_publication_words
from cases.editorial.start_panel import show_start_page
from cases.editorial.unpublishing import UnpublishBulkAction
from cases.editorial.viewsets import EditorialPageViewSet


def register_editing() -> None:
    """Register all of it; called once, by `cases.wagtail_hooks`."""
    register_comparisons()
    # Wagtail registers its own viewset for pages earlier; ours takes its place.
    hooks.register("register_admin_viewset", lambda: EditorialPageViewSet("editorial_pages"))
    # Registered after Wagtail's own, these take their place.
    hooks.register("register_log_actions", register_publication_words, order=90)
    hooks.register("register_bulk_action", UnpublishBulkAction, order=90)
    # Pages are published by review only. Wagtail cannot take a bulk action back, but shows none that is for no model.
    PublishBulkAction.models = []
    hooks.register(
        "register_admin_viewset", lambda: CaseListViewSet("cases", url_prefix="caser", url_namespace="cases_list")
    )
    # After all others have added theirs.
    hooks.register("construct_homepage_panels", show_start_page, order=1000)
    hooks.register("construct_reports_menu", menus.trim_reports)
    hooks.register("construct_help_menu", menus.trim_help)
    hooks.register("insert_global_admin_css", _styles)
    register_guide()


def _styles() -> str:
    return format_html('<link rel="stylesheet" href="{}">', static("admin/editing.css"))
