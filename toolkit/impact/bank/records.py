"""What the open API says of indicators: the shape of its answers, and how entries of the bank get into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.db.models import Q
from django.urls import reverse
from django.utils import translation
from ninja import Schema

from toolkit.impact.published import Content, PublishedIndicator
from toolkit.models import BankIndicator, BankUse


class PartRecord(Schema):
    """A part of a breakdown; `hidden` where it is too small to be shown."""

    name: str
    amount: str | None
    hidden: bool


class MeasurementRecord(Schema):
    """What was measured on a day; figures are decimal numbers as text, a share's amount is in per cent."""

    on: str | None
    amount: str | None
    numerator: str | None
    denominator: str | None
    grade: int | None
    text: str
    source: str
    breakdown: list[PartRecord]


class TargetRecord(Schema):
    """What is to be reached, and by when."""

    value: str | None
    by_date: str | None


class UseRecord(Schema):
    """A case that uses the indicator, with what it publishes of it; `case` is the case's id."""

    case: str
    baseline: MeasurementRecord | None
    measurements: list[MeasurementRecord]
    targets: list[TargetRecord]
    is_example: bool


class OriginRecord(Schema):
    """The indicator that one is based on, with the title of the case that it came from."""

    id: str
    title: str


class IndicatorRecord(Schema):
    """An indicator of the bank."""

    id: str
    url: str
    name: str
    language: str
    level: str
    for_whom: str
    kind: str
    direction: str
    unit: str
    numerator: str
    denominator: str
    scale_from: int | None
    scale_to: int | None
    grades: list[str]
    breakdown: list[str]
    method: str
    source: str
    frequency: str
    themes: list[str]
    groups: list[str]
    rests_on_research: bool
    recommended: bool
    is_example: bool
    based_on: OriginRecord | None
    cases: int
    reused: int


class IndicatorWithUses(IndicatorRecord):
    """An indicator with the cases that use it."""

    uses: list[UseRecord]


def record_of(entry: BankIndicator) -> dict[str, Any]:
    """Return an entry as the API gives it; no query."""
    content = entry.content
    origin = content.get("origin")
    plain = ("name", "language", "level", "for_whom", "kind", "direction", "unit", "frequency", "themes", "groups")
    texts = ("numerator", "denominator", "method", "source")
    return {
        "id": str(entry.key),
        "url": address_of(entry),
        **{name: getattr(entry, name) for name in plain},
        **{name: content.get(name) or "" for name in texts},
        **{name: content.get(name) for name in ("scale_from", "scale_to")},
        **{name: content.get(name) or [] for name in ("grades", "breakdown")},
        "rests_on_research": bool(content.get("rests_on_research")),
        "recommended": entry.is_recommended,
        "is_example": bool(content.get("is_example")),
        "based_on": {"id": str(origin), "title": content.get("origin_title") or ""} if origin else None,
        "cases": entry.used,
        "reused": entry.reused,
    }


def address_of(entry: BankIndicator) -> str:
    """Return the address of an entry's page, which names it for life; in bokmål, whoever asks."""
    with translation.override("nb"):
        return urljoin(settings.SITE_URL, reverse("bank_indicator", args=[entry.key]))


def uses_of(entries: Sequence[BankIndicator]) -> Mapping[int, list[tuple[BankUse, Content, PublishedIndicator]]]:
    """Return the uses of each entry with what is published, that of the case it comes from first. One query."""
    survivors = {entry.pk: entry for entry in entries}
    uses = BankUse.objects.filter(Q(indicator__in=survivors) | Q(indicator__merged_into__in=survivors))
    found: dict[int, list[tuple[BankUse, Content, PublishedIndicator]]] = defaultdict(list)
    for use in uses.select_related("publication", "indicator").order_by("pk"):
        content = Content.read(use.publication.content)
        for one in content.indicators:
            if one.key == str(use.key):
                owner = use.indicator.merged_into_id or use.indicator_id
                found[owner].append((use, content, one))
    for pk, own in found.items():
        own.sort(key=lambda use: use[0].key != survivors[pk].key)
    return found


def use_records(uses: Iterable[tuple[BankUse, Content, PublishedIndicator]]) -> list[dict[str, Any]]:
    """Return the uses of an entry as the API gives them."""
    return [_use(use, content, one.plain()) for use, content, one in uses]


def _use(use: BankUse, content: Content, published: dict[str, Any]) -> dict[str, Any]:
    return {
        "case": str(use.case_id),
        "baseline": _measured(published["baseline"]) if published["baseline"] else None,
        "measurements": [_measured(one) for one in published["measurements"]],
        "targets": [{"value": one["value"], "by_date": one["by_date"]} for one in published["targets"]],
        "is_example": content.is_example,
    }


def _measured(one: Mapping[str, Any]) -> dict[str, Any]:
    plain = ("on", "amount", "numerator", "denominator", "grade", "text", "source")
    parts = [{"name": part["name"], "amount": part["amount"], "hidden": part["is_hidden"]} for part in one["breakdown"]]
    return {**{name: one[name] for name in plain}, "breakdown": parts}
