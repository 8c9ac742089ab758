"""Reads what belongs to a case in tables of its own at once, for a public page may ask the database fifteen times."""

from __future__ import annotations

from typing import Any

from django.db.models import CharField, QuerySet, Value

from cases.models import CasePage, County, FieldTag, Partner, ValueTag


def fetch_parts(page: CasePage) -> None:
    """Put a case's values, fields, partners and counties into memory with one query.

    A draft that is looked at has its own there already, which nobody has saved yet.
    """
    if page.pk is None or getattr(page, "_cluster_related_objects", None):
        return
    found: dict[str, list[tuple[Any, ...]]] = {"value": [], "field": [], "partner": [], "county": []}
    for kind, *row in _rows(page):
        found[kind].append(tuple(row))
    page.value_tags = [
        ValueTag(pk=pk, page=page, sort_order=order, code=code, how=how)
        for order, pk, code, how, _url in sorted(found["value"], key=_place)
    ]
    page.field_tags = [
        FieldTag(pk=pk, page=page, sort_order=order, code=code, how=how)
        for order, pk, code, how, _url in sorted(found["field"], key=_place)
    ]
    page.partners = [
        Partner(pk=pk, page=page, sort_order=order, sector=sector, name=name, url=url)
        for order, pk, sector, name, url in sorted(found["partner"], key=_place)
    ]
    counties = sorted((key, pk, number, name) for _order, pk, number, name, key in found["county"])
    page.counties = [County(pk=pk, number=number, name=name, sort_key=key) for key, pk, number, name in counties]


def _rows(page: CasePage) -> QuerySet[Any, Any]:
    """Return (kind, order, pk, code, text, more) of each part."""
    values = ValueTag.objects.filter(page=page).order_by()
    fields = FieldTag.objects.filter(page=page).order_by()
    partners = Partner.objects.filter(page=page).order_by()
    counties = County.objects.filter(cases=page).order_by()
    return values.values_list(_text("value"), "sort_order", "pk", "code", "how", _text("")).union(
        fields.values_list(_text("field"), "sort_order", "pk", "code", "how", _text("")),
        partners.values_list(_text("partner"), "sort_order", "pk", "sector", "name", "url"),
        counties.values_list(_text("county"), Value(0), "pk", "number", "name", "sort_key"),
        all=True,
    )


def _place(row: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return what a part stands by: its order, those without one last, as the database has it."""
    order, pk = row[:2]
    return order is None, order or 0, pk


def _text(text: str) -> Value:
    return Value(text, output_field=CharField())
