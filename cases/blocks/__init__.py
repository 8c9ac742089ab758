"""The blocks of a free story. Their names and the shapes of their values are part of the case record's contract."""

from cases.blocks.media import DocumentBlock, GalleryBlock, StoryImageBlock, VideoBlock
from cases.blocks.story import StoryBlock
from cases.blocks.words import (
    STORY_FEATURES,
    FactBoxBlock,
    KeyFiguresBlock,
    QuestionBlock,
    QuoteBlock,
    TimelineBlock,
)

__all__ = [
    "STORY_FEATURES",
    "DocumentBlock",
    "FactBoxBlock",
    "GalleryBlock",
    "KeyFiguresBlock",
    "QuestionBlock",
    "QuoteBlock",
    "StoryBlock",
    "StoryImageBlock",
    "TimelineBlock",
    "VideoBlock",
]
