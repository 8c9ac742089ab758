"""What a translator sees of the source: its texts, and how they have changed since the translation followed them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from wagtail.fields import RichTextField, StreamField

from cases.translation.texts import Piece, differences
from cases.translation.words import language_in_words


@dataclass(frozen=True)
class SourceText:
    """One text of the source beside its translation."""

    code: str
    language: str
    text: str
    # A rich text as HTML, or a story as it is shown; None for a plain text.
    html: SafeString | None = None
    # How it has changed since the translation followed it; `has_changed` also says so when readers see no difference.
    changes: list[Piece] = field(default_factory=list)
    has_changed: bool = False
    # The translation says the same, letter by letter: it waits to be translated, or needs no translation.
    is_same: bool = False


class Source:
    """The source of a translation in the version that translators follow."""

    def __init__(self, page: Any, source_page: Any) -> None:
        self._page = page
        self._source_page = source_page
        self.shown = source_page.shown_version()

    @property
    def pk(self) -> int:
        """Return the source's key."""
        return int(self._source_page.pk)

    @property
    def code(self) -> str:
        """Return the code of the source's language."""
        return str(self._source_page.locale.language_code)

    @property
    def language(self) -> str:
        """Return the source's language as it is called in a sentence."""
        return language_in_words(self.code)

    @property
    def is_live(self) -> bool:
        """Say whether readers see the source."""
        return bool(self._source_page.live)

    @property
    def changed_at(self) -> datetime | None:
        """Return when the source's texts last changed."""
        moment: datetime | None = self.shown.texts_changed_at or self._source_page.last_published_at
        return moment

    @cached_property
    def digest(self) -> str:
        """Return the fingerprint of the source's texts."""
        self.shown.note_texts()
        return str(self.shown.texts_digest)

    @property
    def is_followed(self) -> bool:
        """Say whether the translation follows the source's texts as they are."""
        return str(self._page.translated_digest) == self.digest

    @cached_property
    def texts(self) -> Mapping[str, str]:
        """Return the source's texts by name."""
        return dict(self.shown.texts())

    @cached_property
    def followed_texts(self) -> Mapping[str, str] | None:
        """Return the source's texts when the translation followed them; None when no such version is kept."""
        if self.is_followed:
            return self.texts
        digest = self._page.translated_digest
        versions = self._source_page.revisions.filter(content__texts_digest=digest).order_by("pk")
        version = versions.last() if digest else None
        return dict(version.as_object().texts()) if version else None

    @cached_property
    def _own_texts(self) -> Mapping[str, str]:
        return dict(self._page.texts())

    def text(self, name: str) -> SourceText | None:
        """Return a text of the source by the name that `texts` has for it; None where neither has anything to say."""
        text, before = self.texts.get(name, ""), self.followed_texts
        changes = [] if before is None else differences(before.get(name, ""), text)
        if not text and not changes:
            return None
        return SourceText(
            code=self.code,
            language=self.language,
            text=text,
            html=self._html(name, text),
            changes=changes,
            has_changed=before is not None and before.get(name, "") != text,
            is_same=text == self._own_texts.get(name, ""),
        )

    def partner_name(self, name: str, own: str) -> SourceText:
        """Return the name of a partner in the source, beside the translation's own."""
        before = None if self.followed_texts is None else self.followed_texts.get("partners", "").split("\n")
        has_changed = before is not None and name.strip() not in before
        return SourceText(self.code, self.language, name, has_changed=has_changed, is_same=name == own)

    def _html(self, name: str, text: str) -> SafeString | None:
        """Return a rich text, made safe when it was read, or a story as its blocks show themselves."""
        if ":" in name or name == "partners":
            return None
        kind = self.shown._meta.get_field(name)
        if isinstance(kind, StreamField):
            return getattr(self.shown, name).render_as_block()
        return mark_safe(text) if isinstance(kind, RichTextField) else None  # noqa: S308 - sanitised by `rich_text`


def source_of(page: Any) -> Source | None:
    """Return the source of a translation, looked up once for each page in memory; None for an original."""
    if not getattr(page, "translated_from", ""):
        return None
    if not hasattr(page, "_source_beside"):
        source_page = page.source_page()
        page._source_beside = Source(page, source_page) if source_page else None
    found: Source | None = page._source_beside
    return found
