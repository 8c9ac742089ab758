"""The menus and footers in the admin: three, one for each language; publishers change them, nobody adds or deletes."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.permissions import register_permission_policy
from wagtail.snippets.views.snippets import SnippetViewSet

from cases.permissions import ChangeOnlyPolicy
from home.models import Navigation


class NavigationViewSet(SnippetViewSet):
    """The menu and the footer of each language."""

    model = Navigation
    icon = "bars"
    menu_label = _("Menu and footer")
    menu_name = "navigation"
    menu_order = 900
    add_to_admin_menu = True
    list_display = ["__str__"]
    copy_view_enabled = False
    inspect_view_enabled = False


def register() -> None:
    """Register who may do what; called when the app is ready."""
    register_permission_policy(Navigation, ChangeOnlyPolicy(Navigation))
