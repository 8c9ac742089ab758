"""What the self-assessment is: the page that all start from."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def assessment(request: HttpRequest) -> HttpResponse:
    """Return what the self-assessment is, with the ways into it: by a code, with one's team, or alone."""
    return render(request, "pages/assessment/front.html", {"view_in_all_languages": "assessment"})
