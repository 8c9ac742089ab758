"""Chooses pictures, and finds all those of a story together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from copy import copy
from typing import Any

from wagtail.images.blocks import ImageChooserBlock

from cases.blocks.checked import KnownToMigrations

_at_hand: ContextVar[dict[int, Any] | None] = ContextVar("pictures at hand", default=None)


class PictureChooserBlock(KnownToMigrations, ImageChooserBlock):
    """A picture of the library."""

    known_as = "wagtail.images.blocks.ImageChooserBlock"

    def bulk_to_python(self, values: Iterable[Any]) -> list[Any]:
        """Return the pictures of these ids, each an object of its own and None for one that is gone."""
        pictures = _at_hand.get()
        if pictures is None:
            found: list[Any] = super().bulk_to_python(values)
            return found
        return [copy(picture) if (picture := pictures.get(value)) else None for value in values]


@contextmanager
def pictures_at_hand(wanted: Iterable[int]) -> Iterator[None]:
    """Let the blocks find pictures among these, which one query fetches, instead of asking a query for each kind."""
    from cases.models.media import PortalImage

    ids = set(wanted)
    token = _at_hand.set(PortalImage.objects.in_bulk(ids) if ids else {})
    try:
        yield
    finally:
        _at_hand.reset(token)
