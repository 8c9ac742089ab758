"""What people see of their own account in the editors' interface."""

from __future__ import annotations

from typing import Any

from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import AvatarSettingsPanel


class AccountView(WagtailAccountView):
    """Name, language and password, but no portrait: nobody needs one here, and so none is kept."""

    def get_panels(self) -> list[Any]:
        """Return the panels without that for a portrait."""
        return [panel for panel in super().get_panels() if not isinstance(panel, AvatarSettingsPanel)]
