"""The open API: published cases in the shape of the case record; read-only, no key."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from ninja import Query, Schema

from cases.codes import LOCALES
from cases.detail.context import machine_data
from cases.exchange.catalogue import router as catalogue
from cases.exchange.description import Missing, Refusal
from cases.exchange.downloads import router as downloads
from cases.exchange.kinds import is_uuid
from cases.exchange.maker import RecordMaker
from cases.exchange.openness import OpenAPI, TooManyError, json_answer, too_many
from cases.exchange.parameters import (
    MAX_PAGE,
    MAX_PAGE_SIZE,
    BadParameter,
    CaseQuery,
    LocaleQuery,
    locales_of,
    search_of,
    whole_number,
)
from cases.exchange.record import CaseRecord
from cases.exchange.vocabulary import router as vocabulary
from cases.models import CasePage, Vocabulary
from cases.search.hits import Hits
from cases.search.memory import library
from cases.search.similar import reasons_in_words, similar_to

api = OpenAPI(
    title="Samskapingsportalen",
    version="1",
    description="Published cases of co-creation in Norwegian municipalities. Read-only, no key.",
    docs_url=None,
    openapi_url="schema/",
    urls_namespace="api",
)
for router in (downloads, vocabulary, catalogue):
    api.add_router("", router)


@api.exception_handler(BadParameter)
def bad_parameter(request: HttpRequest, error: BadParameter) -> HttpResponse:
    """Answer 400 with parameter, value and what is allowed."""
    return json_answer(error.answer, status=400)


class NoSuchCaseError(Exception):
    """No published case has this id, or not in this language."""


@api.exception_handler(NoSuchCaseError)
def no_such_case(request: HttpRequest, error: NoSuchCaseError) -> HttpResponse:
    """Answer 404."""
    return json_answer({"detail": "Not found"}, status=404)


@api.exception_handler(TooManyError)
def too_many_downloads(request: HttpRequest, error: TooManyError) -> HttpResponse:
    """Answer 429."""
    return too_many(error.used)


class CaseList(Schema):
    """One page of cases, with how many cases each choice of a facet would give."""

    count: int
    next: str | None
    previous: str | None
    results: list[CaseRecord]
    facets: dict[str, dict[str, int]]


class Likeness(Schema):
    """A case that is like another: how much, and in words why."""

    score: float
    reasons: list[str]
    case: CaseRecord


class Likenesses(Schema):
    """The cases that are most like one."""

    results: list[Likeness]


@api.get(
    "/cases/", response={200: CaseList, 400: Refusal, 404: Refusal}, url_name="cases", summary="List published cases"
)
def list_cases(request: HttpRequest, query: Query[CaseQuery]) -> HttpResponse:
    """Return cases, those that fit the words best or the newest first; a facet's counts ignore its own selection."""
    page_size = whole_number(request.GET, "page_size", 20, MAX_PAGE_SIZE)
    number = whole_number(request.GET, "page", 1, MAX_PAGE)
    search = search_of(request)
    paginator = Hits(search, CasePage.objects.for_open_data()).paginator(page_size)
    try:
        hits = paginator.page(number)
    except EmptyPage:
        # Nothing is wrong with the number: there is no such page, or there is none any longer.
        refusal = BadParameter("page", str(number), {"from": 1, "to": paginator.num_pages})
        return json_answer(refusal.answer, status=404)
    pages = list(hits.object_list)
    maker = RecordMaker(pages)
    answer = {
        "count": paginator.count,
        "next": _address(request, number + 1) if hits.has_next() else None,
        "previous": _address(request, number - 1) if hits.has_previous() else None,
        "results": [maker.record(page) for page in pages],
        "facets": search.counts(),
    }
    return json_answer(answer)


@api.get(
    "/cases/{case_id}/",
    response={200: CaseRecord, 400: Refusal, 404: Missing},
    url_name="case",
    summary="One published case",
)
def one_case(request: HttpRequest, case_id: str, query: Query[LocaleQuery]) -> HttpResponse:
    """Return the case in the locale asked for, else in nb, nn or en, in this order."""
    page = _page_of(request, case_id)
    return json_answer(RecordMaker([page]).record(page))


@api.get(
    "/cases/{case_id}/similar/",
    response={200: Likenesses, 400: Refusal, 404: Missing},
    url_name="similar",
    summary="Cases like one",
)
def similar_cases(request: HttpRequest, case_id: str, query: Query[LocaleQuery]) -> HttpResponse:
    """Return up to six other cases, the most like first, with reasons in the case's language."""
    page = _page_of(request, case_id)
    language = page.locale.language_code
    alike = similar_to(library(), page.pk, language)
    pages = CasePage.objects.for_open_data().in_bulk([one.page for one in alike])
    maker = RecordMaker(pages.values())
    with translation.override(language):
        words = Vocabulary.for_active_language()
        results = [
            {"score": one.score, "reasons": reasons_in_words(one, words), "case": maker.record(pages[one.page])}
            for one in alike
            if one.page in pages
        ]
    return json_answer({"results": results})


@api.get(
    "/cases/{case_id}/jsonld/",
    response={200: dict[str, Any], 400: Refusal, 404: Missing},
    url_name="case_jsonld",
    summary="One published case as linked data (schema.org)",
    openapi_extra={"x-media-type": "application/ld+json"},
)
def case_as_linked_data(request: HttpRequest, case_id: str, query: Query[LocaleQuery]) -> HttpResponse:
    """Return what stands in the case's own page for search engines."""
    page = _page_of(request, case_id)
    with translation.override(page.locale.language_code):
        answer = json_answer(machine_data(page, request))
    answer.headers["Content-Type"] = "application/ld+json"
    return answer


def _page_of(request: HttpRequest, case_id: str) -> CasePage:
    """Return the live page of a case in the language asked for or the next best.

    BadParameter for what is no id, NoSuchCaseError where there is no such page.
    """
    # Checked here, so that a malformed one is answered as other malformed values are.
    if not is_uuid(case_id):
        raise BadParameter("id", case_id, "UUID")
    order = locales_of(request.GET) or list(LOCALES)
    pages = CasePage.objects.live().filter(translation_key=case_id).for_record()
    by_locale = {page.locale.language_code: page for page in pages}
    for code in order:
        if code in by_locale:
            return by_locale[code]
    raise NoSuchCaseError


def _address(request: HttpRequest, page: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
