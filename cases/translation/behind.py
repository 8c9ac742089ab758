"""What readers are told of a translation that is behind."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest

from cases.models.translated import TranslatedPage
from cases.translation.words import language_in_words


@dataclass(frozen=True)
class BehindNote:
    """That the source has changed since: its language as it is called in a sentence, when, and where it is."""

    code: str
    language: str
    changed_at: datetime | None
    url: str


def published_versions(page: TranslatedPage) -> list[Any]:
    """Return a page's published versions in all languages, with one query."""
    return list(page.get_translations(inclusive=True).live().select_related("locale"))


def behind_note(page: TranslatedPage, versions: Iterable[Any], request: HttpRequest) -> BehindNote | None:
    """Return the note for a page, given its published versions in all languages; None for one that is not behind."""
    if not page.translated_from:
        return None
    source = next((v for v in versions if v.locale.language_code == page.translated_from), None)
    if source is None or page.follows(source):
        return None
    changed_at = source.texts_changed_at or source.last_published_at
    return BehindNote(
        page.translated_from, language_in_words(page.translated_from), changed_at, source.get_url(request) or ""
    )
