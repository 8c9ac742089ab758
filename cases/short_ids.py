"""How a case stands in addresses that people pass on: the first twelve letters of its id, alike in each language."""

from __future__ import annotations

import re
from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from cases.models import CasePage
from cases.models.querysets import CasePageQuerySet

LENGTH = 12
_ID = re.compile(r"[0-9a-f]{12}")
# 48 bits: among 100,000 cases the chance that any two begin alike is one in 50,000.
_REST = 32 - LENGTH


def short_id(case_id: UUID | str) -> str:
    """Return the short id of a case."""
    return UUID(str(case_id)).hex[:LENGTH]


def understood_ids(texts: Iterable[str], most: int) -> list[str]:
    """Return the short ids that texts give, each once and in their order, at most so many; whole ids are one too."""
    plain = (text.strip().lower().replace("-", "")[:LENGTH] for text in texts)
    return list(dict.fromkeys(text for text in plain if _ID.fullmatch(text)))[:most]


def with_ids(ids: Iterable[str]) -> Q:
    """Return the condition that a case has one of these short ids."""
    found = Q(pk__in=[])
    for text in ids:
        found |= Q(translation_key__range=(UUID(text + "0" * _REST), UUID(text + "f" * _REST)))
    return found


def published(ids: Iterable[str], language: str | None) -> CasePageQuerySet:
    """Return the published ones of some cases, each once, in the reader's language or the next best."""
    return CasePage.objects.for_reader(language).filter(with_ids(ids))


def in_order(pages: Iterable[CasePage], ids: Iterable[str]) -> list[CasePage]:
    """Return the pages in the order of the ids; an id without a page is left out."""
    by_id = {short_id(page.translation_key): page for page in pages}
    return [by_id[text] for text in ids if text in by_id]
