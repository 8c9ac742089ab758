"""The blocks of an article: those of a story, and the handbook's figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.forms import RadioSelect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cases.blocks import StoryBlock
from cases.blocks.checked import KnownToMigrations
from cases.models import Vocabulary
from home.figures import FIGURES, figure_of


def _pictured() -> Iterator[tuple[str, str]]:
    for code, name in FIGURES.items():
        picture = static(f"img/figures/{code}.svg")
        yield code, format_html('<img src="{}" alt="" width="72" height="48"> {}', picture, name)


class FigureChoiceBlock(KnownToMigrations, blocks.ChoiceBlock):
    """The code of a figure, chosen by its picture and name."""

    known_as = "wagtail.blocks.ChoiceBlock"
    choices = staticmethod(_pictured)

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=RadioSelect, **kwargs)

    def deconstruct(self) -> tuple[str, Any, dict[str, Any]]:
        """Return what migrations keep: not how one chooses."""
        path, args, kwargs = super().deconstruct()
        return path, args, {name: value for name, value in kwargs.items() if name != "widget"}


class FigureBlock(blocks.StructBlock):
    """One of the handbook's figures, drawn anew by the portal in the article's language."""

    code = FigureChoiceBlock(
        label=_("Figure"), help_text=_("Each comes with its name, its source and its content in words.")
    )

    class Meta:
        icon = "image"
        label = _("Figure from the handbook")
        description = _("One of the handbook's figures, drawn anew, with words in the language of the article.")
        template = "components/blocks/figure.html"
        preview_value = {"code": "ladder"}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the figure, with the names that the page's own vocabulary has."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        vocabulary = context.get("vocabulary") or Vocabulary.for_active_language()
        return {**context, "figure": figure_of(value.get("code") or "", vocabulary)}


class ArticleBlock(StoryBlock):
    """The text of an article."""

    figure = FigureBlock(group=_("Facts"))

    class Meta:
        label = _("Story")
