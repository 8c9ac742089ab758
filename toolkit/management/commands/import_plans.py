"""Reads an impact plan from a file and gives it to a team that has none: the whole plan or nothing."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from cases.management.streams import speak_utf_8
from cases.models import Team
from cases.teams.refusals import NotAllowedError, RefusedError
from toolkit.impact.exchange import MAX_BYTES, FaultyPlanError, plan_from, read_plan


class Command(BaseCommand):
    """See the module."""

    help = "Import an impact plan of samskaping-plan/1 into a team that has none. The file holds one plan."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say what to read, and whose the plan is to be."""
        parser.add_argument("file", help="the file to read")
        parser.add_argument("--team", type=int, required=True, help="the number of the team that gets the plan")

    def handle(self, *args: Any, file: str, team: int, **options: Any) -> None:
        """Import, and say what it is called; CommandError when there are faults and nothing is written."""
        speak_utf_8()
        found = Team.objects.filter(pk=team, deleted_at=None).first()
        if found is None:
            raise CommandError(_("There is no team with the number %(team)s.") % {"team": team})
        try:
            with Path(file).open("rb") as content:
                record = read_plan(content.read(MAX_BYTES + 1))
            plan = plan_from(record, team=found, by=None)
        except OSError as error:
            raise CommandError(f"{error.filename or file}: {error.strerror or error}") from error
        except FaultyPlanError as faulty:
            for fault in faulty.faults:
                self.stderr.write(str(fault))
            raise CommandError(_("The plan was not brought in.")) from faulty
        except RefusedError as refused:
            raise CommandError(refused.text) from refused
        except NotAllowedError as refused:
            raise CommandError(_("There is no team with the number %(team)s.") % {"team": team}) from refused
        self.stdout.write(_("Brought in: %(plan)s.") % {"plan": plan})
