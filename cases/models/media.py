"""Images, renditions and documents of our own, from the first migration."""

from __future__ import annotations

import secrets
from pathlib import PurePath
from typing import Any

from django.core.files import File
from django.db import models
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition, Filter, SourceImageIOError


def _random_name() -> str:
    """Return 128 random bits: nobody who has not been given such a name finds the file."""
    return secrets.token_hex(16)


def document_path(document: PortalDocument, filename: str) -> str:
    """Return a path that nobody guesses, with a name in it that readers may see when they save the file."""
    name = slugify(document.title)[:40].strip("-") or "dokument"
    return f"documents/{_random_name()}/{name}{PurePath(filename).suffix.lower()}"


class PortalImage(AbstractImage):
    """An uploaded picture; alt text, credit and consent belong to each use of it."""

    # The SHA-1 of the file as it came, before it was cleaned: cases travel with that name too.
    arrived_hash = models.CharField(max_length=40, blank=True, editable=False, db_index=True)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]

    def get_upload_to(self, filename: str) -> str:
        """Return a path that tells nothing and that nobody guesses."""
        return f"original_images/{_random_name()}{PurePath(filename).suffix.lower()}"

    def get_rendition(self, filter: Filter | str) -> AbstractRendition:
        """Return the picture in some size; one without dots where the stored file is gone or broken."""
        try:
            return super().get_rendition(filter)
        except SourceImageIOError:
            return self._missing_rendition()

    def get_renditions(self, *filters: Filter | str) -> dict[str, AbstractRendition]:
        """Return the picture in several sizes; without dots where the stored file is gone or broken."""
        try:
            return super().get_renditions(*filters)
        except SourceImageIOError:
            return {str(getattr(some, "spec", some)): self._missing_rendition() for some in filters}

    def generate_rendition_file(self, filter: Filter, *, source: File | None = None) -> File:
        """Return the file of a rendition; SourceImageIOError where the stored file cannot be read, for any reason."""
        # Read first: a size that makes no sense is an error of ours, and not hidden.
        _operations = filter.operations
        try:
            return super().generate_rendition_file(filter, source=source)
        except SourceImageIOError:
            raise
        except Exception as error:
            # The decoders raise errors of many kinds on a broken file; the page is shown all the same.
            raise SourceImageIOError(str(error)) from error

    def _missing_rendition(self) -> Any:
        rendition = self.get_rendition_model()(image=self, width=0, height=0)
        rendition.file.name = "not-found"
        return rendition


class PortalRendition(AbstractRendition):
    """A picture in a size and format that a page uses."""

    image = models.ForeignKey(PortalImage, models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="cases_portalrendition_once"
            )
        ]


class PortalDocument(AbstractDocument):
    """An uploaded document."""

    file = models.FileField(upload_to=document_path, verbose_name=_("file"))
    # As for pictures.
    arrived_hash = models.CharField(max_length=40, blank=True, editable=False, db_index=True)

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]

    def clean(self) -> None:
        """Check the ending of the file; one that was refused has been spoken of already."""
        if self.file:
            super().clean()
