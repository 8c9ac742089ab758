"""Makes the sizes of all pictures that are missing, at once: after an upgrade that brings new ones."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cases.models import PortalImage
from cases.pictures.making import make_sizes


class Command(BaseCommand):
    """Make the missing sizes of all pictures. May be run at any time, and twice."""

    help = "Make the sizes of pictures that are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it, and tell how many were made."""
        made = sum(make_sizes(image) for image in PortalImage.objects.order_by("pk").iterator())
        self.stdout.write(_("%(count)d sizes of pictures were made.") % {"count": made})
