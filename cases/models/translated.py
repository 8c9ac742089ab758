"""Pages whose texts are translated: which text a translation follows, and whether that one has changed since."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet

from cases.codes import LANGUAGE_NAMES
from cases.translation.texts import digest_of, plain_text, rich_text, story_text


def field_texts(page: models.Model, names: Iterable[str]) -> dict[str, str]:
    """Return the texts of some fields of a page in their one form, by name."""
    texts = {}
    for name in names:
        field, value = page._meta.get_field(name), getattr(page, name)
        if isinstance(field, StreamField):
            texts[name] = story_text(value.get_prep_value() if value else [])
        else:
            texts[name] = rich_text(value) if isinstance(field, RichTextField) else plain_text(value)
    return texts


class TranslatedQuerySet(PageQuerySet):
    """Pages whose texts are translated."""

    def behind(self) -> TranslatedQuerySet:
        """Return live translations whose source has other live texts by now than those that they follow."""
        return self.live().filter(self.is_behind())

    def is_behind(self) -> Q:
        """Return the condition that a page's source has other live texts than those that the page follows.

        A page of which nobody has said what it follows, as an imported one, is never behind.
        """
        sources = self.model._base_manager.filter(
            live=True,
            translation_key=OuterRef("translation_key"),
            locale__language_code=OuterRef("translated_from"),
        )
        return ~Q(translated_digest="") & Q(Exists(sources.exclude(texts_digest=OuterRef("translated_digest"))))


class TranslatedManager(PageManager.from_queryset(TranslatedQuerySet)):  # type: ignore[misc]
    """Default manager of pages whose texts are translated."""


class TranslatedPage(Page):
    """A page that stands in several languages. Its translations share `translation_key`."""

    # The fields that hold texts; all else on the page is shared, or belongs to its address.
    text_fields: tuple[str, ...] = ("title",)

    texts_digest = models.CharField(max_length=64, editable=False, blank=True, default="")
    # When what readers see of the texts last changed; not kept by version.
    texts_changed_at = models.DateTimeField(editable=False, null=True, blank=True)
    # The language of the text that this one was translated from; empty for an original. Not kept by version.
    translated_from = models.CharField(
        max_length=2, editable=False, blank=True, default="", choices=list(LANGUAGE_NAMES.items())
    )
    # The fingerprint of the source's texts that this text follows. Kept by version: it holds once it is published.
    translated_digest = models.CharField(_("follows"), max_length=64, blank=True, default="")

    objects = TranslatedManager()

    class Meta:
        abstract = True

    def texts(self) -> dict[str, str]:
        """Return the page's texts in their one form, by name."""
        return field_texts(self, self.text_fields)

    def note_texts(self) -> None:
        """Keep the fingerprint in step with the texts."""
        digest = digest_of(self.texts())
        if digest != self.texts_digest:
            self.texts_digest, self.texts_changed_at = digest, timezone.now()

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the page with the fingerprint of its texts."""
        if kwargs.get("update_fields") is None:
            self.note_texts()
        super().save(*args, **kwargs)

    def serializable_data(self) -> Any:
        """Return what a version keeps, with the fingerprint of its texts."""
        self.note_texts()
        return super().serializable_data()

    def with_content_json(self, content: Any) -> Any:
        """Return a version of the page; where it comes from is the page's, and a new text is new from this moment."""
        version = super().with_content_json(content)
        version.translated_from = self.translated_from
        version.note_texts()
        is_same = version.texts_digest == self.texts_digest
        version.texts_changed_at = self.texts_changed_at if is_same else timezone.now()
        return version

    def source_page(self) -> Any:
        """Return the page that this one was translated from; None for an original, and where it is gone."""
        if not self.translated_from:
            return None
        texts = type(self)._default_manager.filter(translation_key=self.translation_key, alias_of__isnull=True)
        return texts.filter(locale__language_code=self.translated_from).select_related("locale").first()

    def shown_version(self) -> Any:
        """Return what a translator follows: what readers see, or, before there is that, the newest draft."""
        return self if self.live else self.get_latest_revision_as_object()

    def follows(self, source: TranslatedPage) -> bool:
        """Say whether this text follows the source's as it is, as far as anyone knows."""
        return not self.translated_digest or self.translated_digest == source.texts_digest
