"""Writes cases as JSON Lines with their files beside them; some at a time, so that memory does not grow."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TextIO
from uuid import UUID

from cases.codes import LOCALES
from cases.exchange.facts import with_shared_facts
from cases.exchange.files import copy_files
from cases.exchange.maker import RecordMaker
from cases.models import CasePage, PortalDocument, PortalImage

_CASES_AT_A_TIME = 100


def export_cases(
    out: TextIO,
    *,
    files: Path | None = None,
    drafts: bool = False,
    with_contacts: bool = False,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> int:
    """Write all live cases as JSON Lines, one case and locale a line, and their files into `files`.

    `drafts` adds cases that are not live, as they stand in their newest draft. Lines are sorted by id and locale.
    Returns the number of lines.
    """
    exported = CasePage.objects.all() if drafts else CasePage.objects.live()
    case_ids = sorted(set(exported.order_by().values_list("translation_key", flat=True)))
    count = 0
    named: set[str] = set()
    for start in range(0, len(case_ids), _CASES_AT_A_TIME):
        some = case_ids[start : start + _CASES_AT_A_TIME]
        for line in _lines(some, drafts=drafts, with_contacts=with_contacts):
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
            named.update(_files_in([line["image"], line["body"]]))
            count += 1
        progress(start + len(some), len(case_ids))
    if files is not None:
        for model in (PortalImage, PortalDocument):
            copy_files(model, named, files)
    return count


def _lines(case_ids: list[UUID], *, drafts: bool, with_contacts: bool) -> list[dict[str, Any]]:
    pages = list(_pages_to_export(case_ids, drafts=drafts))
    maker = RecordMaker(pages, with_contacts=with_contacts, drafts=drafts)
    lines = with_shared_facts(maker.record(page) for page in pages)
    return sorted(lines, key=lambda line: (line["id"], LOCALES.index(line["locale"])))


def _pages_to_export(case_ids: list[UUID], *, drafts: bool) -> Iterator[CasePage]:
    pages = CasePage.objects.filter(translation_key__in=case_ids).for_record()
    for page in pages if drafts else pages.live():
        yield page if page.live else page.get_latest_revision_as_object()


def _files_in(plain: Any) -> Iterator[str]:
    """Yield the names of the files that a record, or a part of one, names."""
    if isinstance(plain, dict):
        if "file" in plain:
            yield plain["file"]
        plain = list(plain.values())
    if isinstance(plain, list):
        for part in plain:
            yield from _files_in(part)
