"""Gathers all that the case page shows, with a fixed number of queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.codes import LICENCE_URLS, ConceptKind
from cases.detail.alike import AlikeCase, cases_alike
from cases.detail.citation import citation_of, mail_to_ask, mail_to_share
from cases.detail.contents import Entry, StoryPart, contents, headings_of, story_parts
from cases.detail.cover import Cover, cover_of
from cases.detail.figures import figures_to_lift, plan_and_produce
from cases.detail.marks import SECTOR_MARKS
from cases.detail.onward import next_steps, related_concepts
from cases.detail.panels import CasePanel, Spot, panels_for
from cases.detail.parts import fetch_parts
from cases.detail.structured import Addresses, as_script, structured_data
from cases.models import CasePage, Vocabulary
from cases.places.atlas import Atlas
from cases.places.reading import map_of_case
from cases.presentation import (
    Chapter,
    OtherLanguage,
    Places,
    chapters_of,
    has_tags_in_facts,
    in_brief,
    model_threads,
    partners_by_sector,
    place_of,
    places_of,
    resolve_links,
    story_languages,
    who_and_where,
)
from cases.search.memory import library
from cases.short_ids import short_id
from cases.story import fetch_pictures, video_origins
from cases.translation.behind import behind_note, published_versions


def case_context(page: CasePage, request: HttpRequest) -> dict[str, Any]:
    """Return what the template of a case needs."""
    known = library()
    vocabulary = known.around.vocabulary(get_language() or "nb")
    fetch_pictures(page.body, page.image)
    fetch_parts(page)
    resolve_links(page, request)
    places, chapters = places_of(page), chapters_of(page)
    story = story_parts(page.body, below_heading=bool(chapters))
    return {
        "page": page,
        "self": page,
        "vocabulary": vocabulary,
        "written_in": page.locale.language_code,
        "players": video_origins(page.body),
        "chapters": chapters,
        "story": story,
        "key_figures": figures_to_lift(page.body, chapters),
        **_facts(page, vocabulary, places, known.around.norway),
        **_concepts(page, vocabulary),
        **_around(page, vocabulary, places, request),
        **_panels(page, chapters, story, cases_alike(page, known, request), request),
    }


def _facts(page: CasePage, vocabulary: Vocabulary, places: Places, norway: Atlas) -> dict[str, Any]:
    """What stands in the facts column and above the story."""
    facts, partners = who_and_where(page, vocabulary, places), partners_by_sector(page, vocabulary)
    return {
        "short_id": short_id(page.translation_key),
        "place": place_of(page, places),
        "map": map_of_case(places.municipalities, places.counties, norway),
        "facts": facts,
        "partners": [(sector, SECTOR_MARKS.get(sector.code, ""), members) for sector, members in partners],
        "brief": in_brief(page, vocabulary, [sector for sector, _members in partners]),
        "has_facts": bool(facts or partners) or has_tags_in_facts(page),
    }


def _concepts(page: CasePage, vocabulary: Vocabulary) -> dict[str, Any]:
    """What the case shows of the handbook's: its cloth, its step, how thick, and who plans and produces."""
    values = model_threads(page.value_tags.all(), vocabulary, ConceptKind.VALUE)
    fields = model_threads(page.field_tags.all(), vocabulary, ConceptKind.FIELD)
    own = [[thread.term for thread in threads if thread.lit] for threads in (values, fields)]
    return {
        "values": values,
        "fields": fields,
        "has_threads": any(own),
        "steps": vocabulary.terms(ConceptKind.LADDER_STEP),
        "step": vocabulary.term(ConceptKind.LADDER_STEP, page.ladder_step),
        "positions": vocabulary.terms(ConceptKind.THICKNESS),
        "thickness": vocabulary.term(ConceptKind.THICKNESS, page.thickness),
        "grid": plan_and_produce(page, vocabulary),
        "roles": vocabulary.some(ConceptKind.CITIZEN_ROLE, page.citizen_roles),
        "related": related_concepts(page, vocabulary, *own),
        "next_steps": next_steps(page, vocabulary, mail_to_ask(page)),
    }


def _around(page: CasePage, vocabulary: Vocabulary, places: Places, request: HttpRequest) -> dict[str, Any]:
    """What others see of the page: other languages, how to cite and share it, and what machines read."""
    versions = published_versions(page)
    others, cover = story_languages(versions, page, request), cover_of(page)
    at = _addresses(page, request, others, cover)
    data = structured_data(page, vocabulary, places.municipalities, places.counties, at, _("Cases"))
    return {
        "translated_pages": versions,
        "behind": behind_note(page, versions, request),
        "other_languages": others,
        "at": at,
        "cover": cover,
        "citation": citation_of(page, at.page),
        "mail_to_ask": mail_to_ask(page),
        "mail_to_share": mail_to_share(page, at.page),
        "structured": as_script(data),
    }


def _addresses(page: CasePage, request: HttpRequest, others: Iterable[OtherLanguage], cover: Cover) -> Addresses:
    own = page.get_url(request) or ""
    return Addresses(
        site=request.build_absolute_uri("/").rstrip("/"),
        page=request.build_absolute_uri(own),
        # A case lies below its index.
        index=request.build_absolute_uri(f"{own.rstrip('/').rpartition('/')[0]}/"),
        home=request.build_absolute_uri(reverse("wagtail_serve", args=[""])),
        model=request.build_absolute_uri(reverse("model")),
        cover=request.build_absolute_uri(cover.url),
        licence=LICENCE_URLS.get(page.licence, ""),
        others=[(other.code, request.build_absolute_uri(other.url)) for other in others],
    )


def machine_data(page: CasePage, request: HttpRequest) -> dict[str, Any]:
    """Return the case as machines read it, in the active language: what its page holds for search engines."""
    others = story_languages(published_versions(page), page, request)
    at, places = _addresses(page, request, others, cover_of(page)), places_of(page)
    vocabulary = Vocabulary.for_active_language()
    return structured_data(page, vocabulary, places.municipalities, places.counties, at, _("Cases"))


def _panels(
    page: CasePage, chapters: list[Chapter], story: list[StoryPart], alike: list[AlikeCase], request: HttpRequest
) -> dict[str, Any]:
    """What other apps show of the case, the cases like it, and the list of all that is on the page."""
    beside: list[CasePanel] = panels_for(Spot.BESIDE_FACTS, page, request)
    after: list[CasePanel] = panels_for(Spot.AFTER_STORY, page, request)
    tags = [*page.value_tags.all(), *page.field_tags.all()]
    return {
        "panels_beside": beside,
        "panels_after": after,
        "panel_styles": list(dict.fromkeys(sheet for panel in [*beside, *after] for sheet in panel.styles)),
        "alike": alike,
        "contents": contents(
            (Entry(chapter.code, chapter.heading) for chapter in chapters),
            headings_of(story),
            [Entry("threads", _("What the case shows"))] if tags else [],
            (Entry(panel.key, panel.heading) for panel in after if panel.is_listed),
            [Entry("contact", _("Ask those who did it"))] if page.has_public_contact else [],
            [Entry("similar", _("Cases like this one"))] if alike else [],
            [Entry("next", _("What now?"))],
        ),
    }
