"""The public pages of the library."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import Page as ListPage
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

from cases.cards import card_of_draft, cards_for
from cases.codes import ConceptKind
from cases.detail.context import case_context
from cases.detail.cover import cloth_of, drawn, version_of
from cases.index_page import index_context
from cases.models import CaseIndexPage, CasePage, ConceptText, Vocabulary
from cases.models.vocabulary import KINDS_WITH_PAGES, reading_order
from cases.presentation import all_threads
from cases.search.hits import Hits
from cases.search.service import Question, Search
from portal.htmx import render_in_place
from portal.security import allow_frames

COVER_KEPT_SECONDS = 30 * 24 * 3600


def case_index(request: HttpRequest, page: CaseIndexPage) -> HttpResponse:
    """Return the listing for the parameters in the address; what is not understood is left out and said."""
    context = index_context(request, page)
    address = context["address"]
    return render_in_place(request, page.template, "fragments/case_results.html", context, address)


def case_detail(request: HttpRequest, page: CasePage) -> HttpResponse:
    """Return one case, with everything that it tells and nothing empty."""
    context = case_context(page, request)
    return allow_frames(render(request, page.template, context), context["players"])


@require_safe
def case_cover(request: HttpRequest, case_id: UUID, version: str) -> HttpResponse:
    """Return the cloth of a published case as PNG; an address of an earlier cloth leads to that of today."""
    page = get_object_or_404(CasePage.objects.live().filter(translation_key=case_id).order_by("pk")[:1])
    svg = cloth_of(page)
    current = version_of(svg)
    if version != current:
        return redirect("case_cover", case_id, current)
    unchanged = get_conditional_response(request, etag=quote_etag(current))
    response = unchanged or HttpResponse(drawn(svg), content_type="image/png")
    response.headers["ETag"] = quote_etag(current)
    patch_cache_control(response, public=True, max_age=COVER_KEPT_SECONDS)
    return response


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
    kind, code = text.concept.kind, text.concept.code
    parameter = {ConceptKind.VALUE: "value", ConceptKind.FIELD: "field"}.get(ConceptKind(kind), "step")
    search = Search(Question(chosen={parameter: [code]}, reader=get_language() or "nb"))
    vocabulary = search.library.around.vocabulary(get_language() or "nb")
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
