"""What people see of their own account, on their own page and in the editors' interface."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from wagtail.admin.views.account import AccountView as WagtailAccountView
from wagtail.admin.views.account import AvatarSettingsPanel


class AccountView(WagtailAccountView):
    """Name, language and password, but no portrait: nobody needs one here, and so none is kept."""

    def get_panels(self) -> list[Any]:
        """Return the panels without that for a portrait."""
        return [panel for panel in super().get_panels() if not isinstance(panel, AvatarSettingsPanel)]


@login_required
@require_safe
def my_page(request: HttpRequest) -> HttpResponse:
    """Show somebody's own page."""
    return render(request, "account/my_page.html")
