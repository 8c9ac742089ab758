"""Registers the admin's pages of the indicator bank."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from toolkit.impact.bank.admin.views import BankIndexView, EntryView, PairsView
from toolkit.impact.bank.keeping import keeps_bank


class _Item(MenuItem):
    """The menu's line, for those who may keep the bank."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the line is there."""
        return keeps_bank(request.user)


class BankViewSet(ViewSet):
    """The pages, and their line in the menu."""

    icon = "list-ul"
    menu_label = _("Indicator bank")
    menu_name = "indicators"
    menu_order = 315
    menu_item_class = _Item
    add_to_admin_menu = True

    def get_urlpatterns(self) -> list[URLPattern]:
        """Return the addresses."""
        return [
            path("", BankIndexView.as_view(), name="index"),
            path("results/", BankIndexView.as_view(results_only=True), name="index_results"),
            path("alike/", PairsView.as_view(), name="pairs"),
            path("<uuid:key>/", EntryView.as_view(), name="entry"),
        ]


def register_bank() -> None:
    """Register them; called once, by `toolkit.wagtail_hooks`."""
    hooks.register(
        "register_admin_viewset",
        lambda: BankViewSet("bank", url_prefix="indicators", url_namespace="bank_admin"),
    )
