"""Writes cases as JSON Lines, one case and locale a line, with their pictures beside them."""

from __future__ import annotations

import errno
import os
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any, TextIO, TypedDict, cast

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.exchange.exporter import export_cases
from cases.management.progress import Progress
from cases.management.streams import speak_utf_8


class _Wanted(TypedDict):
    """What an export takes along."""

    drafts: bool
    with_contacts: bool


class Command(BaseCommand):
    """See the module."""

    help = "Export live cases as samskaping-case/1 (JSON Lines). Pictures go to the folder files/ beside the file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to, and what to take along."""
        parser.add_argument(
            "file", nargs="?", default="-", help="the file to write; - for standard output (no pictures)"
        )
        parser.add_argument("--drafts", action="store_true", help="add the cases that are not live")
        parser.add_argument("--with-contacts", action="store_true", help="take contact persons along (personal data)")

    def handle(self, *args: Any, file: str, drafts: bool, with_contacts: bool, **options: Any) -> None:
        """Write, and say how many lines; CommandError when the place cannot be written to."""
        speak_utf_8()
        wanted = _Wanted(drafts=drafts, with_contacts=with_contacts)
        try:
            if file == "-":
                self._write_to_standard_output(wanted)
            else:
                self._write_to(Path(file), wanted)
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror or error}") from error

    def _write_to_standard_output(self, wanted: _Wanted) -> None:
        try:
            export_cases(cast("TextIO", self.stdout), **wanted, progress=Progress(self.stderr, _("Exporting")).tell)
            self.stdout.flush()
        except BrokenPipeError:
            # The reader has had enough, as `head` has; what is still held back goes nowhere instead of failing at exit.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())

    def _write_to(self, target: Path, wanted: _Wanted) -> None:
        """Write to a file beside the wanted one, and put it in its place when it is whole, pictures and all."""
        if target.is_dir():
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
        unfinished = target.with_name(target.name + ".part")
        try:
            with unfinished.open("w", encoding="utf-8", newline="\n") as out:
                progress = Progress(self.stderr, _("Exporting"))
                lines = export_cases(out, files=target.parent / "files", **wanted, progress=progress.tell)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        self.stderr.write(_("%(lines)s lines written to %(file)s.") % {"lines": lines, "file": target})
