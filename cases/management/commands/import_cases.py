"""Reads cases from JSON Lines and writes them as pages: the whole file or nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.exchange.importer import ImportResult, import_cases
from cases.management.progress import Progress
from cases.management.streams import speak_utf_8


class Command(BaseCommand):
    """See the module."""

    help = "Import cases of samskaping-case/1 (JSON Lines). Pictures are read from the folder files/ beside the file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what to read, and how to treat errors and conflicts."""
        parser.add_argument("file", help="the file to read")
        parser.add_argument("--skip-invalid", action="store_true", help="write the lines without errors")
        parser.add_argument("--overwrite", action="store_true", help="write over what somebody has changed since")

    def handle(self, *args: Any, file: str, skip_invalid: bool, overwrite: bool, **options: Any) -> None:
        """Import and say what was done; CommandError when there are errors and nothing is written."""
        speak_utf_8()
        path = Path(file)
        progress = Progress(self.stdout, _("Importing"))
        try:
            with path.open("rb") as lines:
                result = import_cases(
                    lines,
                    files=path.parent / "files",
                    skip_invalid=skip_invalid,
                    overwrite=overwrite,
                    progress=progress.tell,
                )
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror or error}") from error
        self._report(result)

    def _report(self, result: ImportResult) -> None:
        for problem in result.problems:
            self.stderr.write(str(problem))
        if not result.written:
            raise CommandError(
                _("%(count)s errors. Nothing was written.") % {"count": len(result.problems)}, returncode=1
            )
        for name in result.conflicts:
            self.stdout.write(_("Left alone, changed since the last import: %(name)s") % {"name": name})
        self.stdout.write(
            _("%(created)s new, %(updated)s updated, %(unchanged)s unchanged, %(conflicts)s left alone.")
            % {name: len(getattr(result, name)) for name in ("created", "updated", "unchanged", "conflicts")}
        )
        if result.problems:
            self.stdout.write(_("%(count)s errors; those lines were left out.") % {"count": len(result.problems)})
