"""The blocks of the free story as the case record has them. A pure core: no database."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import Field

from cases.blocks.limits import MAX_ADDRESS, MAX_EVENTS, MAX_FIGURES, MAX_PICTURES, MAX_TRANSCRIPT
from cases.codes import CODES, ConceptKind
from cases.exchange.kinds import DocumentName, FileName, Html, SecureAddress, filled
from cases.exchange.parts import ImageRecord, Part

_Concept: Any = Literal[(*CODES[ConceptKind.VALUE], *CODES[ConceptKind.FIELD])]


class HeadingBlock(Part):
    """A heading of the free story."""

    type: Literal["heading"]
    value: filled(120)  # type: ignore[valid-type]


class ParagraphBlock(Part):
    """A paragraph of the free story."""

    type: Literal["paragraph"]
    value: Html


class QuoteValue(Part):
    """Words and who said them."""

    text: filled(600)  # type: ignore[valid-type]
    attribution: str = Field("", max_length=150)


class QuoteBlock(Part):
    """A quotation in the free story."""

    type: Literal["quote"]
    value: QuoteValue


class ImageBlock(Part):
    """A picture in the free story."""

    type: Literal["image"]
    value: ImageRecord


class GalleryValue(Part):
    """Pictures that belong together. A draft may begin with one."""

    images: Annotated[list[ImageRecord], Field(min_length=1, max_length=MAX_PICTURES)]
    caption: str = Field("", max_length=250)


class GalleryBlock(Part):
    """Several pictures in the free story."""

    type: Literal["gallery"]
    value: GalleryValue


class FactBoxValue(Part):
    """A title and a text."""

    title: filled(120)  # type: ignore[valid-type]
    text: Html


class FactBoxBlock(Part):
    """A fact box in the free story."""

    type: Literal["fact_box"]
    value: FactBoxValue


class KeyFigure(Part):
    """A figure as people write it, what it counts, and where it comes from."""

    figure: filled(20)  # type: ignore[valid-type]
    what: filled(120)  # type: ignore[valid-type]
    note: str = Field("", max_length=200)


class KeyFiguresValue(Part):
    """A few figures."""

    figures: Annotated[list[KeyFigure], Field(min_length=1, max_length=MAX_FIGURES)]


class KeyFiguresBlock(Part):
    """Key figures in the free story."""

    type: Literal["key_figures"]
    value: KeyFiguresValue


class Event(Part):
    """Something that happened at a time, which is told in words."""

    when: filled(40)  # type: ignore[valid-type]
    title: filled(120)  # type: ignore[valid-type]
    text: str = Field("", max_length=600)


class TimelineValue(Part):
    """Events in their order. A draft may begin with one."""

    events: Annotated[list[Event], Field(min_length=1, max_length=MAX_EVENTS)]


class TimelineBlock(Part):
    """A timeline in the free story."""

    type: Literal["timeline"]
    value: TimelineValue


class DocumentValue(Part):
    """A document; its file travels beside the record, named by its hash."""

    file: DocumentName
    title: filled(150)  # type: ignore[valid-type]
    description: str = Field("", max_length=400)


class DocumentBlock(Part):
    """A document to download, in the free story."""

    type: Literal["document"]
    value: DocumentValue


class PosterRecord(Part):
    """The still picture of a video; it tells nothing that the title does not."""

    file: FileName
    credit: str = Field("", max_length=150)
    consent: bool = False


class VideoValue(Part):
    """A video at another site, and what is shown and said in it."""

    title: filled(150)  # type: ignore[valid-type]
    url: Annotated[SecureAddress, Field(max_length=MAX_ADDRESS)]
    text: filled(MAX_TRANSCRIPT)  # type: ignore[valid-type]
    poster: PosterRecord | None = None


class VideoBlock(Part):
    """A video in the free story."""

    type: Literal["video"]
    value: VideoValue


class QuestionValue(Part):
    """A question to talk about, and the code of the value or field that it is about."""

    question: filled(300)  # type: ignore[valid-type]
    hint: str = Field("", max_length=500)
    concept: _Concept | None = None


class QuestionBlock(Part):
    """A question in the free story."""

    type: Literal["question"]
    value: QuestionValue


Block = Annotated[
    HeadingBlock
    | ParagraphBlock
    | QuoteBlock
    | ImageBlock
    | GalleryBlock
    | VideoBlock
    | DocumentBlock
    | FactBoxBlock
    | KeyFiguresBlock
    | TimelineBlock
    | QuestionBlock,
    Field(discriminator="type"),
]
