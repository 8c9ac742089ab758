"""A case as search engines read it: schema.org in JSON-LD. No person's name or address is in it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from cases.codes import THEMES, ConceptKind
from cases.detail.citation import PORTAL, PUBLISHER
from cases.models import CasePage, County, Municipality, Vocabulary
from cases.models.vocabulary import Term

# What would end the script or begin a comment in it, as escapes of JSON.
_ESCAPES = {ord(letter): f"\\u{ord(letter):04X}" for letter in "<>&\u2028\u2029"}
_TERM_SET = "Samskapende sosial innovasjon i norske kommuner (KS)"


@dataclass(frozen=True)
class Addresses:
    """Whole addresses of the page and of what it speaks of; `site` has no slash at its end."""

    site: str
    page: str
    index: str
    home: str
    model: str
    cover: str
    licence: str
    # (language, address) of the other published versions.
    others: list[tuple[str, str]] = field(default_factory=list)


def as_script(data: Any) -> SafeString:
    """Return JSON for a data block in HTML, which no text in it can end."""
    return mark_safe(json.dumps(data, ensure_ascii=False).translate(_ESCAPES))  # noqa: S308 - escaped above


def structured_data(
    page: CasePage,
    vocabulary: Vocabulary,
    municipalities: Iterable[Municipality],
    counties: Iterable[County],
    at: Addresses,
    index_title: str,
) -> dict[str, Any]:
    """Return the case as a CreativeWork, and the way to it as a BreadcrumbList; nothing empty is in them."""
    work = {
        "@type": "CreativeWork",
        "@id": at.page,
        "url": at.page,
        "identifier": page.case_id,
        "name": page.title,
        "abstract": page.summary,
        "inLanguage": page.locale.language_code,
        "image": at.cover,
        "license": at.licence,
        "datePublished": page.first_published_at and page.first_published_at.isoformat(),
        "dateModified": page.last_published_at and page.last_published_at.isoformat(),
        "publisher": {"@type": "Organization", "name": PUBLISHER, "url": "https://www.ks.no/"},
        "isPartOf": {"@type": "Collection", "name": PORTAL, "url": at.index},
        "spatialCoverage": [*map(_municipality, municipalities), *map(_county, counties)],
        "temporalCoverage": _period(page),
        "about": [*_concepts(page, vocabulary, at)],
        **_translations(page, at),
    }
    return {"@context": "https://schema.org", "@graph": [_without_empty(work), _breadcrumbs(page, at, index_title)]}


def _breadcrumbs(page: CasePage, at: Addresses, index_title: str) -> dict[str, Any]:
    steps = [(PORTAL, at.home), (index_title, at.index), (page.title, at.page)]
    items = [
        {"@type": "ListItem", "position": number, "name": name, "item": address}
        for number, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _municipality(place: Municipality) -> dict[str, Any]:
    norwegian = place.country == "NO"
    numbered = {
        "@type": "PropertyValue",
        "propertyID": "kommunenummer" if norwegian else "kommunekode",
        "value": place.number,
    }
    point = None
    if place.latitude is not None and place.longitude is not None:
        point = {"@type": "GeoCoordinates", "latitude": place.latitude, "longitude": place.longitude}
    return _without_empty(
        {
            "@type": "AdministrativeArea",
            "name": place.name,
            "identifier": numbered,
            "geo": point,
            "containedInPlace": {"@type": "Country", "identifier": place.country},
        }
    )


def _county(county: County) -> dict[str, Any]:
    numbered = {"@type": "PropertyValue", "propertyID": "fylkesnummer", "value": county.number}
    return {"@type": "AdministrativeArea", "name": county.name, "identifier": numbered}


def _period(page: CasePage) -> str:
    """Return an interval of ISO 8601; `..` where an end is open."""
    if not (page.started or page.ended):
        return ""
    return page.started if page.started == page.ended else f"{page.started or '..'}/{page.ended or '..'}"


def _concepts(page: CasePage, vocabulary: Vocabulary, at: Addresses) -> Iterable[dict[str, Any]]:
    step = vocabulary.term(ConceptKind.LADDER_STEP, page.ladder_step)
    terms = [
        *vocabulary.some(ConceptKind.VALUE, [tag.code for tag in page.value_tags.all()]),
        *vocabulary.some(ConceptKind.FIELD, [tag.code for tag in page.field_tags.all()]),
        *([step] if step else []),
        *vocabulary.some(ConceptKind.THEME, page.themes),
    ]
    return (_defined_term(term, at) for term in terms)


def _defined_term(term: Term, at: Addresses) -> dict[str, Any]:
    theme = term.kind == ConceptKind.THEME
    return _without_empty(
        {
            "@type": "DefinedTerm",
            "name": term.name,
            "termCode": term.code,
            "url": f"{at.index}?theme={term.code}" if theme else at.site + term.url,
            "sameAs": THEMES.get(term.code, "") if theme else "",
            "inDefinedTermSet": "" if theme else {"@type": "DefinedTermSet", "name": _TERM_SET, "url": at.model},
        }
    )


def _translations(page: CasePage, at: Addresses) -> dict[str, Any]:
    """Return the text that this one was translated from, and for an original its translations."""
    versions = {language: {"@id": address, "inLanguage": language} for language, address in at.others}
    if page.translated_from:
        return {"translationOfWork": versions.get(page.translated_from)}
    return {"workTranslation": list(versions.values())}


def _without_empty(data: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in data.items() if value}
