"""Shows the start page in the admin."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.ui.components import Component

from cases.codes import LANGUAGE_NAMES
from cases.editorial.start import Start, start_for
from cases.models import CaseIndexPage


class StartPanel(Component):
    """All of the start page, in the place of Wagtail's panels."""

    name = "start"
    order = 100
    template_name = "admin/start/start.html"

    class Media:
        css = {"all": ["admin/start.css"]}

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Return the editor's start page and the ways to begin a case; nothing of pages for who has none."""
        user = (parent_context or {})["request"].user
        if not user_has_any_page_permission(user):
            return {"user": user, "start": Start(), "beginnings": []}
        return {"user": user, "start": start_for(user), "beginnings": _beginnings(user)}


def _beginnings(user: Any) -> list[dict[str, str]]:
    """Return where a new case can be begun, bokmål first, for who may."""
    indexes = {index.locale.language_code: index for index in CaseIndexPage.objects.select_related("locale")}
    return [
        {
            "language": name,
            "code": code,
            "url": reverse("wagtailadmin_pages:add", args=["cases", "casepage", indexes[code].pk]),
        }
        for code, name in LANGUAGE_NAMES.items()
        if code in indexes and indexes[code].permissions_for_user(user).can_add_subpage()
    ]


def show_start_page(request: HttpRequest, panels: list[Any]) -> None:
    """Put the start page in the place of Wagtail's panels."""
    panels[:] = [StartPanel()]
