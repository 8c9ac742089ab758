"""Loads the demo library and its logins, once; what an editor has changed is never touched."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from home.demo import DEMO_PASSWORD, DEMO_USERS, load_demo


class Command(BaseCommand):
    """See the module."""

    help = "Load the demo library and one user for each role, unless they are there already."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer to print the logins, and to be used outside development."""
        parser.add_argument("--show-logins", action="store_true", help="print the demo's logins and do nothing else")
        parser.add_argument("--yes-with-known-passwords", action="store_true", help="also where DEBUG is off")

    def handle(self, *args: Any, show_logins: bool, yes_with_known_passwords: bool, **options: Any) -> None:
        """Load, or print; CommandError where DEBUG is off and nobody has said yes."""
        if show_logins:
            for user in DEMO_USERS:
                self.stdout.write(f"  {user.role.rstrip('s').lower():<14} {user.email:<24} {DEMO_PASSWORD}")
            return
        if not (settings.DEBUG or yes_with_known_passwords):
            raise CommandError("The demo's passwords are known to all. Use --yes-with-known-passwords if that is well.")
        result = load_demo()
        if result is None:
            self.stdout.write("The library has cases already; nothing was changed.")
        elif result.problems:
            raise CommandError("\n".join(map(str, result.problems)))
        else:
            self.stdout.write(f"{len(result.created)} cases loaded.")
