"""Reads case records and writes pages: all of a file or nothing, and never over what somebody has changed since."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction

from cases.exchange.checks import check_lines
from cases.exchange.exporter import RecordMaker
from cases.exchange.pictures import Pictures
from cases.exchange.reading import Line, Problem, read_lines
from cases.exchange.record import as_json
from cases.exchange.writing import CaseWriter
from cases.models import CasePage, ImportedCase

Progress = Callable[[int, int], None]


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
    that somebody has changed since the last import is a conflict and left alone, unless `overwrite`. `files` is the
    folder with the pictures. Running it twice makes nothing twice. Atomic.
    """
    result = ImportResult()
    good: list[Line] = []
    for outcome in read_lines(lines):
        if isinstance(outcome, Problem):
            result.problems.append(outcome)
        else:
            good.append(outcome)
    pictures = Pictures(files)
    accepted, problems = check_lines(good, pictures)
    result.problems = sorted([*result.problems, *problems], key=lambda problem: problem.line)
    if result.problems and not skip_invalid:
        return result
    with transaction.atomic():
        _write(accepted, pictures, result, overwrite=overwrite, user=user, progress=progress)
    result.written = True
    return result


def digest_of(plain: dict[str, Any]) -> str:
    """Return a fingerprint of a record given as plain values."""
    return hashlib.sha256(json.dumps(plain, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def _write(
    lines: list[Line], pictures: Pictures, result: ImportResult, *, overwrite: bool, user: Any, progress: Progress
) -> None:
    existing = _existing_pages({line.record.id for line in lines})
    remembered = {
        (str(row.case_id), row.locale): row.digest
        for row in ImportedCase.objects.filter(case_id__in={line.record.id for line in lines})
    }
    maker = RecordMaker(existing.values(), with_contacts=True)
    standing = {identity: maker.record(page) for identity, page in existing.items()}
    wanted: list[Line] = []
    for line in lines:
        name = f"{line.record.title} ({line.record.locale})"
        outcome = _outcome(line, standing.get(line.identity), remembered.get(line.identity), overwrite)
        getattr(result, outcome).append(name)
        if outcome in ("created", "updated"):
            wanted.append(line)
    writer = CaseWriter(existing=existing, pictures=pictures, user=user)
    writer.write(wanted, progress)
    _remember(wanted)


def _outcome(line: Line, standing: dict[str, Any] | None, remembered: str | None, overwrite: bool) -> str:
    if standing is None:
        # A case that was imported once and is gone was deleted by somebody: that is a change too.
        return "conflicts" if remembered and not overwrite else "created"
    incoming = as_json(line.record)
    incoming["contact"] = incoming["contact"] or standing["contact"]
    if incoming == standing:
        return "unchanged"
    return "updated" if overwrite or digest_of(standing) == remembered else "conflicts"


def _existing_pages(case_ids: set[Any]) -> dict[tuple[str, str], CasePage]:
    pages = CasePage.objects.filter(translation_key__in=case_ids).for_record()
    newest: dict[tuple[str, str], CasePage] = {}
    for page in pages:
        drafted = page.get_latest_revision_as_object() if page.has_unpublished_changes or not page.live else page
        newest[page.case_id, page.locale.language_code] = drafted
    return newest


def _remember(lines: list[Line]) -> None:
    """Keep the fingerprint of each written page as an export would write it now."""
    pages = _existing_pages({line.record.id for line in lines})
    maker = RecordMaker(pages.values(), with_contacts=True)
    written = {line.identity for line in lines}
    for identity, page in pages.items():
        if identity in written:
            ImportedCase.objects.update_or_create(
                case_id=identity[0], locale=identity[1], defaults={"digest": digest_of(maker.record(page))}
            )
