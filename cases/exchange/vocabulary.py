"""What the case record's codes mean: concepts in three languages, municipalities and counties, for the open API."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from cases.exchange.openness import json_answer
from cases.lookup import code_of
from cases.models import Concept, County, Municipality
from cases.search.service import Question, Search

router = Router()


class ConceptOut(Schema):
    """A code: its names and meaning by language, and its theme in Los, the public sector's own list."""

    code: str
    names: dict[str, str]
    meaning: dict[str, str]
    los: str | None


class VocabularyOut(Schema):
    """The codes of each kind, in their own order."""

    kinds: dict[str, list[ConceptOut]]


class CountyOut(Schema):
    """A county."""

    number: str
    name: str


class MunicipalityOut(Schema):
    """A municipality, and how many published cases it has, each language counted once."""

    number: str
    country: str
    name: str
    official_name: str
    other_names: list[str]
    county: CountyOut | None
    population: int | None
    latitude: float | None
    longitude: float | None
    cases: int


class Municipalities(Schema):
    """All municipalities of the library."""

    counties: list[CountyOut]
    municipalities: list[MunicipalityOut]


@router.get("/vocabulary/", response={200: VocabularyOut}, url_name="vocabulary", summary="What the codes mean")
def vocabulary(request: HttpRequest) -> HttpResponse:
    """Return every code with its names in bokmål, nynorsk and English."""
    kinds: dict[str, list[dict[str, object]]] = {}
    for concept in Concept.objects.prefetch_related("texts"):
        texts = {text.locale: text for text in concept.texts.all()}
        kinds.setdefault(concept.kind, []).append(
            {
                "code": concept.code,
                "names": {locale: text.name for locale, text in texts.items()},
                "meaning": {locale: text.short for locale, text in texts.items()},
                "los": concept.los_uri or None,
            }
        )
    return json_answer({"kinds": kinds})


@router.get(
    "/municipalities/",
    response={200: Municipalities},
    url_name="municipalities",
    summary="Counties, and municipalities with their number of cases",
)
def list_municipalities(request: HttpRequest) -> HttpResponse:
    """Return the municipalities of today by number, Danish ones among them."""
    counted = Search(Question(each_language=True)).counts(["municipality"])["municipality"]
    places = Municipality.objects.select_related("county").order_by("country", "number")
    counties = County.objects.order_by("number").values("number", "name")
    municipalities = [_municipality(place, counted) for place in places]
    return json_answer({"counties": list(counties), "municipalities": municipalities})


def _municipality(place: Municipality, counted: Mapping[str, int]) -> dict[str, object]:
    cases = counted.get(code_of(place.country, place.number), 0)
    county = place.county and {"number": place.county.number, "name": place.county.name}
    plain = ("number", "country", "name", "official_name", "other_names", "population", "latitude", "longitude")
    return {**{key: getattr(place, key) for key in plain}, "county": county, "cases": cases}
