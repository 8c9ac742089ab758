"""Registers the admin's pages of teams."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cases.teams.admin.views import HelpView, StartView, TeamIndexView
from cases.teams.permissions import helps_teams


class _TeamsItem(MenuItem):
    """The menu's line, for those who may help teams."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the line is there."""
        return helps_teams(request.user)


class TeamsViewSet(ViewSet):
    """The pages, and their line in the menu."""

    icon = "group"
    menu_label = _("Teams")
    menu_name = "teams"
    menu_order = 300
    menu_item_class = _TeamsItem
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses."""
        return [
            path("", TeamIndexView.as_view(), name="index"),
            path("results/", TeamIndexView.as_view(results_only=True), name="index_results"),
            path("new/", StartView.as_view(), name="new"),
            path("<int:pk>/", HelpView.as_view(), name="help"),
        ]


def register_teams() -> None:
    """Register them; called once, by `cases.wagtail_hooks`."""
    hooks.register(
        "register_admin_viewset", lambda: TeamsViewSet("teams", url_prefix="team", url_namespace="teams_admin")
    )
