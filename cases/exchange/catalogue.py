"""The library as data.norge.no harvests it: a catalogue with one data set and one service, by DCAT-AP-NO 3.

Addresses in it are those of SITE_URL whoever asks: they name the data set for life.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext, gettext_noop
from ninja import Router

from cases.codes import LICENCE_URLS, LOCALES, Licence
from cases.exchange.linked import Ref, Text, Thing, as_json_ld, as_turtle
from cases.exchange.openness import json_answer
from cases.exports.sheets import CONTENT_TYPE

router = Router()
PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_EU = "http://publications.europa.eu/resource/authority"
# KS in the register of legal entities.
_PUBLISHER = "https://data.brreg.no/enhetsregisteret/api/enheter/971032146"
_LANGUAGES = {"nb": "NOB", "nn": "NNO", "en": "ENG"}
_IANA = "https://www.iana.org/assignments/media-types"
_TITLE = gettext_noop("Cases of co-creation in Norwegian municipalities")
_DESCRIPTION = gettext_noop(
    "Stories of how municipalities and citizens, volunteers, businesses and others solve tasks together: what the "
    "problem was, what was done, what came of it and what was learnt. Each case is described by values, fields of "
    "action, themes, target groups and partners from the model of KS, and by municipality. Names of contact persons "
    "are not among the data."
)
_SERVICE = gettext_noop("Open API of Samskapingsportalen")
_KEYWORDS = gettext_noop("co-creation, social innovation, municipalities, citizen involvement")


@router.get(
    "/dcat/",
    response={200: str},
    url_name="dcat",
    summary="The data set described by DCAT-AP-NO, in Turtle",
    openapi_extra={"x-media-type": "text/turtle"},
)
def catalogue_in_turtle(request: HttpRequest) -> HttpResponse:
    """Return the description that catalogues harvest."""
    return HttpResponse(as_turtle(catalogue(), PREFIXES), content_type="text/turtle; charset=utf-8")


@router.get(
    "/dcat.jsonld",
    response={200: dict[str, object]},
    url_name="dcat_jsonld",
    summary="The data set described by DCAT-AP-NO, in JSON-LD",
    openapi_extra={"x-media-type": "application/ld+json"},
)
def catalogue_in_json_ld(request: HttpRequest) -> HttpResponse:
    """Return the same description as JSON."""
    answer = json_answer(as_json_ld(catalogue(), PREFIXES))
    answer.headers["Content-Type"] = "application/ld+json"
    return answer


def catalogue() -> list[Thing]:
    """Return catalogue, data set, its distributions, service, publisher and contact."""
    at = _at("dcat")
    files = [
        ("json", _at("cases"), "application/json"),
        ("csv", _at("cases_csv"), "text/csv"),
        ("xlsx", _at("cases_xlsx"), CONTENT_TYPE),
    ]
    common = {
        "dct:publisher": [Ref(_PUBLISHER)],
        "dcat:contactPoint": [Ref(f"{at}#contact")],
        "dct:license": [Ref(LICENCE_URLS[Licence.CC_BY])],
    }
    return [
        _catalogue(at, common),
        _dataset(at, common, [f"{at}#{name}" for name, _address, _kind in files]),
        *(_distribution(f"{at}#{name}", address, kind, at) for name, address, kind in files),
        _service(at, common),
        Thing(
            _PUBLISHER,
            "foaf:Agent",
            {
                "foaf:name": [Text("KS", language) for language in LOCALES],
                "dct:identifier": [Text("971032146")],
            },
        ),
        Thing(
            f"{at}#contact",
            "vcard:Organization",
            {
                "vcard:fn": [Text("Samskapingsportalen, KS", "nb")],
                "vcard:hasEmail": [Ref(f"mailto:{settings.CONTACT_EMAIL}")],
            },
        ),
    ]


def _catalogue(at: str, common: dict[str, list[Ref]]) -> Thing:
    own: dict[str, Iterable[Ref | Text]] = {
        "dct:identifier": [Text(at)],
        "dct:title": [Text("Samskapingsportalen", language) for language in LOCALES],
        "dct:description": _in_each_language(_DESCRIPTION),
        "foaf:homepage": [Ref(f"{settings.SITE_URL}/")],
        "dct:language": _languages(),
        "dcat:dataset": [Ref(f"{at}#cases")],
        "dcat:service": [Ref(f"{at}#api")],
    }
    return Thing(at, "dcat:Catalog", {**own, **common})


def _dataset(at: str, common: dict[str, list[Ref]], distributions: Iterable[str]) -> Thing:
    own: dict[str, Iterable[Ref | Text]] = {
        "dct:identifier": [Text(f"{at}#cases")],
        "dct:title": _in_each_language(_TITLE),
        "dct:description": _in_each_language(_DESCRIPTION),
        "dcat:keyword": [
            Text(word.strip(), text.language) for text in _in_each_language(_KEYWORDS) for word in text.text.split(",")
        ],
        "dcat:theme": [Ref(f"{_EU}/data-theme/{theme}") for theme in ("SOCI", "GOVE")],
        "dct:accessRights": [Ref(f"{_EU}/access-right/PUBLIC")],
        "dct:accrualPeriodicity": [Ref(f"{_EU}/frequency/IRREG")],
        "dct:spatial": [Ref(f"{_EU}/country/NOR")],
        "dct:language": _languages(),
        "dcat:landingPage": [Ref(f"{settings.SITE_URL}/")],
        "foaf:page": [Ref(settings.SITE_URL + _page_about_the_data())],
        "dcat:distribution": [Ref(address) for address in distributions],
    }
    publisher_and_contact = {name: values for name, values in common.items() if name != "dct:license"}
    return Thing(f"{at}#cases", "dcat:Dataset", {**own, **publisher_and_contact})


def _distribution(iri: str, address: str, media_type: str, at: str) -> Thing:
    own: dict[str, Iterable[Ref | Text]] = {
        "dct:title": _in_each_language(_TITLE),
        "dcat:accessURL": [Ref(address)],
        "dct:format": [Ref(f"{_EU}/file-type/{iri.rpartition('#')[2].upper()}")],
        "dcat:mediaType": [Ref(f"{_IANA}/{media_type}")],
        "dct:license": [Ref(LICENCE_URLS[Licence.CC_BY])],
        "dcat:accessService": [Ref(f"{at}#api")],
    }
    return Thing(iri, "dcat:Distribution", own)


def _service(at: str, common: dict[str, list[Ref]]) -> Thing:
    own: dict[str, Iterable[Ref | Text]] = {
        "dct:identifier": [Text(f"{at}#api")],
        "dct:title": _in_each_language(_SERVICE),
        "dcat:endpointURL": [Ref(f"{settings.SITE_URL}{reverse('api:api-root')}")],
        "dcat:endpointDescription": [Ref(_at("openapi-json"))],
        "dcat:servesDataset": [Ref(f"{at}#cases")],
        "dct:format": [Ref(f"{_EU}/file-type/JSON")],
    }
    return Thing(f"{at}#api", "dcat:DataService", {**own, **common})


def _at(view: str) -> str:
    return settings.SITE_URL + reverse(f"api:{view}")


def _page_about_the_data() -> str:
    with translation.override("nb"):
        return reverse("open_data")


def _in_each_language(message: str) -> list[Text]:
    texts = []
    for language in LOCALES:
        with translation.override(language):
            texts.append(Text(gettext(message), language))
    return texts


def _languages() -> list[Ref]:
    return [Ref(f"{_EU}/language/{code}") for code in _LANGUAGES.values()]
