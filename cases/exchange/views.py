"""The page that tells people of the open data."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def open_data(request: HttpRequest) -> HttpResponse:
    """Return what the open data are, how to get them, and what one may do with them."""
    context = {"requests_a_minute": settings.API_REQUESTS_A_MINUTE, "view_in_all_languages": "open_data"}
    return render(request, "pages/open_data.html", context)
