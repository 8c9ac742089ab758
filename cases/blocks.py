"""The blocks of a case's free story. Names and value shapes are part of the case record's contract."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.struct_block import StructBlockValidationError
from wagtail.images.blocks import ImageChooserBlock

STORY_FEATURES = ["bold", "italic", "h3", "ol", "ul", "link", "blockquote"]


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
        template = "components/blocks/quote.html"


class StoryImageBlock(blocks.StructBlock):
    """A picture in the story; it has an alt text unless it is decoration."""

    image = ImageChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alt text"),
        max_length=255,
        required=False,
        help_text=_("What someone who cannot see the picture needs to know."),
    )
    decorative = blocks.BooleanBlock(
        label=_("Decoration only"), required=False, help_text=_("The picture tells nothing that the text does not.")
    )
    credit = blocks.CharBlock(label=_("Credit"), max_length=150, required=False)
    consent = blocks.BooleanBlock(
        label=_("Consent"), required=False, help_text=_("Everyone who can be recognised has agreed to be shown.")
    )

    class Meta:
        icon = "image"
        label = _("Image")
        template = "components/blocks/image.html"

    def clean(self, value: Any) -> Any:
        """Return the value; StructBlockValidationError without an alt text on a picture that tells something."""
        cleaned = super().clean(value)
        if not cleaned["alt"].strip() and not cleaned["decorative"]:
            message = _("Write an alt text, or say that the picture is decoration only.")
            raise StructBlockValidationError(block_errors={"alt": ValidationError(message)})
        return cleaned


class FactBoxBlock(blocks.StructBlock):
    """Facts set apart from the story."""

    title = blocks.CharBlock(label=_("Title"), max_length=120)
    text = blocks.RichTextBlock(label=_("Text"), features=STORY_FEATURES)

    class Meta:
        icon = "info-circle"
        label = _("Fact box")
        template = "components/blocks/fact_box.html"


class StoryBlock(blocks.StreamBlock):
    """The free story after the five chapters."""

    heading = blocks.CharBlock(
        label=_("Heading"), icon="title", max_length=120, template="components/blocks/heading.html"
    )
    paragraph = blocks.RichTextBlock(
        label=_("Paragraph"), icon="pilcrow", features=STORY_FEATURES, template="components/blocks/paragraph.html"
    )
    quote = QuoteBlock()
    image = StoryImageBlock()
    fact_box = FactBoxBlock()

    class Meta:
        label = _("Story")
