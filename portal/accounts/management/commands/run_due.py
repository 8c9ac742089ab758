"""`run_due` does whatever is due: safe to run twice, and at the same time. For cron, where no task worker runs."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal import recurring


class Command(BaseCommand):
    """See the module."""

    help = "Do what is due: planned publications, expiries. The task worker does this each minute."

    def handle(self, **options: Any) -> None:
        """Run all jobs and say what they did; CommandError where something could not be done."""
        outcomes = recurring.run_all()
        if outcomes is None:
            self.stdout.write("Another run is at work; nothing was done here.")
            return
        for outcome in outcomes:
            if not outcome.failed:
                self.stdout.write(outcome.text)
        failures = [outcome.text for outcome in outcomes if outcome.failed]
        if failures:
            raise CommandError("\n".join(failures))
        if not outcomes:
            self.stdout.write("Nothing was due.")
