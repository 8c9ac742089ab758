"""`manage.py backup DIR`: database and uploads in one file, while the portal runs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from portal.backup import BackupError
from portal.backup.making import make_backup


class Command(BaseCommand):
    """See docs/drift.md."""

    help = "Write a backup of database and uploads into a folder; it holds personal data, keep it as such."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the folder, and whether to leave out the uploads."""
        parser.add_argument("folder", type=Path)
        parser.add_argument("--without-media", action="store_true", help="the bucket keeps versions of its own")

    def handle(self, *, folder: Path, without_media: bool, **_options: Any) -> None:
        """Make the backup and say what is in it."""
        try:
            path, manifest = make_backup(folder=folder, with_media=not without_media)
        except (BackupError, DatabaseError) as error:
            raise CommandError(str(error)) from error
        files = sum(1 for _name in manifest.media_names())
        self.stdout.write(
            f"{path}\n{sum(manifest.tables.values())} rows in {len(manifest.tables)} tables, {files} files"
        )
        if missing := manifest.missing_files:
            self.stderr.write(f"{len(missing)} files that the database speaks of are gone, among them {missing[0]}")
