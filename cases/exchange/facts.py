"""What all translations of a case have in common, on records as plain values. A pure core: no database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from cases.codes import LOCALES
from cases.facts import matching_partners

# Keys whose content belongs to a locale; all else is a fact that the translations of a case share.
# `first_published_at` is neither: each translation is published when it is ready. `contact` is a fact that a record may
# keep silent about, and is compared apart.
TEXT_KEYS = frozenset(
    [
        "format",
        "locale",
        "slug",
        "title",
        "summary",
        "place",
        "challenge",
        "solution",
        "results",
        "lessons",
        "transfer",
        "body",
        "first_published_at",
        "contact",
    ]
)


def facts_of(plain: dict[str, Any]) -> dict[str, Any]:
    """Return the facts of a record: what every translation of the case says alike. The order of codes says nothing."""
    facts = {key: value for key, value in plain.items() if key not in TEXT_KEYS}
    for name in ("values", "fields"):
        facts[name] = sorted(tag["code"] for tag in plain[name])
    facts["partners"] = [{key: partner[key] for key in ("sector", "url")} for partner in plain["partners"]]
    facts["image"] = {k: v for k, v in plain["image"].items() if k != "alt"} if plain["image"] else None
    return facts


def with_shared_facts(records: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return records in which all translations of a case carry the same facts.

    They do so on the site from the moment one is published; a draft may be ahead. The first live one in the order nb,
    nn, en decides, else the first draft.
    """
    by_case: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for record in records:
        by_case[record["id"]].append(record)
    for lines in by_case.values():
        lines.sort(key=lambda line: (line["first_published_at"] is None, LOCALES.index(line["locale"])))
        for line in lines[1:]:
            _take_facts(line, lines[0])
    return [line for lines in by_case.values() for line in lines]


def _take_facts(line: dict[str, Any], source: dict[str, Any]) -> None:
    """Give a record the facts of another; its own texts stay, as when one translation is published on the site."""
    own_hows = {name: {tag["code"]: tag["how"] for tag in line[name]} for name in ("values", "fields")}
    own_partners, own_image = line["partners"], line["image"]
    for key in facts_of(source):
        line[key] = source[key]
    for name, hows in own_hows.items():
        line[name] = [{"code": tag["code"], "how": hows.get(tag["code"], "")} for tag in source[name]]
    pairs = matching_partners(*(map(_as_partner, partners) for partners in (source["partners"], own_partners)))
    line["partners"] = [
        {**partner, "name": partner["name"] if own is None else own_partners[own]["name"]}
        for partner, own in zip(source["partners"], pairs, strict=True)
    ]
    if source["image"] and own_image and own_image["file"] == source["image"]["file"] and own_image["alt"]:
        line["image"] = {**source["image"], "alt": own_image["alt"]}
    line["contact"] = source["contact"]


def _as_partner(partner: dict[str, Any]) -> tuple[str, str, str]:
    return partner["name"], partner["sector"], partner["url"]
