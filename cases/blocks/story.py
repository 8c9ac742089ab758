"""The free story: blocks in any order."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import BadRequest
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from cases.blocks.media import DocumentBlock, GalleryBlock, StoryImageBlock, VideoBlock
from cases.blocks.words import (
    STORY_FEATURES,
    FactBoxBlock,
    HeadingBlock,
    KeyFiguresBlock,
    ParagraphBlock,
    QuestionBlock,
    QuoteBlock,
    TimelineBlock,
)

_TEXT, _PICTURES, _FACTS, _TALK = _("Text"), _("Pictures, videos and files"), _("Facts"), _("Talk together")


class StoryBlock(blocks.StreamBlock):
    """The free story after the five chapters, and the text of an article."""

    heading = HeadingBlock(max_length=120, group=_TEXT)
    paragraph = ParagraphBlock(features=STORY_FEATURES, group=_TEXT)
    quote = QuoteBlock(group=_TEXT)
    image = StoryImageBlock(group=_PICTURES)
    gallery = GalleryBlock(group=_PICTURES)
    video = VideoBlock(group=_PICTURES)
    document = DocumentBlock(group=_PICTURES)
    fact_box = FactBoxBlock(group=_FACTS)
    key_figures = KeyFiguresBlock(group=_FACTS)
    timeline = TimelineBlock(group=_FACTS)
    question = QuestionBlock(group=_TALK)

    class Meta:
        label = _("Story")

    def value_from_datadict(self, data: Any, files: Any, prefix: str) -> Any:
        """Return the story that a form holds; BadRequest for a choice that can be nothing's id, which no form sends."""
        try:
            return super().value_from_datadict(data, files, prefix)
        except (TypeError, ValueError) as error:
            raise BadRequest("A story was sent that cannot be read.") from error
