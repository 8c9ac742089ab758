"""What a page about a concept shows of the articles: those that tell of it, and their figure."""

from __future__ import annotations

from typing import Any

from django import template

from cases.models import Vocabulary
from home import articles
from home.content import FIGURE_OF, keys_about
from home.figures import figure_of
from home.figures.drawing import Figure

register = template.Library()


@register.simple_tag(takes_context=True)
def articles_about(context: dict[str, Any], kind: str, code: str) -> list[articles.ArticleLink]:
    """Return the published articles that tell of a concept, in the language of the page or the next best."""
    links = [articles.article_link(key, context["request"]) for key in keys_about(kind, code)]
    return [link for link in links if link]


@register.simple_tag
def figure_about(kind: str, code: str) -> Figure | None:
    """Return the figure that shows a concept: the ladder with its step marked, or none."""
    name = "ladder" if kind == "ladder_step" else FIGURE_OF.get(code, "")
    return figure_of(name, Vocabulary.for_active_language(), here=code)
