"""Images, renditions and documents of our own, from the first migration."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument
from wagtail.images.models import AbstractImage, AbstractRendition


class PortalImage(AbstractImage):
    """An uploaded picture; alt text, credit and consent belong to each use of it."""

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")
        permissions = [("choose_image", "Can choose image")]


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

    admin_form_fields = ("title", "file", "collection", "tags")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("choose_document", "Can choose document")]
