"""Publishes the articles that come with the portal; what an editor has changed is never touched."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.management.streams import speak_utf_8
from home.content.files import ContentError
from home.content.loading import load_articles


class Command(BaseCommand):
    """See the module."""

    help = "Publish the articles about the handbook's themes and about the portal, and bring them up to date."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what came of it; CommandError when something is wrong with a text, and nothing is written."""
        speak_utf_8()
        try:
            result = load_articles()
        except ContentError as error:
            raise CommandError("\n".join(error.problems)) from error
        for name in result.kept:
            self.stdout.write(_("Left alone, for somebody has changed it: %(name)s") % {"name": name})
        self.stdout.write(
            _("%(created)s new, %(updated)s updated, %(unchanged)s unchanged, %(kept)s left alone.")
            % {name: len(getattr(result, name)) for name in ("created", "updated", "unchanged", "kept")}
        )
