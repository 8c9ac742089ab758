"""What the page of one indicator of the bank shows: what it is, how it is measured, and which cases use it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language

from cases.codes import LANGUAGE_NAMES, ConceptKind
from cases.models import CasePage, Vocabulary
from toolkit.impact.public_table import Row, row_of
from toolkit.impact.published import Content, PublishedIndicator
from toolkit.models import BankIndicator, BankUse

# More cases than anybody reads through; how many there are is said.
MOST_SHOWN = 30


@dataclass(frozen=True)
class Use:
    """A case that uses the indicator, with what it publishes of it; `language` is that of what the team wrote."""

    title: str
    url: str
    title_language: str
    is_origin: bool
    is_example: bool
    language: str
    row: Row


@dataclass(frozen=True)
class Origin:
    """What an indicator is based on: its name, and its page where it is in the bank still."""

    title: str
    entry: BankIndicator | None


def entry_of(key: UUID) -> BankIndicator | None:
    """Return an entry that is shown, or that other cases use under another name; None where there is none."""
    entry = BankIndicator.objects.select_related("merged_into").filter(key=key).first()
    return entry if entry and (entry.merged_into or entry).is_live else None


def entry_context(entry: BankIndicator, request: HttpRequest) -> dict[str, Any]:
    """Return what the page shows, with a fixed number of queries."""
    uses = list(
        BankUse.objects.filter(Q(indicator=entry) | Q(indicator__merged_into=entry))
        .select_related("publication")
        .order_by("-publication__made_at", "pk")[:MOST_SHOWN]
    )
    uses.sort(key=lambda use: use.key != entry.key)
    pages = _pages_of({use.case_id for use in uses})
    vocabulary = Vocabulary.for_active_language()
    shown = [_use(use, pages[use.case_id], entry, request) for use in uses if use.case_id in pages]
    return {
        "entry": entry,
        "content": entry.content,
        "language_name": "" if entry.language == get_language() else LANGUAGE_NAMES.get(entry.language, ""),
        "uses": [use for use in shown if use is not None],
        "more": max(0, entry.used - len(uses)),
        "themes": _names(vocabulary, ConceptKind.THEME, entry.themes),
        "groups": _names(vocabulary, ConceptKind.TARGET_GROUP, entry.groups),
        "origin": _origin_of(entry),
    }


def _pages_of(case_ids: set[UUID]) -> Mapping[UUID, CasePage]:
    found = CasePage.objects.for_reader(get_language()).filter(translation_key__in=case_ids).select_related("locale")
    return {page.translation_key: page for page in found}


def _use(use: BankUse, page: CasePage, entry: BankIndicator, request: HttpRequest) -> Use | None:
    content = Content.read(use.publication.content)
    indicator = next((one for one in content.indicators if one.key == str(use.key)), None)
    if indicator is None:
        return None
    written = page.locale.language_code
    return Use(
        str(page.title),
        str(page.get_url(request)),
        "" if written == get_language() else written,
        use.key == entry.key,
        content.is_example,
        content.language,
        _row(indicator),
    )


def _row(indicator: PublishedIndicator) -> Row:
    return row_of(indicator, get_language() or "nb", timezone.localdate(), Content())


def _origin_of(entry: BankIndicator) -> Origin | None:
    key = entry.content.get("origin")
    if not key:
        return None
    found = BankIndicator.objects.select_related("merged_into").filter(key=key).first()
    origin = found and (found.merged_into or found)
    return Origin(str(entry.content.get("origin_title") or ""), origin if origin and origin.is_live else None)


def _names(vocabulary: Vocabulary, kind: ConceptKind, codes: Sequence[str]) -> list[str]:
    names = {str(term.code): str(term.name) for term in vocabulary.terms(kind)}
    return [names[code] for code in codes if code in names]
