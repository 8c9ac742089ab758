"""`manage.py restore FILE`: a backup into an empty database and an empty place for uploads."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.backup import BackupError, archive
from portal.backup.restoring import restore_backup


class Command(BaseCommand):
    """See docs/drift.md."""

    help = "Restore a backup into an empty database and an empty place for uploads; changes nothing if it cannot."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and whether only to check it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--check", action="store_true", help="only check that the file is whole")

    def handle(self, *, file: Path, check: bool, **_options: Any) -> None:
        """Restore or check, and say what was in it."""
        try:
            manifest = archive.checked(file) if check else restore_backup(path=file)
        except (BackupError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        files = sum(1 for _name in manifest.media_names())
        done = "Whole" if check else "Restored"
        rows = sum(manifest.tables.values())
        self.stdout.write(f"{done}: {rows} rows in {len(manifest.tables)} tables, {files} files, of {manifest.made_at}")
