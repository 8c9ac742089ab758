"""Writes impact plans as JSON Lines, one plan a line: what teams have written, so keep the file safe."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import ngettext

from cases.management.streams import speak_utf_8
from toolkit.impact.exchange import record_of
from toolkit.models import Plan


class Command(BaseCommand):
    """See the module."""

    help = "Export impact plans as samskaping-plan/1 (JSON Lines). They hold what teams have not published."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where to, and of which team."""
        parser.add_argument("file", help="the file to write")
        parser.add_argument("--team", type=int, help="the number of one team; without it, the plans of all")

    def handle(self, *args: Any, file: str, team: int | None, **options: Any) -> None:
        """Write them; CommandError when the place cannot be written to."""
        speak_utf_8()
        plans = Plan.objects.standing().order_by("pk")
        if team is not None:
            plans = plans.filter(team_id=team)
        target = Path(file)
        unfinished = target.with_name(target.name + ".part")
        count = 0
        try:
            with unfinished.open("w", encoding="utf-8", newline="\n") as out:
                for plan in plans.iterator():
                    out.write(json.dumps(record_of(plan), ensure_ascii=False) + "\n")
                    count += 1
            unfinished.replace(target)
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror or error}") from error
        finally:
            unfinished.unlink(missing_ok=True)
        self.stdout.write(
            ngettext("%(count)s plan written to %(file)s.", "%(count)s plans written to %(file)s.", count)
            % {"count": count, "file": file}
        )
