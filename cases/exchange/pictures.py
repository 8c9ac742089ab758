"""The pictures that travel beside case records, named by their SHA-1."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from PIL import Image as PillowImage
from wagtail.images import get_image_model

MAX_BYTES = 15 * 1024 * 1024
_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP", "avif": "AVIF"}


class Pictures:
    """Finds a record's pictures among those of the site and those in a folder, and takes them in when asked to."""

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._checked: dict[str, str] = {}
        self._known: dict[str, Any] = {}
        self._taken_in: list[Any] = []

    def problem(self, name: str) -> str:
        """Return what is wrong with a picture in words, or an empty text; its name has been checked for its shape."""
        if name not in self._checked:
            self._checked[name] = "" if self._existing(name) else self._problem_of_file(name)
        return self._checked[name]

    def take_in(self, name: str, title: str) -> Any:
        """Return the site's image of this name, made of the file in the folder if it is not there yet."""
        image = self._existing(name)
        if image is None:
            content = self._path(name).read_bytes()
            # Given at birth, so that the model measures its width and height.
            image = get_image_model()(title=title[:255], file=ContentFile(content, name=name))
            image.file_size, image.file_hash = len(content), name.split(".")[0]
            image.save()
            self._taken_in.append(image.file)
            self._known[name] = image
        return image

    def discard(self) -> None:
        """Delete the files that were taken in: for an import that is undone, since no database undoes them."""
        while self._taken_in:
            file = self._taken_in.pop()
            file.storage.delete(file.name)

    def _existing(self, name: str) -> Any:
        if name not in self._known:
            alike = get_image_model().objects.filter(file_hash=name.split(".")[0]).order_by("pk")
            found = next((image for image in alike if file_name(image) == name), None)
            if found is None:
                return None
            self._known[name] = found
        return self._known[name]

    def _path(self, name: str) -> Path:
        return (self.folder or Path()) / name

    def _problem_of_file(self, name: str) -> str:
        path = self._path(name)
        if self.folder is None or not path.is_file():
            return _("expected the file %(name)s in the folder files/") % {"name": name}
        if path.stat().st_size > MAX_BYTES:
            return _("expected a picture of at most 15 MB")
        if hashlib.sha1(path.read_bytes(), usedforsecurity=False).hexdigest() != name.split(".")[0]:
            return _("the file's content does not have the SHA-1 that its name says")
        try:
            is_right = _is_whole_picture(path, _FORMATS[name.rsplit(".", 1)[1]])
        except Exception:
            # Pillow raises many kinds of error on hostile files; all mean the same here.
            is_right = False
        return "" if is_right else _("the file is not a picture of the kind that its name says")


def _is_whole_picture(path: Path, kind: str) -> bool:
    """Say whether a file is a picture of a kind, to its last dot and of a size that the site can show; may raise."""
    with PillowImage.open(path, formats=[kind]) as picture:
        frames = getattr(picture, "n_frames", 1)
        if picture.width * picture.height * frames > settings.WAGTAILIMAGES_MAX_IMAGE_PIXELS:
            return False
        # Only reading the dots tells a picture that was cut off from a whole one.
        picture.load()
    return True


def file_name(image: Any) -> str:
    """Return the name that a picture has beside a record: its SHA-1 and its file's ending."""
    return f"{image.get_file_hash()}{Path(image.file.name).suffix.lower()}"


def file_names(images: set[int]) -> dict[int, str]:
    """Return the names of the site's pictures by their ids; one whose file is gone has none."""
    if not images:
        return {}
    names: dict[int, str] = {}
    known = get_image_model().objects.filter(pk__in=images)
    for pk, path, digest in known.exclude(file_hash="").values_list("pk", "file", "file_hash"):
        names[pk] = f"{digest}{Path(path).suffix.lower()}"
    if len(names) < len(images):
        for image in known.filter(file_hash=""):
            with suppress(OSError):
                names[image.pk] = file_name(image)
    return names


def copy_pictures(names: Iterable[str], folder: Path) -> None:
    """Copy the site's pictures of these names into a folder; OSError when one is not there."""
    wanted = set(names)
    if not wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    hashes = {name.split(".")[0] for name in wanted}
    for image in get_image_model().objects.filter(file_hash__in=hashes):
        name = file_name(image)
        if name in wanted:
            with image.file.open("rb") as source, (folder / name).open("wb") as target:
                shutil.copyfileobj(source, target)
