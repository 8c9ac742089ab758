"""The files that travel beside case records, named by their SHA-1."""

from __future__ import annotations

import hashlib
import shutil
from abc import ABC, abstractmethod
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import Q
from django.utils.translation import gettext as _

from cases.uploads.bounds import MAX_FILE_BYTES, RefusedUploadError


class Files(ABC):
    """Finds a record's files of one kind among those of the site and those in a folder, and takes them in when asked.

    A file that is not tidy is cleaned, which gives it another content and so another name: `name_here`.
    """

    # Pictures or documents, with `file`, `file_size`, `file_hash` and `arrived_hash`.
    model: Any

    def __init__(self, folder: Path | None) -> None:
        self.folder = folder
        self._checked: dict[str, str] = {}
        self._known: dict[str, Any] = {}
        self._taken_in: list[Any] = []
        self._cleaned = TemporaryDirectory(prefix="files-")
        # Names in the folder of cleaned files, with the hash of the file that each was made of.
        self._arrived: dict[str, str] = {}
        self._names_here: dict[str, str] = {}

    @abstractmethod
    def cleaned(self, content: bytes, name: str) -> tuple[bytes, str]:
        """Return what to store of a file, and its ending; RefusedUploadError for what cannot be stored."""

    @abstractmethod
    def too_large(self) -> str:
        """Return, in words, how large a file may be."""

    def problem(self, name: str) -> str:
        """Return what is wrong with a file in words, or an empty text; its name has been checked for its shape."""
        if name not in self._checked:
            self._checked[name] = "" if self._existing(name) else self._problem_of_file(name)
        return self._checked[name]

    def name_here(self, name: str) -> str:
        """Return the name that the site has, or will have, for a file without a problem."""
        return self._names_here.get(name, name)

    def take_in(self, name: str, title: str) -> Any:
        """Return what the site has of this name, made of the file in the folder if it is not there yet."""
        stored = self._existing(name)
        if stored is None:
            content = (Path(self._cleaned.name) / name).read_bytes()
            # Given at birth, so that a picture measures its width and height.
            stored = self.model(title=title[:255], file=ContentFile(content, name=name))
            stored.file_size, stored.file_hash = len(content), name.split(".")[0]
            stored.arrived_hash = self._arrived[name]
            stored.save()
            self._taken_in.append(stored.file)
            self._known[name] = stored
        return stored

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
            alike = self.model.objects.filter(Q(file_hash=digest) | Q(arrived_hash=digest)).order_by("pk")
            found = next((some for some in alike if some.arrived_hash == digest or file_name(some) == name), None)
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
            return self.too_large()
        content = path.read_bytes()
        digest = hashlib.sha1(content, usedforsecurity=False).hexdigest()
        if digest != name.split(".")[0]:
            return _("the file's content does not have the SHA-1 that its name says")
        try:
            clean_content, ending = self.cleaned(content, name)
        except RefusedUploadError as error:
            return str(error)
        name_here = f"{hashlib.sha1(clean_content, usedforsecurity=False).hexdigest()}.{ending}"
        (Path(self._cleaned.name) / name_here).write_bytes(clean_content)
        self._arrived[name_here] = digest
        self._names_here[name] = name_here
        return ""


def file_name(stored: Any) -> str:
    """Return the name that a picture or document has beside a record: its SHA-1 and its file's ending."""
    return f"{stored.get_file_hash()}{Path(stored.file.name).suffix.lower()}"


def file_names(model: Any, wanted: set[int]) -> dict[int, str]:
    """Return the names of the site's pictures or documents by their ids; one whose file is gone has none."""
    if not wanted:
        return {}
    names: dict[int, str] = {}
    known = model.objects.filter(pk__in=wanted)
    for pk, path, digest in known.exclude(file_hash="").values_list("pk", "file", "file_hash"):
        names[pk] = f"{digest}{Path(path).suffix.lower()}"
    if len(names) < len(wanted):
        for stored in known.filter(file_hash=""):
            with suppress(OSError):
                names[stored.pk] = file_name(stored)
    return names


def copy_files(model: Any, names: Iterable[str], folder: Path) -> None:
    """Copy the site's files of these names into a folder; OSError when one is not there."""
    wanted = set(names)
    if not wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    hashes = {name.split(".")[0] for name in wanted}
    for stored in model.objects.filter(file_hash__in=hashes):
        name = file_name(stored)
        if name in wanted:
            with stored.file.open("rb") as source, (folder / name).open("wb") as target:
                shutil.copyfileobj(source, target)
