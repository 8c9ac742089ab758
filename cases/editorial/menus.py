"""What of Wagtail's menus is left for editors: what they can use, in words that they know."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

# Of use to whoever builds the site, not to whoever writes for it.
_FOR_ADMINISTRATORS = {"page-types-usage", "site-history"}


def trim_reports(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leave out the reports that tell an editor nothing."""
    if not request.user.is_superuser:
        menu_items[:] = [item for item in menu_items if item.name not in _FOR_ADMINISTRATORS]


def trim_help(request: HttpRequest, menu_items: list[Any]) -> None:
    """Leave out what leads to pages about the package, in English and on other sites."""
    menu_items[:] = [
        item for item in menu_items if item.name != "editor-guide" and not item.name.startswith("whats-new-in-wagtail")
    ]
