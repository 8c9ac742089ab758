"""Restoring a backup into an empty database: checked first, refused where anything could be lost, all or nothing."""

from __future__ import annotations

import tempfile
from pathlib import Path

from django.apps import apps
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from portal.backup import BackupError, archive, programs, storage
from portal.backup.archive import DATABASE, MEDIA, Manifest, versions

_SHOWN = 5
# What somebody made; what belongs to an extension does not count.
_MADE = """
    SELECT n.nspname || '.' || c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname NOT LIKE 'pg\\_%%' AND n.nspname <> 'information_schema'
    AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    ORDER BY 1
"""


def restore_backup(*, path: Path) -> Manifest:
    """Restore a backup and return its manifest; BackupError when it cannot be used here, and then nothing is changed.

    Files come first, each whole or not at all, then the database in one transaction. What was ended halfway can be
    begun again: files that are there already and are the same are kept.
    """
    manifest = archive.checked(path)
    program = _check_versions(manifest)
    _check_database_is_empty()
    present = _check_media(manifest)
    with archive.opened(path) as tar, tempfile.NamedTemporaryFile(prefix="portal-restore-") as dump:
        source = archive.read(tar, DATABASE)
        while piece := source.read(1024 * 1024):
            dump.write(piece)
        dump.flush()
        storage.drop_unfinished()
        for name in manifest.media_names():
            if name not in present:
                storage.put(name, archive.read(tar, f"{MEDIA}{name}"))
        connection.ensure_connection()
        programs.run(
            *(program, connection, "--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges"),
            *("--no-comments", dump.name),
        )
    _compare(manifest)
    call_command("migrate", interactive=False, verbosity=0)
    return manifest


def _check_versions(manifest: Manifest) -> programs.Program:
    if unknown := _unknown(manifest):
        raise BackupError(
            "The backup was made by a newer or another version of the portal, which has what this one does not know: "
            f"{', '.join(unknown[:_SHOWN])}. Restore it with the version that made it, or a newer one."
        )
    server = programs.server_major(connection)
    if server < manifest.server_major:
        raise BackupError(
            f"The backup comes from PostgreSQL {manifest.server_major}, this server is {server}. Use one as new."
        )
    return programs.program_to_restore(manifest.program_major, server)


def _unknown(manifest: Manifest) -> list[str]:
    """Return what the backup's database has and this code has not. Packages may drop old migrations, we do not."""
    known = set(MigrationLoader(None, ignore_no_migrations=True).disk_migrations)
    ours = {app.label for app in apps.get_app_configs() if "site-packages" not in app.path}
    migrations = [f"{app}.{name}" for app, name in manifest.migrations if app in ours and (app, name) not in known]
    here = versions()
    newer = [f"{name} {said}" for name, said in manifest.versions.items() if _release(said) > _release(here[name])]
    return newer + migrations


def _release(version: str) -> tuple[int, ...]:
    """Return the first two numbers of a version: within them no package changes its tables."""
    return tuple(int(part) for part in version.split(".")[:2])


def _check_database_is_empty() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_MADE)
        made = [row[0] for row in cursor.fetchall()]
    if made:
        raise BackupError(
            f"The database is not empty: it holds {', '.join(made[:_SHOWN])} and more. A backup is restored into an "
            "empty database only, so that nothing is lost. Make a new one, and name it in DATABASE_URL."
        )


def _check_media(manifest: Manifest) -> set[str]:
    """Return the files that are there already and are the same; BackupError when there are others."""
    if not manifest.with_media:
        return set()
    present = {name for name in storage.names() if not name.endswith(storage.UNFINISHED)}
    wanted = set(manifest.media_names())
    others = sorted(present - wanted)
    others += [
        name
        for name in sorted(present & wanted)
        if default_storage.size(name) != manifest.files[f"{MEDIA}{name}"]["size"]
        or storage.sum_of(name) != manifest.files[f"{MEDIA}{name}"]["sha256"]
    ]
    if others:
        raise BackupError(
            f"The place for uploads is not empty: it holds {', '.join(others[:_SHOWN])}, which the backup does not. "
            "Empty it, or set MEDIA_ROOT or the bucket to another place."
        )
    return present


def _compare(manifest: Manifest) -> None:
    with connection.cursor() as cursor:
        for table, rows in manifest.tables.items():
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")  # noqa: S608 - checked names
            found = cursor.fetchone()[0]
            if found != rows:
                raise BackupError(f"{table} has {found} rows after restoring, not {rows}: do not use this database.")
