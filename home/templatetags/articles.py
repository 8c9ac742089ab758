"""Links to articles from any page, by the article's key."""

from __future__ import annotations

from typing import Any

from django import template

from home import articles

register = template.Library()


@register.simple_tag(takes_context=True)
def article_address(context: dict[str, Any], key: str) -> str:
    """Return the address of the article of a key, in the language of the page or the next best; empty where none is."""
    return articles.article_address(key, context["request"])
