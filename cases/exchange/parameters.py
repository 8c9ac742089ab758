"""What the open API may be asked, and how it says that something was not understood."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils import translation
from ninja import Schema
from pydantic import Field

from cases.codes import CODES, LOCALES, ConceptKind, Phase
from cases.filters import FIRST_YEAR, LAST_YEAR, MAX_TEXT, CaseFilterSet, known_parameters
from cases.search.facets import SIZES
from cases.search.service import SORTS, Search

MAX_PAGE_SIZE = 100
MAX_PAGE = 1_000_000
# From least to most; the tools work out which one a case has.
EVIDENCE = ("told", "self_assessed", "baseline", "measured", "evaluated")


class BadParameter(Exception):  # noqa: N818 - named for what it is to the caller
    """A parameter whose value is not allowed."""

    def __init__(self, parameter: str, value: str, allowed: Any) -> None:
        super().__init__(parameter)
        self.answer = {"parameter": parameter, "value": value, "allowed": allowed}


def one_of_many(codes: tuple[str, ...] | list[str], description: str = "") -> Any:
    """Return the field of a parameter that takes any of some codes, and may be repeated."""
    extra: Any = {"items": {"type": "string", "enum": list(codes)}}
    return Field([], description=description or None, json_schema_extra=extra)


def _as_locale(schema: dict[str, Any]) -> None:
    schema["enum"] = list(LOCALES)
    del schema["default"]


def number(default: int, most: int) -> Any:
    """Return the field of a parameter that takes a whole number from 1."""
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


class SearchQuery(Schema):
    """Which cases. A repeated parameter means *or* within it, different ones mean *and*."""

    q: str = Field("", description="Words in the case's texts.", json_schema_extra={"maxLength": MAX_TEXT})
    value: list[str] = one_of_many(CODES[ConceptKind.VALUE])
    field: list[str] = one_of_many(CODES[ConceptKind.FIELD])
    step: list[str] = one_of_many(CODES[ConceptKind.LADDER_STEP])
    theme: list[str] = one_of_many(CODES[ConceptKind.THEME])
    group: list[str] = one_of_many(CODES[ConceptKind.TARGET_GROUP])
    sector: list[str] = one_of_many(CODES[ConceptKind.SECTOR])
    role: list[str] = one_of_many(CODES[ConceptKind.CITIZEN_ROLE])
    phase: list[str] = one_of_many(Phase.values)
    thickness: list[str] = one_of_many(CODES[ConceptKind.THICKNESS])
    municipality: list[str] = Field(
        [], description="Number of today, DK-0316 for a Danish one. Old numbers and names are understood too."
    )
    county: list[str] = Field([], description="Number of a county.")
    size: list[str] = one_of_many(tuple(SIZES), "Inhabitants of the municipality.")
    from_year: str = _year("Still going on in this year.")
    to_year: str = _year("Begun by this year.")
    has_assessment: list[str] = one_of_many(("1",), "Only cases that show a self-assessment of the collaboration.")
    has_impact: list[str] = one_of_many(("1",), "Only cases that show what has been measured of their impact.")
    evidence: list[str] = one_of_many(EVIDENCE, "How well the impact is known, by what the case shows.")
    sort: str = Field(
        "", description="None: relevance where words are asked for, else newest.", json_schema_extra=_sorts
    )
    locale: list[str] = one_of_many(LOCALES, "None: every locale.")


class CaseQuery(SearchQuery):
    """Parameters of the list: which cases, and which page of them."""

    page: str = number(1, MAX_PAGE)
    page_size: str = number(20, MAX_PAGE_SIZE)


class LocaleQuery(Schema):
    """Which translation of a case."""

    locale: str = Field("", description="None: nb, nn or en, in this order.", json_schema_extra=_as_locale)


def search_of(request: HttpRequest) -> Search:
    """Return the search that the address asks for, in every language; BadParameter for what is not understood."""
    filters = CaseFilterSet(known_parameters(request.GET), request=request)
    refuse_what_is_not_understood(filters)
    return filters.search("nb", each_language=True)


def locales_of(data: QueryDict) -> list[str]:
    """Return the locales that are asked for, in the order of preference; none for all."""
    asked = [value for value in data.getlist("locale") if value]
    for value in asked:
        if value not in LOCALES:
            raise BadParameter("locale", value, list(LOCALES))
    return [locale for locale in LOCALES if locale in asked]


def whole_number(data: QueryDict, name: str, default: int, most: int) -> int:
    """Return a number of the address, or its default; BadParameter for what is none from 1 to `most`."""
    text = data.get(name) or str(default)
    if not (text.isascii() and text.isdigit() and len(text) <= 7 and 1 <= int(text) <= most):
        raise BadParameter(name, text, {"from": 1, "to": most})
    return int(text)


def refuse_what_is_not_understood(filters: CaseFilterSet) -> None:
    """Raise BadParameter for the first parameter whose value means nothing."""
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
