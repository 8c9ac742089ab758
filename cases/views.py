"""The public pages of the library."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Page as ListPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from cases.asked import understood, without_a_box
from cases.cards import card_of_draft, cards_for
from cases.codes import LICENCE_URLS, ConceptKind
from cases.listing import chosen_filters, facet_groups, place_notes
from cases.models import CaseIndexPage, CasePage, ConceptText, Vocabulary
from cases.models.vocabulary import KINDS_WITH_PAGES, reading_order
from cases.places.reading import map_of_case
from cases.presentation import (
    all_threads,
    chapters_of,
    has_tags_in_facts,
    in_brief,
    is_long,
    model_threads,
    partners_by_sector,
    place_of,
    places_of,
    resolve_links,
    story_languages,
    who_and_where,
)
from cases.search.hits import Hits
from cases.search.service import Question, Search
from cases.story import fetch_pictures, video_origins, with_levels
from cases.translation.behind import behind_note, published_versions
from portal.security import allow_frames

CASES_A_PAGE = 12


def case_index(request: HttpRequest, page: CaseIndexPage) -> HttpResponse:
    """Return the listing for the parameters in the address; what is not understood is left out and said."""
    filters, left_out = understood(request.GET)
    parameters, search = filters.data, filters.search(get_language())
    paginator = Hits(search, CasePage.objects.for_listing()).paginator(CASES_A_PAGE)
    hits = paginator.get_page(request.GET.get("page"))
    vocabulary = Vocabulary.for_active_language()
    context: dict[str, Any] = {
        "page": page,
        "hits": hits,
        "pages": paginator.get_elided_page_range(hits.number, on_each_side=1, on_ends=1),
        "cards": cards_for(hits.object_list, vocabulary, request),
        "facets": facet_groups(search, parameters, vocabulary),
        "chosen": chosen_filters(parameters, vocabulary),
        "query": parameters.get("q", ""),
        "municipality": parameters.get("municipality", ""),
        "kept": without_a_box(parameters),
        "left_out": left_out,
        "place_notes": place_notes(parameters.getlist("municipality")),
        "address_without_page": parameters.urlencode(),
    }
    return render(request, page.template, context)


def case_detail(request: HttpRequest, page: CasePage) -> HttpResponse:
    """Return one case, with everything that it tells and nothing empty."""
    vocabulary = Vocabulary.for_active_language()
    fetch_pictures(page.body, page.image)
    resolve_links(page, request)
    places = places_of(page)
    facts, partners = who_and_where(page, vocabulary, places), partners_by_sector(page, vocabulary)
    translations = published_versions(page)
    chapters, players = chapters_of(page), video_origins(page.body)
    threads = {
        "values": model_threads(page.value_tags.all(), vocabulary, ConceptKind.VALUE),
        "fields": model_threads(page.field_tags.all(), vocabulary, ConceptKind.FIELD),
    }
    context = {
        "page": page,
        "self": page,
        "place": place_of(page, places),
        "facts": facts,
        "place_map": map_of_case(places.municipalities, places.counties),
        "brief": in_brief(page, vocabulary, [sector for sector, _members in partners]),
        "is_long": is_long(page),
        "partners": partners,
        **threads,
        "has_threads": {name: any(thread.lit for thread in lot) for name, lot in threads.items()},
        "steps": vocabulary.terms(ConceptKind.LADDER_STEP),
        "step": vocabulary.term(ConceptKind.LADDER_STEP, page.ladder_step),
        "positions": vocabulary.terms(ConceptKind.THICKNESS),
        "thickness": vocabulary.term(ConceptKind.THICKNESS, page.thickness),
        "cell": vocabulary.term(ConceptKind.CELL, page.cell),
        "roles": vocabulary.some(ConceptKind.CITIZEN_ROLE, page.citizen_roles),
        "has_facts": bool(facts or partners) or has_tags_in_facts(page),
        "chapters": chapters,
        "story": with_levels(page.body, below_heading=bool(chapters)),
        "players": players,
        "vocabulary": vocabulary,
        "written_in": page.locale.language_code,
        "translated_pages": translations,
        "behind": behind_note(page, translations, request),
        "other_languages": story_languages(translations, page, request),
        "licence_url": LICENCE_URLS.get(page.licence, ""),
    }
    return allow_frames(render(request, page.template, context), players)


def case_card(request: HttpRequest, page: CasePage) -> HttpResponse:
    """Return a case's card as lists show it; for editors, before it is published."""
    card = card_of_draft(page, Vocabulary.for_active_language(), request)
    return render(request, "pages/case_card.html", {"page": page, "cards": [card]})


@require_safe
def model_overview(request: HttpRequest) -> HttpResponse:
    """Return the model on one page: values, fields and the ladder, each with its page."""
    vocabulary = Vocabulary.for_active_language()
    context = {
        "values": vocabulary.terms(ConceptKind.VALUE),
        "fields": vocabulary.terms(ConceptKind.FIELD),
        "value_threads": all_threads(vocabulary, ConceptKind.VALUE),
        "field_threads": all_threads(vocabulary, ConceptKind.FIELD),
        "steps": vocabulary.terms(ConceptKind.LADDER_STEP),
        "view_in_all_languages": "model",
    }
    return render(request, "pages/model.html", context)


@require_safe
def concept_detail(request: HttpRequest, slug: str) -> HttpResponse:
    """Return what a value, field or step means, questions to talk about, and the cases that show it.

    A slug of another language leads to the page in this one.
    """
    language = get_language() or "nb"
    texts = ConceptText.objects.filter(slug=slug, concept__kind__in=KINDS_WITH_PAGES).select_related("concept")
    by_locale = {text.locale: text for text in texts}
    if not by_locale:
        raise Http404
    if language not in by_locale:
        concept = next(iter(by_locale.values())).concept
        own = get_object_or_404(ConceptText, concept=concept, locale=reading_order(language)[0])
        return redirect("concept", own.slug, permanent=True)
    text = by_locale[language]
    return render(request, "pages/concept.html", _concept_context(request, text))


def _concept_context(request: HttpRequest, text: ConceptText) -> dict[str, Any]:
    vocabulary = Vocabulary.for_active_language()
    kind, code = text.concept.kind, text.concept.code
    parameter = {ConceptKind.VALUE: "value", ConceptKind.FIELD: "field"}.get(ConceptKind(kind), "step")
    search = Search(Question(chosen={parameter: [code]}, reader=get_language() or "nb"))
    cases: ListPage = Hits(search, CasePage.objects.for_listing()).paginator(6).get_page(1)
    return {
        "text": text,
        "concept": text.concept,
        "siblings": vocabulary.terms(kind),
        "cards": cards_for(cases.object_list, vocabulary, request),
        "case_count": cases.paginator.count,
        "all_cases_query": f"?{parameter}={code}",
        "translations": {t.locale: t.slug for t in text.concept.texts.all()},
    }


def serve_page(request: HttpRequest, path: str) -> HttpResponse:
    """Serve a page as Wagtail does; a case, an index or an article is found by its whole address, not part by part."""
    if not hasattr(request, "_wagtail_route_for_request"):
        page = _page_at(path.strip("/"))
        if page is not None:
            request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]
    return wagtail_serve(request, path)


# Kinds of page that lie right below a front page.
_found_by_address: list[type[Page]] = [CaseIndexPage]


def find_by_address(kind: type[Page]) -> None:
    """Let pages of a kind, which lie right below a front page, be found by their whole address as the index is."""
    if kind not in _found_by_address:
        _found_by_address.append(kind)


def _page_at(path: str) -> Page | None:
    roots = [root.root_path for root in Site.get_site_root_paths() if root.language_code == get_language()]
    if not path or not roots:
        return None
    address = f"{roots[0]}{path}/"
    if "/" in path:
        return CasePage.objects.live().filter(url_path=address).select_related("locale", "image").first()
    found = (
        kind.objects.live().filter(url_path=address).select_related("locale").first() for kind in _found_by_address
    )
    return next(filter(None, found), None)
