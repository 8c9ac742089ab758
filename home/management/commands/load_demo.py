"""Loads the demo library and its logins, once; what an editor has changed is never touched."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from home.demo import DEMO_PASSWORD, DEMO_USERS, load_demo


class Command(BaseCommand):
    """See the module."""

    help = "Load the demo library and one user for each role, unless they are there already."
    # The tables may be missing: that is what --migrate is for.
    requires_migrations_checks = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Offer to migrate first, to print the logins, and to be used outside development."""
        parser.add_argument("--migrate", action="store_true", help="apply the migrations that are missing first")
        parser.add_argument("--show-logins", action="store_true", help="print the demo's logins, after an empty line")
        parser.add_argument("--yes-with-known-passwords", action="store_true", help="also where DEBUG is off")

    def handle(
        self, *args: Any, migrate: bool, show_logins: bool, yes_with_known_passwords: bool, **options: Any
    ) -> None:
        """Load, and say what came of it; CommandError where DEBUG is off and nobody has said yes."""
        if not (settings.DEBUG or yes_with_known_passwords):
            raise CommandError("The demo's passwords are known to all. Use --yes-with-known-passwords if that is well.")
        if migrate:
            self._migrate()
        result = load_demo()
        if result is None:
            self.stdout.write("The library has cases already; nothing was changed.")
        elif result.problems:
            raise CommandError("\n".join(map(str, result.problems)))
        else:
            self.stdout.write(f"{len(result.created)} pages of cases loaded.")
        if show_logins:
            self.stdout.write("")
            for user in DEMO_USERS:
                self.stdout.write(f"  {user.role.rstrip('s').lower():<14} {user.email:<24} {DEMO_PASSWORD}")
            if not settings.MFA_REQUIRED:
                self.stdout.write("  Here the password is enough; in production editors show a second factor too.")

    @staticmethod
    def _migrate() -> None:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            call_command("migrate", interactive=False, verbosity=0)
