"""What goes for every operation of the open API, added to its description: so that a program can trust it."""

from __future__ import annotations

from typing import Any

from ninja import Schema

from cases.lookup import code_of, remembered_gazetteer
from cases.models import County

_JSON = "application/json"
# The numbers of today. Old numbers and names are too many to list, and are understood all the same.
_PLACES = {"municipality": "MunicipalityCode", "county": "CountyNumber"}
_HEADERS = {
    "ETag": ("string", "Send it in If-None-Match, to be told whether anything is new."),
    "RateLimit-Limit": ("integer", "Requests allowed in the time that RateLimit-Policy names."),
    "RateLimit-Remaining": ("integer", "Requests left."),
    "RateLimit-Reset": ("integer", "Seconds until all are allowed again."),
}


class Refusal(Schema):
    """What was not understood."""

    parameter: str
    value: str
    allowed: Any


class Missing(Schema):
    """There is nothing at this address."""

    detail: str


def complete(schema: dict[str, Any]) -> None:
    """Say of every operation what it may be asked and answers besides its own, and which places there are."""
    for methods in schema["paths"].values():
        for operation in methods.values():
            for parameter in operation["parameters"]:
                _complete_parameter(parameter)
            _complete_answers(operation)
    codes = (code_of(place.country, place.number) for place in remembered_gazetteer().places)
    known = schema["components"]["schemas"]
    known["MunicipalityCode"] = {"type": "string", "enum": sorted(codes)}
    known["CountyNumber"] = {"type": "string", "enum": list(County.objects.values_list("number", flat=True))}


def _complete_parameter(parameter: dict[str, Any]) -> None:
    if parameter["in"] == "query":
        # An empty field of a form asks for nothing.
        parameter["allowEmptyValue"] = True
    if name := _PLACES.get(parameter["name"]):
        parameter["schema"]["items"] = {"$ref": f"#/components/schemas/{name}"}
    if parameter["name"] in ("case_id", "indicator_id"):
        parameter["schema"]["format"] = "uuid"


def _complete_answers(operation: dict[str, Any]) -> None:
    answers = operation["responses"]
    detail = {"type": "object", "required": ["detail"], "properties": {"detail": {"type": "string"}}}
    unreadable = {"description": "The address cannot be read: no UTF-8, a NUL, or more than 8,000 bytes.", **detail}
    refusal = answers[400]["content"][_JSON]["schema"] if 400 in answers else None
    answers[400] = {
        "description": "What was not understood.",
        "content": {_JSON: {"schema": {"anyOf": [refusal, unreadable]} if refusal else unreadable}},
    }
    answers[200]["headers"] = {
        name: {"schema": {"type": kind}, "description": meaning} for name, (kind, meaning) in _HEADERS.items()
    }
    answers[304] = {"description": "Nothing is new since the answer that If-None-Match names."}
    problem = {"type": "object", "properties": {"status": {"const": 429}, "detail": {"type": "string"}}}
    answers[429] = {
        "description": "Too many requests; Retry-After says when to come back.",
        "headers": {"Retry-After": {"schema": {"type": "integer"}}},
        "content": {"application/problem+json": {"schema": problem}},
    }
    if media_type := operation.pop("x-media-type", ""):
        content = answers[200]["content"]
        content[media_type] = content.pop(_JSON)
