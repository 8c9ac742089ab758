"""The pictures that travel beside case records, named by their SHA-1."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.translation import gettext as _
from wagtail.images import get_image_model

from cases.uploads.bounds import MAX_FILE_BYTES, RefusedUploadError
from cases.uploads.pictures import ENDINGS, clean_picture, kind_of


class Pictures:
    """Finds a record's pictures among those of the site and those in a folder, and takes them in when asked to.

    A picture that is not tidy is cleaned, which gives it another content and so another name: `name_here`.
    """

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._checked: dict[str, str] = {}
        self._known: dict[str, Any] = {}
        self._taken_in: list[Any] = []
        self._cleaned = TemporaryDirectory(prefix="pictures-")
        # Names in the folder of cleaned files, with the hash of the file that each was made of.
        self._arrived: dict[str, str] = {}
        self._names_here: dict[str, str] = {}

    def problem(self, name: str) -> str:
        """Return what is wrong with a picture in words, or an empty text; its name has been checked for its shape."""
        if name not in self._checked:
            self._checked[name] = "" if self._existing(name) else self._problem_of_file(name)
        return self._checked[name]

    def name_here(self, name: str) -> str:
        """Return the name that the site has, or will have, for a picture without a problem."""
        return self._names_here.get(name, name)

    def take_in(self, name: str, title: str) -> Any:
        """Return the site's image of this name, made of the file in the folder if it is not there yet."""
        image = self._existing(name)
        if image is None:
            content = (Path(self._cleaned.name) / name).read_bytes()
            # Given at birth, so that the model measures its width and height.
            image = get_image_model()(title=title[:255], file=ContentFile(content, name=name))
            image.file_size, image.file_hash = len(content), name.split(".")[0]
            image.arrived_hash = self._arrived[name]
            image.save()
            self._taken_in.append(image.file)
            self._known[name] = image
        return image

    def discard(self) -> None:
        """Delete the files that were taken in: for an import that is undone, since no database undoes them."""
        while self._taken_in:
            file = self._taken_in.pop()
            file.storage.delete(file.name)

    def close(self) -> None:
        """Delete what was put aside on the way."""
        self._cleaned.cleanup()

    def _existing(self, name: str) -> Any:
        if name not in self._known:
            digest = name.split(".")[0]
            alike = get_image_model().objects.filter(Q(file_hash=digest) | Q(arrived_hash=digest)).order_by("pk")
            found = next((image for image in alike if image.arrived_hash == digest or file_name(image) == name), None)
            if found is None:
                return None
            self._known[name] = found
            self._names_here[name] = file_name(found)
        return self._known[name]

    def _problem_of_file(self, name: str) -> str:
        path = (self.folder or Path()) / name
        if self.folder is None or not path.is_file():
            return _("expected the file %(name)s in the folder files/") % {"name": name}
        if path.stat().st_size > MAX_FILE_BYTES:
            return _("expected a picture of at most 15 MB")
        content = path.read_bytes()
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        if digest != name.split(".")[0]:
            return _("the file's content does not have the SHA-1 that its name says")
        try:
            if name.rsplit(".", 1)[1] not in ENDINGS.get(kind_of(content), ()):
                return _("the file is not a picture of the kind that its name says")
            picture = clean_picture(content)
        except RefusedUploadError as error:
            return str(error)
        clean_digest = hashlib.sha1(picture.content, usedforsecurity=False).hexdigest()
        name_here = f"{clean_digest}.{picture.ending_for(name)}"
        (Path(self._cleaned.name) / name_here).write_bytes(picture.content)
        self._arrived[name_here] = digest
        self._names_here[name] = name_here
        return ""


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
