"""How an editor sees a page before others do: at three widths, in light and in dark colours."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

_SIZES = [
    {"name": "mobile", "icon": "mobile-alt", "device_width": 390, "label": _("As on a phone, 390 pixels wide")},
    {"name": "tablet", "icon": "tablet-alt", "device_width": 768, "label": _("As on a tablet, 768 pixels wide")},
    {"name": "desktop", "icon": "desktop", "device_width": 1280, "label": _("As on a computer, 1280 pixels wide")},
]


class PreviewModes:
    """A page that can be looked at in its own language before it is published, however little of it is written."""

    locale: Any
    serve: Callable[..., HttpResponse]

    @property
    def preview_sizes(self) -> list[dict[str, Any]]:
        """Return the three widths that we hold our pages to."""
        return _SIZES

    @property
    def preview_modes(self) -> list[tuple[str, Any]]:
        """Return the ways to look at the page; the first one is what Wagtail opens with."""
        return [("", _("The page")), ("dark", _("The page in dark colours"))]

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page as readers will see it, or as `mode_name` says."""
        request.colour_scheme = "dark" if mode_name == "dark" else "light"  # type: ignore[attr-defined]
        language = self.locale.language_code
        # A page that was never saved has no address to tell its language by.
        translation.activate(language)
        request.LANGUAGE_CODE = language
        return self.in_mode(request, mode_name)

    def in_mode(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return the page in a mode; where a page type has modes of its own it answers for them here."""
        return self.serve(request)
