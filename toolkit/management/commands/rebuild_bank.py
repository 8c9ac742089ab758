"""Writes the indicator bank anew, while the site runs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cases.management.streams import speak_utf_8
from toolkit.impact.bank.sync import rebuild


class Command(BaseCommand):
    """See the module."""

    help = "Write the indicator bank anew from what live cases show. Safe while the site runs, and may be run twice."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how many entries were not right."""
        speak_utf_8()
        self.stdout.write(_("%(count)s entries of the indicator bank were written anew.") % {"count": rebuild()})
