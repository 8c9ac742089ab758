"""Fields of the form of a measurement: a count, and the figures of each part of a breakdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from toolkit.impact import figures
from toolkit.impact.codes import Kind
from toolkit.impact.indicator_fields import Figure


class Count(Figure):
    """How many they are: a figure that is never less than nothing."""

    def clean(self, value: Any) -> Decimal | None:
        """Return the figure; ValidationError where it cannot be a count."""
        return not_negative(super().clean(value))


@dataclass(frozen=True)
class Column:
    """A figure that each part of a breakdown has: the name it is stored under, and what it is called."""

    name: str
    label: str


def columns_of(kind: str, *, numerator: str, denominator: str) -> list[Column]:
    """Return what is measured of each part: of a share how many, out of how many; of a mean also how many answered."""
    if kind == Kind.SHARE:
        return [Column("numerator", numerator), Column("denominator", denominator), Column("value", _("or per cent"))]
    if kind == Kind.SCALE:
        return [Column("value", _("mean")), Column("denominator", _("how many answered"))]
    return [Column("value", pgettext("part of a measurement", "figure"))]


class BreakdownInput(forms.Widget):
    """A table of inputs: a row for each part, a column for each figure."""

    template_name = "components/impact/breakdown_input.html"

    def __init__(self, parts: Sequence[str], columns: Sequence[Column]) -> None:
        super().__init__()
        self.parts, self.columns = parts, columns

    def get_context(self, name: str, value: Any, attrs: Any) -> dict[str, Any]:
        """Return the rows, with what stands in them."""
        context = super().get_context(name, value, attrs)
        found: Mapping[str, Mapping[str, Any]] = {row["name"]: row for row in value or []}
        context["rows"] = [
            {
                "name": part,
                "cells": [
                    {"name": f"{name}-{at}-{column.name}", "value": _text(found.get(part, {}).get(column.name))}
                    for column in self.columns
                ],
            }
            for at, part in enumerate(self.parts)
        ]
        return context | {"columns": self.columns, "id": (attrs or {}).get("id", name)}

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[dict[str, Any]]:
        """Return the rows as they were written."""
        return [
            {"name": part} | {one.name: _Written(data.get(f"{name}-{at}-{one.name}", "")) for one in self.columns}
            for at, part in enumerate(self.parts)
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """Say whether the form had no such table."""
        return not any(key.startswith(f"{name}-0-") for key in data)


class Breakdown(forms.Field):
    """The figures of each part of a measurement; parts without any are left out."""

    widget: BreakdownInput

    def __init__(self, parts: Sequence[str], columns: Sequence[Column], **rest: Any) -> None:
        super().__init__(required=False, widget=BreakdownInput(parts, columns), **rest)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Say whether a figure differs."""
        return bool(initial or []) or any(text for row in data for name, text in row.items() if name != "name")

    def clean(self, value: Any) -> list[dict[str, Any]]:
        """Return the rows as they are stored; ValidationError that names each part with a bad figure."""
        rows, faults = [], []
        for row in value or []:
            try:
                figure = {
                    column.name: figure_in(row[column.name], is_count=column.name != "value")
                    for column in self.widget.columns
                }
                _check_pair(figure.get("numerator"), figure.get("denominator"), figure.get("value"))
            except ValidationError as wrong:
                faults.append(f"{row['name']}: {' '.join(wrong.messages)}")
                continue
            if any(one is not None for one in figure.values()):
                rows.append(stored_row(row["name"], **figure))
        if faults:
            raise ValidationError(faults)
        return rows


class _Written(str):
    """What somebody has written in a cell, told from what is stored."""

    __slots__ = ()


def stored_row(
    name: str, value: Decimal | None = None, numerator: Decimal | None = None, denominator: Decimal | None = None
) -> dict[str, Any]:
    """Return a part of a breakdown as `Measurement.breakdown` holds it."""
    found = {"value": value, "numerator": numerator, "denominator": denominator}
    return {"name": name, **{key: None if one is None else format(one.normalize(), "f") for key, one in found.items()}}


def figure_in(text: str, *, is_count: bool = False) -> Decimal | None:
    """Return the figure in a text, or nothing; ValidationError with what to write instead."""
    if not text.strip():
        return None
    try:
        figure = figures.parse(text, reader_language())
    except ValueError as wrong:
        raise ValidationError(str(wrong)) from wrong
    return not_negative(figure) if is_count else figure


def not_negative(figure: Decimal | None) -> Decimal | None:
    """Return a figure; ValidationError where it is less than nothing."""
    if figure is not None and figure < 0:
        raise ValidationError(_("A count is never less than nothing."))
    return figure


def reader_language() -> str:
    """Return the language that the reader writes figures in."""
    return get_language() or "nb"


def _check_pair(numerator: Decimal | None, denominator: Decimal | None, value: Decimal | None) -> None:
    """ValidationError where a share has half of what it is made of, or is given in two ways."""
    if numerator is not None and denominator is None:
        raise ValidationError(_("Write out of how many."))
    if numerator is not None and denominator == 0 and numerator > 0:
        raise ValidationError(_("Nobody can be counted among nobody."))
    if numerator is not None and value is not None:
        raise ValidationError(_("Write either how many, or per cent alone."))


def _text(value: Any) -> str:
    if value is None or isinstance(value, _Written):
        return str(value or "")
    return figures.say(Decimal(value), reader_language())
