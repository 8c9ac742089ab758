"""Reads case records and writes pages: all of a file or nothing, and never over what somebody has changed since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from cases.exchange.attachments import Attachments
from cases.exchange.checks import check_lines
from cases.exchange.planning import plan_import
from cases.exchange.reading import Line, Problem, read_lines
from cases.exchange.standing import remember_imports, remembered_imports, standing_cases
from cases.exchange.writing import CaseWriter, NotWritableError
from cases.signals import without_sharing

Progress = Callable[[int, int], None]
# Any number that no other lock of the database has: imports wait for each other.
_LOCK = 8_315_001


@dataclass
class ImportResult:
    """What an import did, or would have done: pages by outcome, conflicts and problems in words."""

    created: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    conflicts: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    written: bool = False


def import_cases(
    lines: Iterable[bytes],
    *,
    files: Path | None = None,
    skip_invalid: bool = False,
    overwrite: bool = False,
    user: Any = None,
    progress: Progress = lambda done, total: None,
) -> ImportResult:
    """Import lines of `samskaping-case/1`.

    With a problem anywhere nothing is written, unless `skip_invalid`, which leaves out the lines that have one. A case
    that somebody has changed since the last import is a conflict and left alone, unless `overwrite`. A line without
    `first_published_at` is written as a draft; where the case is live, beside what readers see. `files` is the folder
    with the pictures and documents. Running it twice makes nothing twice. Atomic.
    """
    outcomes = list(read_lines(lines))
    good = [outcome for outcome in outcomes if isinstance(outcome, Line)]
    broken = [outcome for outcome in outcomes if isinstance(outcome, Problem)]
    attachments = Attachments(files)
    case_ids = {line.record.id for line in good}
    try:
        with transaction.atomic(), without_sharing():
            _wait_for_other_imports()
            standing = standing_cases(case_ids)
            accepted, problems = check_lines(good, attachments, standing)
            problems = sorted([*broken, *problems], key=lambda problem: problem.line)
            if problems and not skip_invalid:
                return ImportResult(problems=problems)
            plan = plan_import(accepted, standing, remembered_imports(case_ids), overwrite=overwrite)
            digests = CaseWriter(standing=standing, attachments=attachments, user=user).write(plan.wanted, progress)
            remember_imports({**plan.agreed, **digests})
    except NotWritableError as error:
        attachments.discard()
        return ImportResult(problems=[error.problem])
    except BaseException:
        attachments.discard()
        raise
    finally:
        attachments.close()
    outcome = {name: list(map(str, getattr(plan, name))) for name in ("created", "updated", "unchanged", "conflicts")}
    return ImportResult(**outcome, problems=problems, written=True)


def _wait_for_other_imports() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
