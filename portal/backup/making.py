"""Making a backup while the portal runs: one moment of the database, and every file that it speaks of."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from io import BufferedWriter
from pathlib import Path

from django.core.files.storage import default_storage
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.utils import CursorWrapper
from django.db.migrations.recorder import MigrationRecorder

from portal.backup import BackupError, programs, storage
from portal.backup.archive import DATABASE, MEDIA, Manifest, Writer, versions

# Whoever reads them could go on in other people's sessions; without them everybody signs in anew.
LEFT_OUT = ("accounts_session", "django_session")
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"


def make_backup(*, folder: Path, with_media: bool = True) -> tuple[Path, Manifest]:
    """Write a backup into a folder and return it with its manifest; BackupError when it cannot be made.

    It appears under its name only when it is whole, readable by its owner alone.
    """
    if not folder.is_dir():
        raise BackupError(f"There is no folder {folder}. Make it, for the portal's user alone (mode 700).")
    now = datetime.now(UTC)
    target = folder / f"portal-{now:%Y-%m-%dT%H%M%S}Z.tar"
    unfinished = folder / f".{target.name}.{os.getpid()}.unfinished"
    try:
        with _opened(unfinished) as file:
            manifest = _write(file, folder, now, with_media)
            os.fsync(file.fileno())
        if target.exists():
            raise BackupError(f"{target} is there already.")
        unfinished.rename(target)
    except OSError as error:
        raise BackupError(f"The backup could not be written: {error.strerror or error}.") from error
    finally:
        with suppress(FileNotFoundError):
            unfinished.unlink()
    return target, manifest


@contextmanager
def _opened(path: Path) -> Iterator[BufferedWriter]:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        yield file


def _write(file: BufferedWriter, folder: Path, now: datetime, with_media: bool) -> Manifest:
    with _one_moment() as own, own.cursor() as cursor, _room(folder) as dump:
        server = programs.server_major(own)
        program = programs.program_to_dump(server)
        manifest = _manifest(own, cursor, now, with_media, server, program.major)
        _dump(own, cursor, program, dump.name)
        referred = storage.referred_to(cursor)
        writer = Writer(file, manifest)
        with Path(dump.name).open("rb") as written:
            writer.add(DATABASE, written, Path(dump.name).stat().st_size)
    # Files are stored before rows speak of them, so that those of this moment are all there by now.
    if with_media:
        _add_media(writer)
        manifest.missing_files = sorted(referred - set(manifest.media_names()))
    writer.close()
    return manifest


def _room(folder: Path):  # type: ignore[no-untyped-def]  # a file that is gone when it is closed
    return tempfile.NamedTemporaryFile(dir=folder, prefix=".portal-", suffix=".unfinished")


@contextmanager
def _one_moment() -> Iterator[BaseDatabaseWrapper]:
    """Give a connection of our own which sees the database as it is now until it is closed."""
    own = connection.copy()
    try:
        own.set_autocommit(False)
        with own.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield own
    finally:
        own.close()


def _manifest(
    own: BaseDatabaseWrapper, cursor: CursorWrapper, now: datetime, with_media: bool, server: int, program: int
) -> Manifest:
    cursor.execute(_TABLES)
    tables = [row[0] for row in cursor.fetchall()]
    return Manifest(
        made_at=now.isoformat(timespec="seconds"),
        versions=versions(),
        server_major=server,
        program_major=program,
        migrations=sorted(map(list, MigrationRecorder(own).applied_migrations())),
        tables={table: 0 if table in LEFT_OUT else _count(cursor, table) for table in tables},
        left_out=list(LEFT_OUT),
        with_media=with_media,
    )


def _count(cursor: CursorWrapper, table: str) -> int:
    cursor.execute(f"SELECT count(*) FROM {cursor.db.ops.quote_name(table)}")  # noqa: S608 - a table's own name
    return int(cursor.fetchone()[0])


def _dump(own: BaseDatabaseWrapper, cursor: CursorWrapper, program: programs.Program, path: str) -> None:
    cursor.execute("SELECT pg_export_snapshot()")
    programs.run(
        *(program, own, "--format=custom", f"--snapshot={cursor.fetchone()[0]}", f"--file={path}"),
        *(f"--exclude-table-data=public.{table}" for table in LEFT_OUT),
        *("--no-owner", "--no-privileges", "--lock-wait-timeout=60000"),
    )


def _add_media(writer: Writer) -> None:
    for name in storage.names():
        if name.endswith(storage.UNFINISHED):
            continue
        try:
            file = default_storage.open(name)
            size = default_storage.size(name)
        except FileNotFoundError:
            continue  # deleted meanwhile
        with file:
            writer.add(f"{MEDIA}{name}", file, size)
