"""Registers the admin's pages of the questionnaire."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from toolkit.assessment.admin.editing import EditView
from toolkit.assessment.admin.views import BeginView, VersionIndexView, VersionView
from toolkit.assessment.versions import keeps_questionnaire


class _Item(MenuItem):
    """The menu's line, for those who may write the questionnaire."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the line is there."""
        return keeps_questionnaire(request.user)


class QuestionnairesViewSet(ViewSet):
    """The pages, and their line in the menu."""

    icon = "clipboard-list"
    menu_label = _("Questionnaire")
    menu_name = "questionnaires"
    menu_order = 310
    menu_item_class = _Item
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses."""
        return [
            path("", VersionIndexView.as_view(), name="index"),
            path("results/", VersionIndexView.as_view(results_only=True), name="index_results"),
            path("new/", BeginView.as_view(), name="new"),
            path("<int:number>/", VersionView.as_view(), name="version"),
            path("<int:number>/edit/", EditView.as_view(), name="edit"),
        ]


def register_questionnaires() -> None:
    """Register them; called once, by `toolkit.wagtail_hooks`."""
    hooks.register(
        "register_admin_viewset",
        lambda: QuestionnairesViewSet(
            "questionnaires", url_prefix="questionnaires", url_namespace="questionnaires_admin"
        ),
    )
