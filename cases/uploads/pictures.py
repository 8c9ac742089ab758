"""Makes of an uploaded file a picture that can be stored, or says in words why it cannot. A pure core on bytes.

The content decides what a file is, never its name. A tidy file of a bearable size is stored byte for byte, so that a
picture can travel between portals under the hash of its content; any other is drawn anew, upright, in sRGB, no larger
than a page can use, and without all that it told beside the picture. The result is always tidy.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass

import pillow_heif
from django.utils.translation import gettext as _
from PIL import Image, ImageCms, ImageOps

from cases.uploads.bounds import MAX_DOTS, MAX_FILE_BYTES, MAX_SIDE, RefusedUploadError
from cases.uploads.tidy import is_tidy

# A kind of file as Pillow names it, with the endings that its name may have, the usual one first.
ENDINGS = {
    "JPEG": ("jpg", "jpeg"),
    "PNG": ("png",),
    "WEBP": ("webp",),
    "GIF": ("gif",),
    "AVIF": ("avif",),
}
_HEIF = "HEIF"
_SIGNS = (
    ("JPEG", re.compile(rb"\xff\xd8\xff")),
    ("PNG", re.compile(rb"\x89PNG\r\n\x1a\n")),
    ("WEBP", re.compile(rb"RIFF....WEBP", re.DOTALL)),
    ("GIF", re.compile(rb"GIF8[79]a")),
    ("AVIF", re.compile(rb"....ftyp(?:avi[fs]|mif1.{4}(?:.{4})*?avif)", re.DOTALL)),
    (_HEIF, re.compile(rb"....ftyp(?:hei[cxms]|hev[cxms]|mif1|msf1)", re.DOTALL)),
)
_SVG = re.compile(rb"^\s*(?:<\?xml|<!--|<!DOCTYPE\s+svg|<svg)", re.IGNORECASE)


@dataclass(frozen=True)
class CleanPicture:
    """A picture to store: its bytes, its kind as Pillow names it, and its size in dots."""

    content: bytes
    kind: str
    width: int
    height: int

    def ending_for(self, name: str) -> str:
        """Return the ending that fits the content: the one that a name has, if it is right."""
        given = name.rpartition(".")[2].lower()
        return given if given in ENDINGS[self.kind] else ENDINGS[self.kind][0]


def clean_picture(content: bytes) -> CleanPicture:
    """Return the picture to store; RefusedUploadError where there is none."""
    if not content:
        raise RefusedUploadError(_("The file is empty."))
    if len(content) > MAX_FILE_BYTES:
        raise RefusedUploadError(_("The picture is too large. It may be of at most 15 MB."))
    kind = kind_of(content)
    try:
        return _cleaned(content, kind)
    except RefusedUploadError:
        raise
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_many_dots() from error
    except Exception as error:
        # The decoders raise errors of many kinds on damaged and hostile files; all mean the same to a person.
        raise RefusedUploadError(
            _("The picture is damaged: not all of it can be read. Save or export it anew, and upload that.")
        ) from error


def kind_of(content: bytes) -> str:
    """Return what kind of picture a file says it is with its first bytes; RefusedUploadError if it is none of ours."""
    for kind, sign in _SIGNS:
        if sign.match(content[:64]):
            return kind
    if _SVG.match(content[:256].removeprefix(b"\xef\xbb\xbf")):
        raise RefusedUploadError(
            _("This is a drawing (SVG), which can carry programs. Export it as PNG or WebP, and upload that.")
        )
    raise RefusedUploadError(
        _("This is not a picture that the portal can show. Use JPEG, PNG, WebP, GIF, AVIF or HEIC.")
    )


def _cleaned(content: bytes, kind: str) -> CleanPicture:
    picture = _opened(content, kind)
    if picture.width * picture.height > MAX_DOTS:
        raise _too_many_dots()
    if getattr(picture, "is_animated", False) and picture.format != "MPO":
        raise RefusedUploadError(_("The picture moves, which disturbs many readers. Upload a still picture."))
    # Only reading the dots tells a picture that was cut off from a whole one.
    picture.load()
    if max(picture.size) <= MAX_SIDE and is_tidy(kind, content):
        return CleanPicture(content, kind, *picture.size)
    drawn = _drawn_anew(picture)
    kind = _kind_to_store(kind, drawn)
    stored = _encoded(drawn, kind, lossless=b"VP8L" in content[:64])
    if len(stored) > MAX_FILE_BYTES:
        raise RefusedUploadError(_("The picture is too large to keep as it is. Save it as JPEG, and upload that."))
    return CleanPicture(stored, kind, *drawn.size)


def _opened(content: bytes, kind: str) -> Image.Image:
    if kind != _HEIF:
        return Image.open(io.BytesIO(content), formats=[kind, "MPO"] if kind == "JPEG" else [kind])
    pictures = pillow_heif.open_heif(io.BytesIO(content))
    first = pictures[pictures.primary_index]
    if first.size[0] * first.size[1] > MAX_DOTS:
        raise _too_many_dots()
    return first.to_pillow()


def _drawn_anew(picture: Image.Image) -> Image.Image:
    """Return a picture's dots and nothing else: upright, in sRGB, within bounds, grey, coloured or see-through."""
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture)
    if upright.mode.startswith("I"):
        upright = upright.point(lambda value: value / 256).convert("L")
    if upright.has_transparency_data:
        drawn = upright.convert("RGBA")
    else:
        drawn = upright.convert("L") if upright.mode in ("1", "L") else upright
    drawn = _in_srgb(drawn, profile) if profile else drawn
    if drawn.mode not in ("L", "RGB", "RGBA"):
        drawn = drawn.convert("RGB")
    drawn.thumbnail((MAX_SIDE, MAX_SIDE), Image.Resampling.LANCZOS)
    plain = Image.new(drawn.mode, drawn.size)
    plain.paste(drawn)
    return plain


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """Return a picture with the colours that its profile means; unchanged where the profile makes no sense."""
    alpha = picture.getchannel("A") if picture.mode == "RGBA" else None
    try:
        seen = ImageCms.profileToProfile(
            picture.convert("RGB") if alpha or picture.mode == "P" else picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    if seen is None:
        return picture
    if alpha:
        seen.putalpha(alpha)
    return seen


def _kind_to_store(kind: str, drawn: Image.Image) -> str:
    if kind == _HEIF:
        return "WEBP" if drawn.mode == "RGBA" else "JPEG"
    # Redrawn, a GIF has more colours than its table holds.
    return "PNG" if kind == "GIF" else kind


def _encoded(drawn: Image.Image, kind: str, *, lossless: bool) -> bytes:
    options: dict[str, dict[str, object]] = {
        "JPEG": {"quality": 90, "optimize": True, "progressive": True},
        "PNG": {},
        "WEBP": {"lossless": True} if lossless else {"quality": 90},
        "AVIF": {"quality": 85, "speed": 8},
    }
    buffer = io.BytesIO()
    drawn.save(buffer, kind, **options[kind])
    return buffer.getvalue()


def _too_many_dots() -> RefusedUploadError:
    return RefusedUploadError(
        _("The picture is too large: it may have at most 60 million pixels. Make it smaller, and upload that.")
    )
