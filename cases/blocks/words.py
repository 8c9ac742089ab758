"""Blocks made of words and figures."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cases.blocks import examples
from cases.blocks.checked import KnownToMigrations
from cases.blocks.limits import MAX_EVENTS, MAX_FIGURES, MIN_EVENTS
from cases.codes import ConceptKind

STORY_FEATURES = ["bold", "italic", "h3", "ol", "ul", "link", "blockquote"]


class HeadingBlock(KnownToMigrations, blocks.CharBlock):
    """A heading of the story."""

    known_as = "wagtail.blocks.CharBlock"

    class Meta:
        icon = "title"
        label = _("Heading")
        template = "components/blocks/heading.html"
        preview_value = _("How it goes on")


class ParagraphBlock(KnownToMigrations, blocks.RichTextBlock):
    """Paragraphs and lists."""

    known_as = "wagtail.blocks.RichTextBlock"

    def get_preview_value(self) -> Any:
        """Return an example."""
        return examples.paragraph()

    class Meta:
        icon = "pilcrow"
        label = _("Paragraph")
        template = "components/blocks/paragraph.html"


class QuoteBlock(blocks.StructBlock):
    """Somebody's words, with who said them."""

    text = blocks.TextBlock(label=_("Quotation"), max_length=600, help_text=_("Without quotation marks."))
    attribution = blocks.CharBlock(
        label=_("Who said it"),
        max_length=150,
        required=False,
        help_text=_("A role or a source, for example “a leader”."),
    )

    class Meta:
        icon = "openquote"
        label = _("Quotation")
        description = _("Somebody's own words, set apart.")
        template = "components/blocks/quote.html"
        preview_value = staticmethod(examples.quote)


class FactBoxBlock(blocks.StructBlock):
    """Facts set apart from the story."""

    title = blocks.CharBlock(
        label=_("Title"), max_length=120, help_text=_("What the facts are about, for example “What it costs”.")
    )
    text = blocks.RichTextBlock(label=_("Text"), features=STORY_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        description = _("Short facts beside the story.")
        template = "components/blocks/fact_box.html"
        preview_value = staticmethod(examples.fact_box)


class KeyFigureBlock(blocks.StructBlock):
    """One figure, and what it counts."""

    figure = blocks.CharBlock(
        label=_("Figure"), max_length=20, help_text=_("As people write it, for example “48” or “12,5 %”.")
    )
    what = blocks.CharBlock(
        label=_("What it counts"), max_length=120, help_text=_("For example “signed work contracts”.")
    )
    note = blocks.CharBlock(
        label=_("Source or note"),
        max_length=200,
        required=False,
        help_text=_("Where the figure comes from and from when, for example “NAV, August 2017”."),
    )

    class Meta:
        icon = "decimal"
        label = _("Figure")


class KeyFiguresBlock(blocks.StructBlock):
    """A few figures that say what came of the work."""

    figures = blocks.ListBlock(
        KeyFigureBlock(), label=_("Figures"), min_num=1, max_num=MAX_FIGURES, help_text=_("One to six. Fewer say more.")
    )

    class Meta:
        icon = "decimal"
        label = _("Key figures")
        description = _("One to six figures, each with what it counts and where it comes from.")
        template = "components/blocks/key_figures.html"
        preview_value = staticmethod(examples.key_figures)


class EventBlock(blocks.StructBlock):
    """Something that happened at a time."""

    when = blocks.CharBlock(
        label=_("When"), max_length=40, help_text=_("For example “2019”, “spring 2020” or “after half a year”.")
    )
    title = blocks.CharBlock(
        label=_("What happened"), max_length=120, help_text=_("For example “The first evening at the kitchen table”.")
    )
    text = blocks.TextBlock(label=_("More about it"), max_length=600, required=False)

    class Meta:
        icon = "time"
        label = _("Event")


class TimelineBlock(blocks.StructBlock):
    """How the work came about, step by step."""

    events = blocks.ListBlock(
        EventBlock(),
        label=_("Events"),
        min_num=MIN_EVENTS,
        max_num=MAX_EVENTS,
        # Begins with as many as there have to be, or the form would begin with an error.
        default=[{"when": "", "title": "", "text": ""}] * MIN_EVENTS,
        help_text=_("Two to twenty, the first one first."),
    )

    class Meta:
        icon = "history"
        label = _("Timeline")
        description = _("What happened when, in order.")
        template = "components/blocks/timeline.html"
        preview_value = staticmethod(examples.timeline)


def _values_and_fields() -> Iterator[tuple[str, str]]:
    from cases.models.vocabulary import Vocabulary

    vocabulary = Vocabulary.for_active_language()
    for kind in (ConceptKind.VALUE, ConceptKind.FIELD):
        yield from ((term.code, term.name) for term in vocabulary.terms(kind))


class ConceptBlock(KnownToMigrations, blocks.ChoiceBlock):
    """The code of a value or an action field, chosen by its name."""

    known_as = "wagtail.blocks.ChoiceBlock"
    choices = staticmethod(_values_and_fields)

    def normalize_choice(self, value: Any) -> str:
        """Return the code as it is stored. Wagtail looks for it among the choices, here a query for each block."""
        return str(value or "")


class QuestionBlock(blocks.StructBlock):
    """A question for those who read the case together."""

    question = blocks.TextBlock(
        label=_("Question"),
        max_length=300,
        help_text=_("An open question, for example “Who has a say in our own project, and who is missing?”"),
    )
    hint = blocks.TextBlock(
        label=_("Hint"), max_length=500, required=False, help_text=_("Something to begin with, if the talk is slow.")
    )
    concept = ConceptBlock(
        label=_("About"), required=False, help_text=_("The value or action field that the question is about.")
    )

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the term of the value or field, which the page's own vocabulary knows."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        vocabulary, code = context.get("vocabulary"), value.get("concept")
        terms = [vocabulary.term(kind, code) for kind in (ConceptKind.VALUE, ConceptKind.FIELD)] if vocabulary else []
        return {**context, "term": next(filter(None, terms), None)}

    class Meta:
        icon = "help"
        label = _("Question to talk about")
        description = _("A question for those who read together, in a team or a workshop.")
        template = "components/blocks/question.html"
        preview_value = staticmethod(examples.question)
