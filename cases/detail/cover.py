"""A case's cloth as a picture for those who show links: PNG, 1200 x 630, in the colours of the light theme."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

import resvg_py
from django.core.cache import cache
from django.urls import reverse
from django.utils.translation import gettext as _

from cases.models import CasePage
from cases.pictures.sizes import SHARED
from cases.weave import HEIGHT, WIDTH, Strip, weave

COVER_WIDTH, COVER_HEIGHT = 1200, 630
_KEPT_SECONDS = 30 * 24 * 3600
# The theme's light colours, held to it by a test: outside a browser there are no style sheets.
COLOURS = {
    "openness": "#2f7fb8",
    "democracy": "#b23a3a",
    "creativity": "#bf6d15",
    "leadership": "#3c6e52",
    "tint openness": "#ddeaf4",
    "tint democracy": "#f5e5e5",
    "tint creativity": "#f5e6d6",
    "tint leadership": "#e3eae6",
    "tint weft": "#dfe5ea",
    "weft dyed": "#12416b",
    "knot": "#fffdfa",
    "stitch dyed": "#1b2430",
    "weft undyed": "#f3ecdf",
    "warp undyed": "#ebe2d2",
    "hem": "#ebe2d2",
    "damask": "#e3d8c5",
    "cloth": "#d9ccb8",
    "stitch undyed": "#d9ccb8",
}


@dataclass(frozen=True)
class Cover:
    """The picture of a case where its link is shown; `url` is a path, or whole where pictures lie elsewhere."""

    url: str
    width: int
    height: int
    kind: str
    alt: str


def cloth_as_svg(values: Collection[str], fields: Collection[str], step: str) -> str:
    """Return the cloth as an SVG file of its own, cut to the shape of a cover."""
    return cloth_svg(weave(values, fields, step))


def cloth_svg(strips: Iterable[Strip]) -> str:
    """Return the strips of a cloth as an SVG file of its own, in the colours of the light theme."""
    paths = "".join(f'<path fill="{_colour(strip.look)}" d="{strip.path}"/>' for strip in strips)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{COVER_WIDTH}" '
        f'height="{COVER_HEIGHT}" preserveAspectRatio="xMidYMid slice">{paths}</svg>'
    )


def _colour(look: str) -> str:
    """Return the colour of a strip: of its whole look, else of the last of its class names."""
    return COLOURS.get(look) or COLOURS[look.split()[-1]]


def version_of(svg: str) -> str:
    """Return what names this very drawing: other tags, or another way to draw, give another."""
    return hashlib.sha256(svg.encode()).hexdigest()[:16]


def drawn(svg: str) -> bytes:
    """Return the drawing as PNG; each is drawn once and kept for a month."""
    key = f"cover:{version_of(svg)}"
    png: bytes | None = cache.get(key)
    if png is None:
        png = bytes(resvg_py.svg_to_bytes(svg_string=svg, skip_system_fonts=True))
        cache.set(key, png, _KEPT_SECONDS)
    return png


def cloth_of(page: CasePage) -> str:
    """Return the cloth of a case as SVG."""
    values, fields = ([tag.code for tag in tags.all()] for tags in (page.value_tags, page.field_tags))
    return cloth_as_svg(values, fields, page.ladder_step)


def cover_of(page: CasePage) -> Cover:
    """Return the case's photograph, or its cloth where it has none that can be read."""
    photo: Any = page.image.get_rendition(SHARED) if page.image else None
    if photo and photo.width:
        alt = "" if page.image_decorative else page.image_alt
        return Cover(photo.url, photo.width, photo.height, "image/jpeg", alt)
    address = reverse("case_cover", args=[page.translation_key, version_of(cloth_of(page))])
    return Cover(address, COVER_WIDTH, COVER_HEIGHT, "image/png", _("The case drawn as a woven cloth"))
