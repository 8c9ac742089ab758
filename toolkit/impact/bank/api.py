"""The indicator bank in the open API: list, one with its cases and their values, and both as linked data."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urljoin
from uuid import UUID

from django.conf import settings
from django.core.paginator import EmptyPage
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from ninja import Query, Router, Schema
from pydantic import Field

from cases.codes import CODES, LOCALES, ConceptKind
from cases.exchange.description import Missing, Refusal
from cases.exchange.kinds import is_uuid
from cases.exchange.openness import json_answer
from cases.exchange.parameters import (
    MAX_PAGE,
    MAX_PAGE_SIZE,
    BadParameter,
    number,
    one_of_many,
    refuse_what_is_not_understood,
    whole_number,
)
from cases.filters import MAX_TEXT, known_parameters
from cases.models import CasePage, Vocabulary
from cases.search.hits import Hits
from toolkit.impact.bank.filters import SORTS, BankFilterSet
from toolkit.impact.bank.jsonld import Described, as_linked_data
from toolkit.impact.bank.records import (
    IndicatorRecord,
    IndicatorWithUses,
    address_of,
    record_of,
    use_records,
    uses_of,
)
from toolkit.impact.codes import ForWhom, Kind, Level
from toolkit.models import BankIndicator

router = Router()
_LINKED = {"x-media-type": "application/ld+json"}


def _sorts(schema: dict[str, Any]) -> None:
    schema["enum"] = list(SORTS)
    del schema["default"]


class IndicatorQuery(Schema):
    """Which indicators. A repeated parameter means *or* within it, different ones mean *and*."""

    q: str = Field("", description="Words in the indicator's texts.", json_schema_extra={"maxLength": MAX_TEXT})
    level: list[str] = one_of_many(Level.values)
    theme: list[str] = one_of_many(CODES[ConceptKind.THEME], "Of a case that uses it.")
    group: list[str] = one_of_many(CODES[ConceptKind.TARGET_GROUP])
    kind: list[str] = one_of_many(Kind.values)
    for_whom: list[str] = one_of_many(ForWhom.values)
    recommended: list[str] = one_of_many(("1",), "Only those that the editors recommend.")
    locale: list[str] = one_of_many(LOCALES, "Language that it is written in. None: every locale.")
    sort: str = Field("", description="None: relevance where words are asked for, else used.", json_schema_extra=_sorts)
    page: str = number(1, MAX_PAGE)
    page_size: str = number(20, MAX_PAGE_SIZE)


class IndicatorList(Schema):
    """One page of indicators, with how many indicators each choice of a facet would give."""

    count: int
    next: str | None
    previous: str | None
    results: list[IndicatorRecord]
    facets: dict[str, dict[str, int]]


@router.get(
    "/indicators/",
    response={200: IndicatorList, 400: Refusal, 404: Refusal},
    url_name="indicators",
    summary="List published indicators",
)
def list_indicators(request: HttpRequest, query: Query[IndicatorQuery]) -> HttpResponse:
    """Return indicators, those that fit the words best, or the recommended and most used first."""
    search, hits = _hits(request)
    if hits is None:
        return _no_such_page(request, search)
    page = hits.number
    answer = {
        "count": hits.paginator.count,
        "next": _address(request, page + 1) if hits.has_next() else None,
        "previous": _address(request, page - 1) if hits.has_previous() else None,
        "results": [record_of(entry) for entry in hits.object_list],
        "facets": search.counts(),
    }
    return json_answer(answer)


@router.get(
    "/indicators.jsonld",
    response={200: dict[str, Any], 400: Refusal, 404: Refusal},
    url_name="indicators_jsonld",
    summary="Published indicators as linked data (Common Impact Data Standard, Basic tier)",
    openapi_extra=_LINKED,
)
def indicators_as_linked_data(request: HttpRequest, query: Query[IndicatorQuery]) -> HttpResponse:
    """Return one page of indicators with the cases that use them and their published values."""
    search, hits = _hits(request)
    if hits is None:
        return _no_such_page(request, search)
    return _linked(list(hits.object_list), request)


@router.get(
    "/indicators/{indicator_id}/",
    response={200: IndicatorWithUses, 400: Refusal, 404: Missing},
    url_name="indicator",
    summary="One published indicator",
)
def one_indicator(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Return an indicator with the cases that use it and their published values; a merged one as what it became."""
    entry = _entry(indicator_id)
    if entry is None:
        return json_answer({"detail": "Not found"}, status=404)
    return json_answer({**record_of(entry), "uses": use_records(uses_of([entry]).get(entry.pk, []))})


@router.get(
    "/indicators/{indicator_id}/jsonld/",
    response={200: dict[str, Any], 400: Refusal, 404: Missing},
    url_name="indicator_jsonld",
    summary="One published indicator as linked data (Common Impact Data Standard, Basic tier)",
    openapi_extra=_LINKED,
)
def indicator_as_linked_data(request: HttpRequest, indicator_id: str) -> HttpResponse:
    """Return the indicator with the cases that use it and their published values."""
    entry = _entry(indicator_id)
    if entry is None:
        return json_answer({"detail": "Not found"}, status=404)
    return _linked([entry], request)


def _hits(request: HttpRequest) -> tuple[Any, Any]:
    """Return the search that an address asks for and its page of hits, None where there is no such page."""
    size = whole_number(request.GET, "page_size", 20, MAX_PAGE_SIZE)
    page = whole_number(request.GET, "page", 1, MAX_PAGE)
    filters = BankFilterSet(known_parameters(request.GET, BankFilterSet), request=request)
    refuse_what_is_not_understood(filters)
    search = filters.search("nb", each_language=True)
    try:
        return search, Hits(search, BankIndicator.objects.all()).paginator(size).page(page)
    except EmptyPage:
        return search, None


def _no_such_page(request: HttpRequest, search: Any) -> HttpResponse:
    size = whole_number(request.GET, "page_size", 20, MAX_PAGE_SIZE)
    pages = max(1, -(-search.count // size))
    refusal = BadParameter("page", request.GET.get("page", ""), {"from": 1, "to": pages})
    return json_answer(refusal.answer, status=404)


def _entry(indicator_id: str) -> BankIndicator | None:
    """Return the live entry of an id, or what it was merged into; BadParameter for what is no id."""
    if not is_uuid(indicator_id):
        raise BadParameter("id", indicator_id, "UUID")
    found = BankIndicator.objects.select_related("merged_into").filter(key=UUID(indicator_id)).first()
    entry = found and (found.merged_into or found)
    return entry if entry and entry.is_live else None


def _linked(entries: Sequence[BankIndicator], request: HttpRequest) -> HttpResponse:
    uses = uses_of(entries)
    pages = CasePage.objects.for_reader("nb").filter(
        translation_key__in={use.case_id for own in uses.values() for use, _content, _one in own}
    )
    cases = {page.translation_key: (page.get_full_url() or page.get_url(request), page.title) for page in pages}
    described = [
        Described(
            address_of(entry),
            record_of(entry),
            [(*cases[use.case_id], one) for use, _content, one in uses.get(entry.pk, []) if use.case_id in cases],
        )
        for entry in entries
    ]
    at = urljoin(settings.SITE_URL, reverse("api:vocabulary"))
    terms = Vocabulary.for_language("nb").terms(ConceptKind.THEME)
    themes = {str(term.code): (f"{at}#theme-{term.code}", str(term.name)) for term in terms}
    answer = json_answer(as_linked_data(described, themes))
    answer.headers["Content-Type"] = "application/ld+json"
    return answer


def _address(request: HttpRequest, page: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
