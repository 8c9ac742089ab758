"""Blocks with pictures, documents and videos."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock

from cases.blocks import examples
from cases.blocks.checked import CheckedStructBlock
from cases.blocks.choosers import PictureChooserBlock
from cases.blocks.limits import MAX_ADDRESS, MAX_PICTURES, MAX_TRANSCRIPT, MIN_PICTURES
from cases.blocks.players import host_of, is_https_address, player_of

_NO_CONSENT = _(
    "Tick this when nobody can be recognised, or when everyone who can has agreed. Otherwise choose another picture."
)

_NO_PICTURE = {"image": None, "alt": "", "decorative": False, "credit": "", "consent": False}


def _consent_block() -> blocks.BooleanBlock:
    help_text = _("Nobody can be recognised in the picture, or everyone who can has agreed to be shown.")
    return blocks.BooleanBlock(label=_("Consent"), required=False, help_text=help_text)


def _credit_block() -> blocks.CharBlock:
    help_text = _("Who took the picture, for example “Kari Nordmann / Larvik municipality”.")
    return blocks.CharBlock(label=_("Credit"), max_length=150, required=False, help_text=help_text)


class StoryImageBlock(CheckedStructBlock):
    """A picture in the story; it has an alt text unless it is decoration, and those shown have agreed."""

    image = PictureChooserBlock(label=_("Image"))
    alt = blocks.CharBlock(
        label=_("Alt text"),
        max_length=255,
        required=False,
        help_text=_(
            "What someone who cannot see the picture needs to know, for example “Seven people around a kitchen table”."
        ),
    )
    decorative = blocks.BooleanBlock(
        label=_("Decoration only"), required=False, help_text=_("The picture tells nothing that the text does not.")
    )
    credit = _credit_block()
    consent = _consent_block()

    class Meta:
        icon = "image"
        label = _("Image")
        description = _("One picture with its alt text.")
        template = "components/blocks/image.html"
        preview_value = staticmethod(examples.image)

    def missing(self, value: Any) -> dict[str, Any]:
        """Return what is missing: an alt text on a picture that tells something, and consent."""
        missing: dict[str, Any] = {}
        if not (value["alt"] or "").strip() and not value["decorative"]:
            missing["alt"] = _("Write an alt text, or say that the picture is decoration only.")
        if not value["consent"]:
            missing["consent"] = _NO_CONSENT
        return missing


class GalleryBlock(blocks.StructBlock):
    """Several pictures that belong together."""

    images = blocks.ListBlock(
        StoryImageBlock(),
        label=_("Images"),
        min_num=MIN_PICTURES,
        max_num=MAX_PICTURES,
        # Begins with as many as there have to be, or the form would begin with an error.
        default=[_NO_PICTURE] * MIN_PICTURES,
        help_text=_("Two to twelve pictures, each with its own alt text."),
    )
    caption = blocks.CharBlock(
        label=_("Caption"),
        max_length=250,
        required=False,
        help_text=_("What the pictures show together, for example “From the sewing room, autumn 2025”."),
    )

    class Meta:
        icon = "grid"
        label = _("Gallery")
        description = _("Two to twelve pictures beside each other.")
        template = "components/blocks/gallery.html"
        preview_value = staticmethod(examples.gallery)


class DocumentBlock(blocks.StructBlock):
    """A document to download."""

    document = DocumentChooserBlock(label=_("Document"))
    title = blocks.CharBlock(
        label=_("Title"), max_length=150, help_text=_("What the document is, for example “Plan for the evaluation”.")
    )
    description = blocks.TextBlock(
        label=_("Description"),
        max_length=400,
        required=False,
        help_text=_("What one finds in it, so that readers know whether to open it."),
    )

    class Meta:
        icon = "doc-full"
        label = _("Document")
        description = _("A file to download, such as a report or a form.")
        template = "components/blocks/document.html"
        preview_value = staticmethod(examples.document)


class PosterBlock(CheckedStructBlock):
    """A still picture that stands where the video will be."""

    image = PictureChooserBlock(label=_("Image"), required=False)
    credit = _credit_block()
    consent = _consent_block()

    class Meta:
        icon = "image"
        label = _("Still picture")

    def missing(self, value: Any) -> dict[str, Any]:
        """Return that consent is missing, if there is a picture."""
        return {"consent": _NO_CONSENT} if value["image"] and not value["consent"] else {}


class VideoBlock(CheckedStructBlock):
    """A video at another site. Nothing is fetched from there before the reader asks for it."""

    title = blocks.CharBlock(label=_("Title"), max_length=150, help_text=_("For example “A day in the sewing room”."))
    url = blocks.CharBlock(
        label=_("Address"),
        max_length=MAX_ADDRESS,
        help_text=_("The video's page at YouTube, Vimeo, NRK or elsewhere. It begins with https://."),
    )
    text = blocks.TextBlock(
        label=_("What is shown and said"),
        max_length=MAX_TRANSCRIPT,
        help_text=_("A transcript, or a description for those who cannot see or hear the video."),
    )
    poster = PosterBlock(label=_("Still picture"))

    class Meta:
        icon = "media"
        label = _("Video")
        description = _("A video at another site, which is told of the visit only when the reader starts the video.")
        template = "components/blocks/video.html"
        preview_value = staticmethod(examples.video)

    def missing(self, value: Any) -> dict[str, Any]:
        """Return what is wrong with the address."""
        address = (value["url"] or "").strip()
        if address and not is_https_address(address):
            return {"url": _("Write the whole address of the video's page, beginning with https://.")}
        return {}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the player for the address, if there is one, and the site's name; neither for a wrong address."""
        context: dict[str, Any] = super().get_context(value, parent_context=parent_context)
        address = (value.get("url") or "").strip()
        return {**context, "player": player_of(address), "site": host_of(address)}
