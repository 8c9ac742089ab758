"""Compares the search's read model with the pages."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.management.streams import speak_utf_8
from cases.search.index import differences


class Command(BaseCommand):
    """See the module."""

    help = "Name every difference between the search's read model and the live pages; fails when there is one."

    def handle(self, *args: Any, **options: Any) -> None:
        """Compare; CommandError when there is a difference."""
        speak_utf_8()
        count = 0
        for difference in differences():
            count += 1
            self.stdout.write(f"{difference.page} {difference.title}: {difference.what}")
        if count:
            raise CommandError(_("%(count)s differences. Run rebuild_search.") % {"count": count}, returncode=1)
        self.stdout.write(_("The search and the pages agree."))
