"""Registers the review in the admin: its addresses, and what the edit form's buttons say."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.action_menu import CancelWorkflowMenuItem, SubmitForModerationMenuItem

from cases.editorial import reviewing
from cases.editorial.log import register_review_actions

__all__ = ["label_buttons", "register_review_actions", "register_review_urls"]


@hooks.register("register_admin_urls")
def register_review_urls() -> list[URLPattern]:
    """Add the addresses of who has a review, and until when."""
    return [
        path("gjennomgang/<int:state_id>/", reviewing.review_page, name="review"),
        path("gjennomgang/<int:state_id>/ta/", reviewing.take, name="review_take"),
        path("gjennomgang/<int:state_id>/ansvarlig/", reviewing.assign, name="review_assign"),
        path("gjennomgang/<int:state_id>/frist/", reviewing.due_date, name="review_due"),
    ]


class SubmitItem(SubmitForModerationMenuItem):
    """Sends a page to review, or sends it again when what was asked for is mended."""

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Say what happens when the button is pressed."""
        context = super().get_context_data(parent_context)
        page = context.get("page")
        is_returned = page is not None and page.current_workflow_state is not None
        return {**context, "label": _("Send to review again") if is_returned else _("Send to review")}


class WithdrawItem(CancelWorkflowMenuItem):
    """Takes a page back from review."""

    label = gettext_lazy("Take back from review")


# Nobody publishes by a button, and sending again begins at the first step that the newest text has not passed.
_GONE = {"action-publish", "action-restart-workflow"}
_OURS = {"action-submit": SubmitItem, "action-cancel-workflow": WithdrawItem}


@hooks.register("construct_page_action_menu")
def label_buttons(menu_items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Take away what nobody can do, and say in plain words what the others do."""
    menu_items[:] = [
        _OURS[item.name](order=item.order) if item.name in _OURS else item
        for item in menu_items
        if item.name not in _GONE
    ]
