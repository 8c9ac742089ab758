"""Begins a part of the admin from a template."""

from __future__ import annotations

import json

from django import template
from django.utils.safestring import SafeString

from portal.admin import beginnings

register = template.Library()


@register.simple_tag
def begin_panel(what: str, options: str) -> SafeString:
    """Return the beginning of a panel with options that Wagtail has written as JSON."""
    return beginnings.begin(what, json.loads(options))


@register.simple_tag
def begin_widget(what: str, id_: str, options: str) -> SafeString:
    """Return the beginning of a widget with options that Wagtail has written as JSON."""
    return beginnings.begin(what, id_, json.loads(options))
