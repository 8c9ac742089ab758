"""Which sizes of a picture there are, and which of them a page can offer."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from wagtail.images.models import AbstractImage, AbstractRendition, Filter

# Dots, smallest first; and the size that is made when a page is first asked for and the others are not ready.
_USES = {
    "card": (("fill-320x180", "fill-640x360", "fill-960x540"), "fill-640x360"),
    "text": (("width-480", "width-960", "width-1440"), "width-960"),
}
# Where people share a link to a case. Those who show it there do not all read newer formats than JPEG.
SHARED = "fill-1200x630|format-jpeg|jpegquality-80"
# Best first. WebP is also what is shown where nothing else is ready; each browser of the last years reads it.
_FORMATS = ("avif", "webp")
_PLAIN = "webp"


@dataclass(frozen=True)
class Picture:
    """A picture for a page: one size of it, and what browsers may choose from instead, as `srcset` wants it."""

    url: str
    width: int
    height: int
    avif: str
    webp: str


def all_specs() -> list[str]:
    """Return every size in which pictures are kept ready."""
    return [*(_spec(size, name) for sizes, _plain in _USES.values() for size in sizes for name in _FORMATS), SHARED]


def picture_of(image: AbstractImage | None, use: str) -> Picture | None:
    """Return a picture for a card or between texts; None where there is none or its file is gone or broken.

    What is not ready is not made here, for a reader waits: one size aside, which takes a moment once. Asks no query
    where the picture's renditions were fetched with it.
    """
    if image is None:
        return None
    sizes, plain = _USES[use]
    specs = {name: [_spec(size, name) for size in sizes] for name in _FORMATS}
    ready = {found.spec: made for found, made in _ready(image, [*specs["avif"], *specs["webp"]]).items()}
    shown = ready.get(_spec(plain, _PLAIN)) or image.get_rendition(_spec(plain, _PLAIN))
    if not shown.width:
        return None
    offers = {name: _srcset([ready.get(spec) for spec in specs[name]]) for name in _FORMATS}
    return Picture(shown.url, shown.width, shown.height, **offers)


def _spec(size: str, name: str) -> str:
    return f"{size}|format-{name}"


def _ready(image: Any, specs: list[str]) -> dict[Filter, AbstractRendition]:
    ready: dict[Filter, AbstractRendition] = image.find_existing_renditions(*map(Filter, specs))
    return ready


def _srcset(renditions: Iterable[AbstractRendition | None]) -> str:
    """Return what a browser chooses from; empty while a size is missing. Small pictures have fewer sizes than specs."""
    by_width: dict[int, str] = {}
    for rendition in renditions:
        if rendition is None or not rendition.width:
            return ""
        by_width.setdefault(rendition.width, rendition.url)
    return ", ".join(f"{url} {width}w" for width, url in by_width.items())
