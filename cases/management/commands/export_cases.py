"""Writes cases as JSON Lines, one case and locale a line, with their pictures beside them."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.exchange.exporter import export_cases
from cases.management.progress import Progress


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
        """Write to a file beside the wanted one, and put it in its place when it is whole."""
        progress = Progress(self.stderr, _("Exporting"))
        if file == "-":
            export_cases(sys.stdout, drafts=drafts, with_contacts=with_contacts, progress=progress.tell)
            return
        target = Path(file)
        unfinished = target.with_name(target.name + ".part")
        try:
            with unfinished.open("w", encoding="utf-8", newline="\n") as out:
                lines = export_cases(
                    out,
                    files=target.parent / "files",
                    drafts=drafts,
                    with_contacts=with_contacts,
                    progress=progress.tell,
                )
            unfinished.replace(target)
        except OSError as error:
            raise CommandError(str(error)) from error
        finally:
            unfinished.unlink(missing_ok=True)
        self.stderr.write(_("%(lines)s lines written to %(file)s.") % {"lines": lines, "file": file})
