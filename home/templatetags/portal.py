"""What every page's frame needs: navigation and the language menu."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from cases.codes import FIELDS, LADDER_STEPS, LANGUAGE_NAMES, VALUES
from cases.weave import Strip, weave
from home.articles import ArticleLink, article_link
from home.navigation.links import Frame
from home.navigation.reading import site_frame
from home.sitemaps import with_default
from portal.languages import choosing, front_page_in

register = template.Library()


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language menu; `here` says that the very page exists in the language.

    `url` is the page's own address, `choose` the one that leads there and remembers the language.
    """

    code: str
    name: str
    url: str
    choose: str
    current: bool
    here: bool


@register.simple_tag(takes_context=True)
def case_index_address(context: dict[str, Any]) -> str:
    """Return the address of the case index in the active language."""
    return site_frame(context["request"]).cases_url


@register.simple_tag(takes_context=True)
def site_navigation(context: dict[str, Any]) -> Frame:
    """Return the menu and the footer around the page."""
    return site_frame(context["request"]).frame


@register.simple_tag
def contact_address() -> str:
    """Return where readers write to us."""
    return str(settings.CONTACT_EMAIL)


@register.simple_tag(takes_context=True)
def language_links(context: dict[str, Any]) -> list[LanguageLink]:
    """Return the language menu: to the same page where it exists in a language, else to the language's front page."""
    active = translation.get_language() or "nb"
    here = _this_page_in_languages(context)
    links = []
    for code, _name in settings.LANGUAGES:
        url = here.get(code) or front_page_in(code)
        links.append(LanguageLink(code, LANGUAGE_NAMES[code], url, choosing(code, url), code == active, code in here))
    return links


@register.simple_tag
def alternates(languages: list[LanguageLink]) -> list[tuple[str, str]]:
    """Return (hreflang, address below the host) of a page for search engines; nothing where it has one language."""
    return with_default({link.code: link.url for link in languages if link.here})


def _this_page_in_languages(context: dict[str, Any]) -> dict[str, str]:
    request = context["request"]
    if slugs := context.get("translations"):
        return {code: _address(code, "concept", slug) for code, slug in slugs.items()}
    page = context.get("page")
    if isinstance(page, Page):
        pages = context.get("translated_pages")
        if pages is None:
            if known := site_frame(request).in_languages(page):
                return known
            pages = page.get_translations(inclusive=True).live().select_related("locale")
        return {p.locale.language_code: p.get_url(request) or "" for p in pages}
    if view := context.get("view_in_all_languages"):
        arguments = context.get("view_arguments", ())
        query = f"?{chosen}" if (chosen := context.get("query_in_all_languages")) else ""
        return {code: _address(code, view, *arguments) + query for code, _name in settings.LANGUAGES}
    return {}


def _address(language: str, view: str, *args: str) -> str:
    with translation.override(language):
        return reverse(view, args=args)


@register.simple_tag(takes_context=True)
def article(context: dict[str, Any], key: str) -> ArticleLink | None:
    """Return the published article of a key in the reader's language or the next best, or None; one query a request."""
    return article_link(key, context["request"])


@register.simple_tag
def weave_of(values: Any, fields: Any, step: Any) -> list[Strip]:
    """Return the cloth of a case for terms of its values and fields, and the term of its step or none."""
    return weave({term.code for term in values}, {term.code for term in fields}, step.code if step else "")


@register.simple_tag
def weave_of_threads(values: Any, fields: Any, step: Any) -> list[Strip]:
    """Return the cloth of a case for the threads of its page, of which some are lit."""
    own_values, own_fields = ({thread.term.code for thread in threads if thread.lit} for threads in (values, fields))
    return weave(own_values, own_fields, step.code if step else "")


@register.simple_tag
def weave_of_concept(code: str) -> list[Strip]:
    """Return a cloth in which one value, field or step alone is dyed."""
    return weave({code}, {code}, code)


@register.simple_tag
def whole_weave() -> list[Strip]:
    """Return the portal's own cloth: every thread dyed, every step stitched."""
    return weave(VALUES, FIELDS, LADDER_STEPS[-1])
