"""Pictures for templates."""

from __future__ import annotations

from typing import Any

from django import template

from cases.pictures.sizes import Picture, picture_of

register = template.Library()


@register.simple_tag(name="picture_of")
def picture_for_template(image: Any, use: str) -> Picture | None:
    """Return a picture for a "card" or between "text", for components/picture.html; none where its file is broken."""
    return picture_of(image, use)
