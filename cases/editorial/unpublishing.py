"""Taking pages off the site: always with a reason, which stands in the log."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import DefaultPageForm
from wagtail.admin.views.pages.bulk_actions.unpublish import UnpublishBulkAction as WagtailUnpublishBulkAction
from wagtail.admin.views.pages.unpublish import UnpublishView as WagtailUnpublishView
from wagtail.log_actions import log
from wagtail.models import Page


@transaction.atomic
def unpublish_page(*, page: Page, user: Any, reason: str, include_descendants: bool = False) -> list[Page]:
    """Take a page off the site, and what is live below it if asked to; return the pages that were taken off.

    Whatever of it the user may not take off stays, and what is off already is left alone.
    """
    below = page.get_descendants().live().specific() if include_descendants else []
    taken = []
    for one in [page.specific, *below]:
        if one.live and one.permissions_for_user(user).can_unpublish():
            UnpublishPageAction(one, user=user, log_action=False).execute(skip_permission_checks=True)
            log(instance=one, action="wagtail.unpublish", user=user, data={"reason": reason})
            taken.append(one)
    return taken


def _reason_field() -> forms.CharField:
    return forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy(
            "Say why readers should no longer meet this. "
            "For example: “The project ended, and the text is out of date.” "
            "The reason is kept in the history; readers do not see it."
        ),
        error_messages={"required": gettext_lazy("Write why it is taken off the site.")},
    )


class ReasonForm(DefaultPageForm):
    """Asks why a page is taken off the site, and whether what is below it goes too."""

    reason = _reason_field()
    field_order = ["reason", "include_descendants"]


class UnpublishView(WagtailUnpublishView):
    """Wagtail's view, with the reason, and with the page's other languages named: they stay."""

    template_name = "admin/editing/unpublish.html"
    form: ReasonForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Take the page off, or ask for the reason beside its field."""
        self.form = ReasonForm(request.POST)
        if not self.form.is_valid():
            return self.render_to_response(self.get_context_data())
        return super().post(request, *args, **kwargs)

    def unpublish(self) -> Any:
        """Take off the page with the reason, between Wagtail's hooks."""
        response = self.run_hook("before_unpublish_page", self.request, self.object)
        if response is not None:
            return response
        given = self.form.cleaned_data
        for page in self.objects_to_unpublish:
            unpublish_page(
                page=page,
                user=self.request.user,
                reason=given["reason"],
                include_descendants=given["include_descendants"],
            )
        return self.run_hook("after_unpublish_page", self.request, self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the form and the translations that are not touched."""
        others = self.object.get_translations().live().select_related("locale").order_by("locale__pk")
        touched = {page.pk for page in self.objects_to_unpublish}
        return {
            **super().get_context_data(**kwargs),
            "reason_form": getattr(self, "form", None) or ReasonForm(),
            "staying": [page for page in others if page.pk not in touched],
            "going": [page for page in others if page.pk in touched],
        }


class UnpublishBulkAction(WagtailUnpublishBulkAction):
    """Takes several pages off the site, for one reason."""

    form_class = ReasonForm
    template_name = "admin/editing/bulk_unpublish.html"

    def get_execution_context(self) -> dict[str, Any]:
        """Add the reason."""
        return {**super().get_execution_context(), "reason": self.cleaned_form.cleaned_data["reason"]}

    @classmethod
    def execute_action(
        cls,
        objects: Iterable[Page],
        user: Any = None,
        reason: str = "",
        include_descendants: bool = False,
        **kwargs: Any,
    ) -> tuple[int, int]:
        """Take the pages off; return how many were chosen and how many below them went along."""
        objects = list(objects)
        taken = [
            page
            for one in objects
            for page in unpublish_page(page=one, user=user, reason=reason, include_descendants=include_descendants)
        ]
        chosen = {page.pk for page in objects}
        return sum(page.pk in chosen for page in taken), sum(page.pk not in chosen for page in taken)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        """Say how many pages were taken off."""
        count = num_parent_objects + num_child_objects
        return _("Taken off the site: %(count)d.") % {"count": count}
