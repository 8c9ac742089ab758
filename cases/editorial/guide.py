"""The editors' guide: one page of the admin with one section for each task."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cases.editorial.checklists import CHECKLISTS
from cases.models.review import Step


@require_safe
def guide(request: HttpRequest) -> HttpResponse:
    """Return the guide, with the checklists as reviewers meet them."""
    steps = [(step.label, CHECKLISTS[step.value]) for step in Step]
    return render(request, "admin/guide.html", {"steps": steps})


def register_guide() -> None:
    """Add the guide's address, and its line in the Help menu."""
    hooks.register("register_admin_urls", _urls)
    hooks.register("register_help_menu_item", _menu_item)


def _urls() -> list[URLPattern]:
    return [path("veiledning/", guide, name="editors_guide")]


def _menu_item() -> MenuItem:
    return MenuItem(_("Guide for editors"), reverse("editors_guide"), name="guide", icon_name="help", order=10)
