"""Indicators as linked data, by the Basic tier of the Common Impact Data Standard (3.2). A pure core.

What is mapped to what, and what is left out, stands in docs/decisions: the indicator bank in the open data.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from toolkit.impact.codes import Kind
from toolkit.impact.published import Measured, PublishedIndicator

CONTEXT: Final[dict[str, Any]] = {
    "cids": "https://ontology.commonapproach.org/cids#",
    "org": "http://ontology.eil.utoronto.ca/tove/organization#",
    "i72": "http://ontology.eil.utoronto.ca/ISO21972/iso21972#",
    "prov": "http://www.w3.org/ns/prov#",
    "dcterms": "http://purl.org/dc/terms/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "prov:startedAtTime": {"@type": "xsd:dateTime"},
    "prov:endedAtTime": {"@type": "xsd:dateTime"},
}


@dataclass(frozen=True)
class Described:
    """An indicator as linked data needs it: its address, its plain values, and the cases that use it, its own first."""

    address: str
    record: Mapping[str, Any]
    uses: Sequence[tuple[str, str, PublishedIndicator]]
    """The address and title of a case, and what it publishes."""


def as_linked_data(indicators: Iterable[Described], themes: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    """Return the graph of some indicators; `themes` has an address and a name for each code."""
    things: dict[str, dict[str, Any]] = {}
    for one in indicators:
        for thing in (*_organisations(one), *_themes(one, themes), _indicator(one, themes), *_reports(one)):
            known = things.setdefault(thing["@id"], thing)
            if thing["@type"] == "cids:Organization" and known is not thing:
                known["cids:hasIndicator"] += thing["cids:hasIndicator"]
    return {"@context": CONTEXT, "@graph": list(things.values())}


def _ref(address: str) -> dict[str, str]:
    return {"@id": address}


def _organisations(one: Described) -> Iterable[dict[str, Any]]:
    for place, (case, title, _published) in enumerate(one.uses):
        # Each indicator is of one organisation: the one that published it first.
        own = [_ref(one.address)] if place == 0 else []
        yield {"@id": case, "@type": "cids:Organization", "org:hasLegalName": title, "cids:hasIndicator": own}


def _themes(one: Described, themes: Mapping[str, tuple[str, str]]) -> Iterable[dict[str, Any]]:
    for code in one.record["themes"]:
        if code in themes:
            address, name = themes[code]
            yield {"@id": address, "@type": "cids:Theme", "org:hasName": name, "cids:hasDescription": name}


def _indicator(one: Described, themes: Mapping[str, tuple[str, str]]) -> dict[str, Any]:
    record = one.record
    told = [record["numerator"], record["denominator"], record["method"], record["source"]]
    thing = {
        "@id": one.address,
        "@type": "cids:Indicator",
        "org:hasName": record["name"],
        "cids:hasDescription": "\n".join(filter(None, told)) or record["name"],
        "cids:unitDescription": unit_of(record),
        "cids:forTheme": [_ref(themes[code][0]) for code in record["themes"] if code in themes],
        "cids:hasIndicatorReport": [_ref(report["@id"]) for report in _reports(one)],
        "dcterms:language": record["language"],
    }
    return thing | ({"cids:forOrganization": _ref(one.uses[0][0])} if one.uses else {})


def unit_of(record: Mapping[str, Any]) -> str:
    """Return the unit in words: that of the plan, else what follows from the kind."""
    if record["kind"] == Kind.SHARE:
        return "%"
    if record["kind"] == Kind.MONEY:
        return str(record["unit"] or "NOK")
    if record["kind"] == Kind.SCALE and record["scale_from"] is not None and record["scale_to"] is not None:
        return f"{record['unit']} {record['scale_from']}-{record['scale_to']}".strip()
    if record["kind"] == Kind.GRADED:
        return f"1-{len(record['grades'])}"
    return str(record["unit"] or record["kind"])


def _reports(one: Described) -> Iterable[dict[str, Any]]:
    for case, title, published in one.uses:
        if published.kind == Kind.QUOTATION:
            continue
        for measured in published.all_measured:
            if measured.on is not None and measured.amount is not None:
                yield _report(one, case, title, measured)


def _report(one: Described, case: str, title: str, measured: Measured) -> dict[str, Any]:
    day = str(measured.on)
    return {
        "@id": f"{one.address}#{measured.key or f'{case}-{day}'}",
        "@type": "cids:IndicatorReport",
        "org:hasName": f"{one.record['name']}, {title}, {day}",
        "cids:forIndicator": _ref(one.address),
        "cids:forOrganization": _ref(case),
        "prov:startedAtTime": f"{day}T00:00:00",
        "prov:endedAtTime": f"{day}T23:59:59",
        "i72:value": {
            "@type": "i72:Measure",
            "i72:hasNumericalValue": format(measured.amount.normalize(), "f") if measured.amount is not None else "",
        },
    }
