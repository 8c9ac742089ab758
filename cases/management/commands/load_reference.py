"""Brings geography and the concepts' texts up to date with the files of this version."""

from __future__ import annotations

from typing import Any

from django.apps import apps
from django.core.management.base import BaseCommand
from django.db import transaction

from cases.lookup import forget_gazetteer
from cases.reference import load_geography, load_vocabulary


class Command(BaseCommand):
    """See the module."""

    help = "Load municipalities, counties and the texts of concepts. Texts that an editor has changed are left alone."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Load, and say what was left alone."""
        load_geography(apps)
        transaction.on_commit(forget_gazetteer)
        for text in load_vocabulary(apps):
            self.stdout.write(f"Left alone, changed by an editor: {text}")
        self.stdout.write("Geography and vocabulary are up to date.")
