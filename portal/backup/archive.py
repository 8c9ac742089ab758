"""The file that a backup is: a tar with the database, the uploads, and last a manifest of what must be in it.

The manifest stands last because only then the sums are known; a file that was cut off has none, and is refused.
"""

from __future__ import annotations

import hashlib
import io
import json
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO, Any

import django
import wagtail

from portal.backup import BackupError

FORMAT = "samskaping-backup/1"
DATABASE = "database.dump"
MEDIA = "media/"
_MANIFEST = "manifest.json"
_MOST_MANIFEST = 1024 * 1024 * 1024
_PIECE = 1024 * 1024


def versions() -> dict[str, str]:
    """Return the versions of the packages that bring tables along."""
    return {"django": django.__version__, "wagtail": wagtail.__version__}


@dataclass
class Manifest:
    """What a backup holds: where it comes from, rows by table, and size and SHA-256 by member."""

    made_at: str
    versions: dict[str, str]
    server_major: int
    program_major: int
    migrations: list[list[str]]
    tables: dict[str, int]
    left_out: list[str]
    with_media: bool
    missing_files: list[str] = field(default_factory=list)
    files: dict[str, dict[str, Any]] = field(default_factory=dict)
    format: str = FORMAT

    def media_names(self) -> Iterator[str]:
        """Yield the uploads' names in their storage."""
        yield from (name.removeprefix(MEDIA) for name in self.files if name.startswith(MEDIA))


class _Summing(io.RawIOBase):
    """Reads from another file and keeps the sum of what was read."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source = source
        self.sum = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        piece = self._source.read(size)
        self.sum.update(piece)
        return piece


class Writer:
    """Writes one archive, member by member; the manifest comes last."""

    def __init__(self, target: IO[bytes], manifest: Manifest) -> None:
        self._tar = tarfile.open(fileobj=target, mode="w", format=tarfile.PAX_FORMAT)  # noqa: SIM115 - closed below
        self.manifest = manifest

    def add(self, name: str, source: IO[bytes], size: int) -> None:
        """Add a member of so many bytes; BackupError when the source holds fewer."""
        summing = _Summing(source)
        try:
            self._tar.addfile(_member(name, size), summing)
        except OSError as error:
            raise BackupError(f"{name} could not be read to its end: {error}") from error
        self.manifest.files[name] = {"size": size, "sha256": summing.sum.hexdigest()}

    def close(self) -> None:
        """Add the manifest and end the archive."""
        text = json.dumps(asdict(self.manifest), ensure_ascii=False, indent=1).encode()
        self._tar.addfile(_member(_MANIFEST, len(text)), io.BytesIO(text))
        self._tar.close()


def _member(name: str, size: int) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.size, member.mode = size, 0o600
    return member


@contextmanager
def opened(path: Path) -> Iterator[tarfile.TarFile]:
    """Open an archive for reading; BackupError in words where it is none, or ends too early."""
    try:
        with tarfile.open(path, mode="r:") as tar:
            yield tar
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"{path} is no whole backup: it was cut off or damaged ({error}).") from error
    except OSError as error:
        raise BackupError(f"{path} cannot be read: {error.strerror or error}.") from error


def read(tar: tarfile.TarFile, name: str) -> IO[bytes]:
    """Return a member of a checked archive, open for reading."""
    found = tar.extractfile(name)
    if found is None:
        raise BackupError(f"{name} is missing in the backup.")
    return found


def checked(path: Path) -> Manifest:
    """Read all of an archive and return its manifest; BackupError unless every member is there and is as it was."""
    sums: dict[str, dict[str, Any]] = {}
    text = b""
    with opened(path) as tar:
        for member in tar:
            if not member.isreg() or not _is_safe(member.name) or member.name in sums:
                raise BackupError(f"{path} holds something that no backup holds: {member.name!r}.")
            source = read(tar, member.name)
            if member.name == _MANIFEST and member.size <= _MOST_MANIFEST:
                text = source.read()
            else:
                sums[member.name] = {"size": member.size, "sha256": _sum(source)}
    manifest = _manifest(path, text)
    for name in sorted(sums.keys() | manifest.files.keys()):
        if sums.get(name) != manifest.files.get(name):
            raise BackupError(f"{path} is damaged: {name} is not what was written. Nothing was restored.")
    return manifest


def _manifest(path: Path, text: bytes) -> Manifest:
    if not text:
        raise BackupError(f"{path} is no whole backup: its manifest is missing, so it was cut off.")
    try:
        written = json.loads(text)
        if written["format"] != FORMAT:
            raise BackupError(f"{path} is of format {written['format']!r}; this version of the portal reads {FORMAT}.")
        manifest = Manifest(**written)
    except (ValueError, TypeError, KeyError) as error:
        raise BackupError(f"{path} is damaged: its manifest cannot be read.") from error
    if DATABASE not in manifest.files:
        raise BackupError(f"{path} holds no database.")
    return manifest


def _sum(source: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while piece := source.read(_PIECE):
        digest.update(piece)
    return digest.hexdigest()


def _is_safe(name: str) -> bool:
    path = PurePosixPath(name)
    known = name in (DATABASE, _MANIFEST) or name.startswith(MEDIA)
    return known and not path.is_absolute() and ".." not in path.parts and str(path) == name
