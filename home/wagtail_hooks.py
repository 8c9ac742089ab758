"""Registers what editors see of the frame around the pages."""

from __future__ import annotations

from wagtail.snippets.models import register_snippet

from home.navigation.admin import NavigationViewSet

register_snippet(NavigationViewSet)
