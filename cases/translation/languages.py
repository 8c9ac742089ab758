"""The languages that a page stands in, and those that it can be translated into, as an editor sees them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.models import Locale, Page

from cases.codes import LANGUAGE_NAMES
from cases.models.translated import TranslatedPage
from cases.translation.services import place_for
from cases.translation.words import language_in_words


@dataclass(frozen=True)
class Version:
    """A page in one language, or what it can be started from."""

    code: str
    name: str
    page: TranslatedPage | None = None
    state: str = ""
    is_behind: bool = False
    # The language that it follows, as it is called in a sentence; empty for an original.
    follows: str = ""
    # Where to edit it; empty for somebody who may not.
    edit_url: str = ""
    # (name of the source's language in a sentence, where to start from it)
    starts: list[tuple[str, str]] = field(default_factory=list)


def translated_models() -> list[type[TranslatedPage]]:
    """Return the page types whose texts are translated."""
    return [model for model in apps.get_models() if issubclass(model, TranslatedPage)]


def pages_behind() -> Any:
    """Return all live translations whose source has changed since, of every page type."""
    found = Q(pk__in=[])
    for model in translated_models():
        found |= Q(pk__in=model._default_manager.all().behind().order_by().values("pk"))
    return Page.objects.filter(found).select_related("locale").order_by("title", "pk")


def versions_of(page: TranslatedPage, user: Any) -> list[Version]:
    """Return all languages of the portal with what a page has in each, for a user who may edit some of them."""
    model: Any = type(page)
    pages = model._default_manager.filter(translation_key=page.translation_key, alias_of__isnull=True)
    pages = pages.annotate(behind=model._default_manager.all().is_behind()).select_related("locale")
    by_code = {p.locale.language_code: p for p in pages}
    # Asked for once each: the answer depends on the review that a page may be in.
    editable = {p.pk: p.permissions_for_user(user).can_edit() for p in by_code.values()}
    sources = [p for p in by_code.values() if editable[p.pk]]
    places = {} if len(by_code) == len(LANGUAGE_NAMES) else _places_beside(page)
    return [
        _there(by_code[code], can_edit=editable[by_code[code].pk])
        if code in by_code
        else _missing(code, places.get(code), sources, user)
        for code in LANGUAGE_NAMES
    ]


def _places_beside(page: TranslatedPage) -> dict[str, Page]:
    """Return the pages below which the translations of a page belong, by language."""
    parent = page.get_parent()
    pages = Page.objects.translation_of(parent, inclusive=True).select_related("locale") if parent else []
    return {place.locale.language_code: place for place in pages}


def _there(page: Any, *, can_edit: bool) -> Version:
    is_behind = page.live and page.behind
    return Version(
        code=page.locale.language_code,
        name=LANGUAGE_NAMES[page.locale.language_code],
        page=page,
        state=state_in_words(page, is_behind=is_behind),
        is_behind=is_behind,
        follows=language_in_words(page.translated_from) if page.translated_from else "",
        edit_url=reverse("wagtailadmin_pages:edit", args=[page.pk]) if can_edit else "",
    )


def _missing(code: str, place: Page | None, sources: Iterable[Any], user: Any) -> Version:
    can_add = place is not None and place.permissions_for_user(user).can_add_subpage()
    starts = [
        (language_in_words(source.locale.language_code), reverse("translations:start", args=[source.pk, code]))
        for source in sources
        if can_add
    ]
    return Version(code, LANGUAGE_NAMES[code], state=_("Not started"), starts=starts)


def may_start(source: TranslatedPage, locale: Locale, user: Any) -> bool:
    """Say whether a user may translate a page: edit it, and write below the page that the translation belongs to."""
    place = place_for(source, locale)
    if place is None or not source.permissions_for_user(user).can_edit():
        return False
    return bool(place.permissions_for_user(user).can_add_subpage())


def state_in_words(page: Any, *, is_behind: bool) -> str:
    """Return how far a page has come."""
    if not page.live:
        return _("Draft")
    if is_behind:
        return _("Published, behind the %(language)s text") % {"language": language_in_words(page.translated_from)}
    return _("Published, with changes that are not") if page.has_unpublished_changes else _("Published")
