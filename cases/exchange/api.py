"""The open API: published cases in the shape of the case record; read-only, no key."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.paginator import EmptyPage, Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.utils import translation
from ninja import NinjaAPI, Query, Schema
from pydantic import Field

from cases.codes import CODES, LOCALES, ConceptKind, Phase
from cases.exchange.exporter import RecordMaker
from cases.exchange.record import CaseRecord
from cases.filters import CaseFilterSet, facet_counts, known_parameters
from cases.models import CasePage

MAX_PAGE_SIZE = 100
FACETS_IN_ANSWER = {"value": ConceptKind.VALUE, "field": ConceptKind.FIELD, "step": ConceptKind.LADDER_STEP}

api = NinjaAPI(
    title="Samskapingsportalen",
    version="1",
    description="Published cases of co-creation in Norwegian municipalities. Read-only, no key.",
    docs_url=None,
    openapi_url="schema/",
    urls_namespace="api",
)


class BadParameter(Exception):  # noqa: N818 - named for what it is to the caller
    """A parameter whose value is not allowed."""

    def __init__(self, parameter: str, value: str, allowed: Any) -> None:
        super().__init__(parameter)
        self.answer = {"parameter": parameter, "value": value, "allowed": allowed}


@api.exception_handler(BadParameter)
def bad_parameter(request: HttpRequest, error: BadParameter) -> HttpResponse:
    """Answer 400 with parameter, value and what is allowed."""
    return JsonResponse(error.answer, status=400, json_dumps_params={"ensure_ascii": False})


class CaseQuery(Schema):
    """Parameters of the list. A repeated parameter means *or* within it, different ones mean *and*."""

    q: str = Field("", max_length=200, description="Words in the case's texts.")
    value: list[str] = Field([], json_schema_extra={"items": {"enum": list(CODES[ConceptKind.VALUE])}})
    field: list[str] = Field([], json_schema_extra={"items": {"enum": list(CODES[ConceptKind.FIELD])}})
    step: list[str] = Field([], json_schema_extra={"items": {"enum": list(CODES[ConceptKind.LADDER_STEP])}})
    theme: list[str] = Field([], json_schema_extra={"items": {"enum": list(CODES[ConceptKind.THEME])}})
    group: list[str] = Field([], json_schema_extra={"items": {"enum": list(CODES[ConceptKind.TARGET_GROUP])}})
    sector: list[str] = Field([], json_schema_extra={"items": {"enum": list(CODES[ConceptKind.SECTOR])}})
    role: list[str] = Field([], json_schema_extra={"items": {"enum": list(CODES[ConceptKind.CITIZEN_ROLE])}})
    phase: list[str] = Field([], json_schema_extra={"items": {"enum": list(Phase.values)}})
    thickness: list[str] = Field([], json_schema_extra={"items": {"enum": list(CODES[ConceptKind.THICKNESS])}})
    municipality: list[str] = Field([], description="Number or name, old ones too; DK-0316 for a Danish number.")
    county: list[str] = Field([], description="Number of a county.")
    locale: str = Field("", json_schema_extra={"enum": ["", *LOCALES]}, description="None: every locale.")
    page: str = Field("1", description="From 1.")
    page_size: str = Field("20", description="1 to 100.")


class CaseList(Schema):
    """One page of cases, with how many cases each choice of a facet would give."""

    count: int
    next: str | None
    previous: str | None
    results: list[CaseRecord]
    facets: dict[str, dict[str, int]]


class Refusal(Schema):
    """What was not understood."""

    parameter: str
    value: str
    allowed: Any


@api.get("/cases/", response={200: CaseList, 400: Refusal}, url_name="cases", summary="List published cases")
def list_cases(request: HttpRequest, query: Query[CaseQuery]) -> HttpResponse:
    """Return cases newest first; a facet's counts ignore its own selection."""
    locale = _one_of(request.GET, "locale", ("", *LOCALES))
    page_size = _whole_number(request.GET, "page_size", 20, MAX_PAGE_SIZE)
    number = _whole_number(request.GET, "page", 1, 1_000_000)
    cases = CasePage.objects.live()
    if locale:
        cases = cases.filter(locale__language_code=locale)
    filters = CaseFilterSet(known_parameters(request.GET), queryset=cases, request=request)
    _refuse_what_is_not_understood(filters)
    paginator = Paginator(filters.narrowed().newest_first().for_record(), page_size)
    try:
        hits = paginator.page(number)
    except EmptyPage as error:
        raise BadParameter("page", str(number), {"from": 1, "to": paginator.num_pages}) from error
    pages = list(hits.object_list)
    maker = RecordMaker(pages)
    counts = facet_counts(filters, FACETS_IN_ANSWER.values())
    answer = {
        "count": paginator.count,
        "next": _address(request, number + 1) if hits.has_next() else None,
        "previous": _address(request, number - 1) if hits.has_previous() else None,
        "results": [maker.record(page) for page in pages],
        "facets": {name: counts[kind] for name, kind in FACETS_IN_ANSWER.items()},
    }
    return _json(answer)


@api.get(
    "/cases/{case_id}/",
    response={200: CaseRecord, 400: Refusal, 404: Any},
    url_name="case",
    summary="One published case",
)
def one_case(request: HttpRequest, case_id: UUID, locale: str = "") -> HttpResponse:
    """Return the case in the locale asked for, else in nb, nn or en, in this order."""
    wanted = _one_of(request.GET, "locale", ("", *LOCALES))
    pages = CasePage.objects.live().filter(translation_key=case_id).for_record()
    by_locale = {page.locale.language_code: page for page in pages}
    order = [wanted] if wanted else list(LOCALES)
    page = next((by_locale[code] for code in order if code in by_locale), None)
    if page is None:
        return JsonResponse({"detail": "Not found"}, status=404)
    return _json(RecordMaker([page]).record(page))


def _json(answer: Any) -> JsonResponse:
    response = JsonResponse(answer, json_dumps_params={"ensure_ascii": False})
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _one_of(data: QueryDict, name: str, allowed: tuple[str, ...]) -> str:
    value = data.get(name, "")
    if value not in allowed:
        raise BadParameter(name, value, [choice for choice in allowed if choice])
    return value


def _whole_number(data: QueryDict, name: str, default: int, most: int) -> int:
    text = data.get(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= most):
        raise BadParameter(name, text, {"from": 1, "to": most})
    return int(text)


def _refuse_what_is_not_understood(filters: CaseFilterSet) -> None:
    with translation.override("en"):
        if filters.is_valid():
            return
    parameter, errors = next(iter(filters.form.errors.as_data().items()))
    value = str((errors[0].params or {}).get("value", filters.data.get(parameter, "")))
    field = filters.form.fields[parameter]
    choices = [code for code, _name in getattr(field, "choices", [])]
    limit = {"max_length": getattr(field, "max_length", None)}
    allowed: Any = choices or (limit if limit["max_length"] else "number or name of a municipality")
    raise BadParameter(parameter, value, allowed)


def _address(request: HttpRequest, page: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
