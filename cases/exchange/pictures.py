"""The pictures that travel beside case records, named by their SHA-1."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

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
            image = get_image_model()(title=title[:255])
            image.file.save(name, ContentFile(content), save=False)
            image.file_size, image.file_hash = len(content), name.split(".")[0]
            image.save()
        return image

    @staticmethod
    def _existing(name: str) -> Any:
        return get_image_model().objects.filter(file_hash=name.split(".")[0]).order_by("pk").first()

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
            with PillowImage.open(path) as picture:
                picture.verify()
                is_right = picture.format == _FORMATS[name.rsplit(".", 1)[1]]
        except Exception:
            # Pillow raises many kinds of error on hostile files; all mean the same here.
            is_right = False
        return "" if is_right else _("the file is not a picture of the kind that its name says")
