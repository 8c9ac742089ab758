"""Registers the editing room with Wagtail: its views, start page, menu and log."""

from __future__ import annotations

from wagtail import hooks

from cases.editorial.viewsets import EditorialPageViewSet


def register_editing() -> None:
    """Register all of it; called once, by `cases.wagtail_hooks`."""
    # Wagtail registers its own viewset for pages earlier; ours takes its place.
    hooks.register("register_admin_viewset", lambda: EditorialPageViewSet("editorial_pages"))
