"""Compares our municipalities with Statistics Norway's public list, and brings them into step when told to."""

from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.klass.answers import KlassChange, KlassError, changes_in, codes_in
from cases.klass.planning import SyncPlan
from cases.klass.services import apply_plan, fetch_answer, plan, since
from cases.management.streams import speak_utf_8
from cases.models import MunicipalityChange


class Command(BaseCommand):
    """See the module."""

    help = "Compare our municipalities with Statistics Norway's list. Only --apply changes anything."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take --apply, the day to ask about, and answers that were saved before."""
        parser.add_argument("--apply", action="store_true", help="do what is told; without it nothing is changed")
        parser.add_argument("--date", type=date.fromisoformat, help="the day to ask about (YYYY-MM-DD); today")
        parser.add_argument("--codes", type=Path, help="a saved codesAt answer instead of asking")
        parser.add_argument("--changes", type=Path, help="a saved changes answer instead of asking")

    def handle(self, *args: Any, apply: bool, codes: Path | None, changes: Path | None, **options: Any) -> None:
        """Tell what has to change, and do it with --apply; CommandError when the answer cannot be trusted."""
        speak_utf_8()
        day = options["date"] or timezone.localdate()
        began = since(MunicipalityChange.objects.values_list("effective", flat=True))
        try:
            planned = plan(
                codes_in(self._answer(codes, "codesAt", date=day.isoformat(), language="nb")),
                changes_in(self._answer(changes, "changes", **{"from": began.isoformat(), "to": day.isoformat()})),
            )
            self._tell(planned)
            if planned.suspicious:
                raise CommandError(_("The list is much shorter than ours, so nothing was changed."))
            if apply:
                apply_plan(planned)
        except KlassError as error:
            raise CommandError(str(error)) from error
        if not planned.is_empty:
            self.stdout.write(_("Done.") if apply else _("Nothing was changed. Use --apply to do it."))

    @staticmethod
    def _answer(saved: Path | None, name: str, **parameters: str) -> Any:
        if saved is None:
            return fetch_answer(f"{settings.KLASS_URL}/classifications/131", name, **parameters)
        try:
            return json.loads(saved.read_bytes())
        except OSError as error:
            raise CommandError(f"{saved}: {error.strerror}") from error
        except ValueError as error:
            raise KlassError(_("%(file)s holds no JSON.") % {"file": saved}) from error

    def _tell(self, planned: SyncPlan) -> None:
        lines = [
            *(
                _("New number: %(old)s → %(new)s %(name)s") % {"old": move.old, **_named(move.new)}
                for move in planned.renumberings
            ),
            *(_("New: %(new)s %(name)s") % _named(code) for code in planned.additions),
            *(_("New name: %(number)s %(old)s → %(new)s") % vars(renaming) for renaming in planned.renamings),
            *(_("Ended, is deleted: %(number)s") % {"number": number} for number in planned.deletions),
            *(
                _("Ended, stays because a case uses it: %(number)s. Choose its successor in the case.")
                % {"number": number}
                for number in planned.kept_for_cases
            ),
            *(
                _("Ended without a word of what came in its place, stays: %(number)s") % {"number": number}
                for number in planned.unexplained
            ),
            *(_change_in_words(change, kind) for change, kind in planned.changes),
        ]
        for line in lines or [_("The municipalities are as they should be.")]:
            self.stdout.write(line)


def _named(code: Any) -> dict[str, str]:
    return {"new": code.number, "name": code.name}


def _change_in_words(change: KlassChange, kind: str) -> str:
    old, new = f"{change.old_number} {change.old_name}", f"{change.new_number} {change.new_name}"
    return f"{change.effective}: {old} → {new} ({kind})"
