"""Writes the search's read model anew, while the site runs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cases.management.progress import Progress
from cases.management.streams import speak_utf_8
from cases.search.index import rebuild


class Command(BaseCommand):
    """See the module."""

    help = "Write the read model of the search anew from the pages. Safe while the site runs, and may be run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many rows were not right."""
        speak_utf_8()
        changed = rebuild(Progress(self.stdout, _("Reading cases")).tell)
        self.stdout.write(_("%(count)s rows of the search were written anew.") % {"count": changed})
