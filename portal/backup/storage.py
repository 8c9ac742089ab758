"""The uploads as a backup sees them: names and bytes, whether they lie in a folder or in a bucket."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

from django.apps import apps
from django.core.files import File
from django.core.files.storage import Storage, default_storage
from django.db import models
from django.db.backends.utils import CursorWrapper

# A file that is being put into its place in a folder; one that was left behind is written anew.
UNFINISHED = ".unfinished"
_PIECE = 1024 * 1024


def names(storage: Storage = default_storage, folder: str = "") -> Iterator[str]:
    """Yield the names of all files in a storage, in a fixed order."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    prefix = f"{folder}/" if folder else ""
    yield from sorted(f"{prefix}{name}" for name in files if name)
    for name in sorted(filter(None, folders)):
        yield from names(storage, f"{prefix}{name}")


def referred_to(cursor: CursorWrapper) -> set[str]:
    """Return the names of all files that rows of the database point to, as one connection sees them."""
    found: set[str] = set()
    quote = cursor.db.ops.quote_name
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.FileField):
                column, table = quote(field.column), quote(model._meta.db_table)
                cursor.execute(f"SELECT {column} FROM {table} WHERE {column} <> ''")  # noqa: S608 - names from models
                found.update(row[0] for row in cursor.fetchall())
    return found


def sum_of(name: str) -> str:
    """Return the SHA-256 of a stored file."""
    digest = hashlib.sha256()
    with default_storage.open(name) as file:
        for piece in file.chunks(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def put(name: str, source: IO[bytes]) -> None:
    """Store a file under exactly this name, whole or not at all."""
    try:
        path = Path(default_storage.path(name))
    except NotImplementedError:  # Django's word for a storage that has no folder, a bucket
        default_storage.save(name, File(source))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_name(path.name + UNFINISHED)
    with unfinished.open("wb") as target:
        while piece := source.read(_PIECE):
            target.write(piece)
        target.flush()
        os.fsync(target.fileno())
    if (mode := getattr(default_storage, "file_permissions_mode", None)) is not None:
        unfinished.chmod(mode)
    unfinished.replace(path)


def drop_unfinished() -> None:
    """Remove what a restore that was ended left behind."""
    for name in [name for name in names() if name.endswith(UNFINISHED)]:
        with suppress(FileNotFoundError):
            default_storage.delete(name)
