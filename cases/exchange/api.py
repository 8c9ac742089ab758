"""The open API: published cases in the shape of the case record; read-only, no key."""

from __future__ import annotations

from typing import Any

from django.core.paginator import EmptyPage
from django.http import HttpRequest, HttpResponse, QueryDict
from django.utils import translation
from ninja import Query, Schema
from pydantic import Field

from cases.codes import CODES, LOCALES, ConceptKind, Phase
from cases.exchange.kinds import is_uuid
from cases.exchange.maker import RecordMaker
from cases.exchange.openness import OpenAPI, json_answer
from cases.exchange.record import CaseRecord
from cases.filters import FIRST_YEAR, LAST_YEAR, MAX_TEXT, CaseFilterSet, known_parameters
from cases.models import CasePage
from cases.search.facets import SIZES
from cases.search.hits import Hits
from cases.search.service import SORTS

MAX_PAGE_SIZE = 100
MAX_PAGE = 1_000_000

api = OpenAPI(
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
    return json_answer(error.answer, status=400)


def _one_of_many(codes: tuple[str, ...] | list[str], description: str = "") -> Any:
    extra: Any = {"items": {"type": "string", "enum": list(codes)}}
    return Field([], description=description or None, json_schema_extra=extra)


def _as_locale(schema: dict[str, Any]) -> None:
    schema["enum"] = list(LOCALES)
    del schema["default"]


def _number(default: int, most: int) -> Any:
    extra: Any = {"type": "integer", "minimum": 1, "maximum": most, "default": default}
    return Field(str(default), description=f"1 to {most}.", json_schema_extra=extra)


def _sorts(schema: dict[str, Any]) -> None:
    schema["enum"] = list(SORTS)
    del schema["default"]


def _year(description: str) -> Any:
    def schema(own: dict[str, Any]) -> None:
        own.update({"type": "integer", "minimum": FIRST_YEAR, "maximum": LAST_YEAR})
        del own["default"]

    return Field("", description=description, json_schema_extra=schema)


class CaseQuery(Schema):
    """Parameters of the list. A repeated parameter means *or* within it, different ones mean *and*."""

    q: str = Field("", description="Words in the case's texts.", json_schema_extra={"maxLength": MAX_TEXT})
    value: list[str] = _one_of_many(CODES[ConceptKind.VALUE])
    field: list[str] = _one_of_many(CODES[ConceptKind.FIELD])
    step: list[str] = _one_of_many(CODES[ConceptKind.LADDER_STEP])
    theme: list[str] = _one_of_many(CODES[ConceptKind.THEME])
    group: list[str] = _one_of_many(CODES[ConceptKind.TARGET_GROUP])
    sector: list[str] = _one_of_many(CODES[ConceptKind.SECTOR])
    role: list[str] = _one_of_many(CODES[ConceptKind.CITIZEN_ROLE])
    phase: list[str] = _one_of_many(Phase.values)
    thickness: list[str] = _one_of_many(CODES[ConceptKind.THICKNESS])
    municipality: list[str] = Field([], description="Number or name, old ones too; DK-0316 for a Danish number.")
    county: list[str] = Field([], description="Number of a county.")
    size: list[str] = _one_of_many(tuple(SIZES), "Inhabitants of the municipality.")
    from_year: str = _year("Still going on in this year.")
    to_year: str = _year("Begun by this year.")
    sort: str = Field(
        "", description="None: relevance where words are asked for, else newest.", json_schema_extra=_sorts
    )
    locale: list[str] = _one_of_many(LOCALES, "None: every locale.")
    page: str = _number(1, MAX_PAGE)
    page_size: str = _number(20, MAX_PAGE_SIZE)


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


class Missing(Schema):
    """There is nothing at this address."""

    detail: str


@api.get("/cases/", response={200: CaseList, 400: Refusal}, url_name="cases", summary="List published cases")
def list_cases(request: HttpRequest, query: Query[CaseQuery]) -> HttpResponse:
    """Return cases, those that fit the words best or the newest first; a facet's counts ignore its own selection."""
    page_size = _whole_number(request.GET, "page_size", 20, MAX_PAGE_SIZE)
    number = _whole_number(request.GET, "page", 1, MAX_PAGE)
    filters = CaseFilterSet(known_parameters(request.GET), request=request)
    _refuse_what_is_not_understood(filters)
    search = filters.search("nb", each_language=True)
    paginator = Hits(search, CasePage.objects.for_record()).paginator(page_size)
    try:
        hits = paginator.page(number)
    except EmptyPage as error:
        raise BadParameter("page", str(number), {"from": 1, "to": paginator.num_pages}) from error
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


class LocaleQuery(Schema):
    """Which translation of a case."""

    locale: str = Field("", description="None: nb, nn or en, in this order.", json_schema_extra=_as_locale)


@api.get(
    "/cases/{case_id}/",
    response={200: CaseRecord, 400: Refusal, 404: Missing},
    url_name="case",
    summary="One published case",
)
def one_case(request: HttpRequest, case_id: str, query: Query[LocaleQuery]) -> HttpResponse:
    """Return the case in the locale asked for, else in nb, nn or en, in this order."""
    # Checked here, so that a malformed one is answered as other malformed values are.
    if not is_uuid(case_id):
        raise BadParameter("id", case_id, "UUID")
    order = _locales(request.GET) or list(LOCALES)
    pages = CasePage.objects.live().filter(translation_key=case_id).for_record()
    by_locale = {page.locale.language_code: page for page in pages}
    page = next((by_locale[code] for code in order if code in by_locale), None)
    if page is None:
        return json_answer({"detail": "Not found"}, status=404)
    return json_answer(RecordMaker([page]).record(page))


def _locales(data: QueryDict) -> list[str]:
    """Return the locales that are asked for, in the order of preference; none for all."""
    asked = [value for value in data.getlist("locale") if value]
    for value in asked:
        if value not in LOCALES:
            raise BadParameter("locale", value, list(LOCALES))
    return [locale for locale in LOCALES if locale in asked]


def _whole_number(data: QueryDict, name: str, default: int, most: int) -> int:
    text = data.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= most):
        raise BadParameter(name, text, {"from": 1, "to": most})
    return int(text)


def _refuse_what_is_not_understood(filters: CaseFilterSet) -> None:
    with translation.override("en"):
        if filters.is_valid():
            return
        parameter, errors = next(iter(filters.form.errors.as_data().items()))
    field = filters.form.fields[parameter]
    value = (errors[0].params or {}).get("value", filters.data.get(parameter, ""))
    allowed: Any = "number or name of a municipality"
    if choices := getattr(field, "choices", None):
        allowed = [code for code, _name in choices]
    elif most := getattr(field, "max_length", None):
        allowed = {"max_length": most}
    elif last := getattr(field, "max_value", None):
        allowed = {"from": field.min_value, "to": last}
    raise BadParameter(parameter, str(value), allowed)


def _address(request: HttpRequest, page: int) -> str:
    parameters = request.GET.copy()
    parameters["page"] = str(page)
    return request.build_absolute_uri(f"{request.path}?{parameters.urlencode()}")
