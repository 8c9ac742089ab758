"""Starting a translation: a draft beside the text that it follows."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.coreutils import find_available_slug
from wagtail.models import Locale, Page

from cases.addresses import free_beside
from cases.editorial.versions import note_borrowed_text
from cases.models.translated import TranslatedPage

_BEGINS_ANEW = {"go_live_at": None, "expire_at": None, "texts_changed_at": None}


class TranslationRefusedError(Exception):
    """A translation cannot be started; the text of the error says why, for programs."""


class AlreadyTranslatedError(TranslationRefusedError):
    """There is a text in that language already; `page` is it."""

    def __init__(self, page: TranslatedPage) -> None:
        super().__init__(f"{page.pk} is in that language already")
        self.page = page


class NowhereToPutItError(TranslationRefusedError):
    """The page above has no counterpart in that language."""


def place_for(source: TranslatedPage, locale: Locale) -> Page | None:
    """Return the page below which a translation belongs, or None where that one has no counterpart."""
    parent = source.get_parent()
    return Page.objects.translation_of(parent).filter(locale=locale).first() if parent else None


@transaction.atomic
def start_translation(*, source: TranslatedPage, language: str, user: Any) -> Any:
    """Return a new draft in a language, with the source's texts to write over and its facts.

    It copies what readers see of the source, or its newest draft before there is that. It is never live, never an
    alias, and belongs to `user`, whose permission is the caller's to ask for.
    """
    # Held until the draft is there, so that two who start at once do not make two.
    page = type(source)._default_manager.select_for_update(of=("self",)).get(pk=source.pk)
    locale = Locale.objects.get(language_code=language)
    siblings = list(page.get_translations(inclusive=True).select_related("locale"))
    for sibling in siblings:
        if sibling.locale_id == locale.pk:
            raise AlreadyTranslatedError(sibling)
    parent = place_for(page, locale)
    if parent is None:
        raise NowhereToPutItError(language)
    _make_originals(siblings, language)
    shown = page.shown_version()
    shown.note_texts()
    attributes = {
        "locale": locale,
        "slug": find_available_slug(parent, free_beside(page.slug, language)),
        "translated_from": page.locale.language_code,
        "translated_digest": shown.texts_digest,
        **_BEGINS_ANEW,
    }
    copying = CopyPageAction(
        shown,
        to=parent,
        update_attrs=attributes,
        copy_revisions=False,
        keep_live=False,
        user=user,
        log_action="wagtail.copy_for_translation",
        reset_translation_key=False,
    )
    copy = copying.execute(skip_permission_checks=True)
    if not page.live:
        note_borrowed_text(source=page, copy=copy, user=user)
    return copy


def _make_originals(pages: list[TranslatedPage], language: str) -> None:
    """Let those whose source, in a language, is gone stand on their own: what is made now follows one of them."""
    for page in pages:
        if page.translated_from == language:
            type(page)._default_manager.filter(pk=page.pk).update(translated_from="", translated_digest="")
