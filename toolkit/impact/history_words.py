"""Tells changes of a plan as sentences in the reader's language. Pure but for the language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.db.models import DecimalField
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from toolkit.impact.codes import Step, What
from toolkit.impact.figures import say
from toolkit.impact.on_a_day import Row
from toolkit.impact.parts import PARTS
from toolkit.models import Plan

_SHORT: Final = 140
# Whose plain value is the number of an account.
_UNSPOKEN: Final = frozenset({"reminded"})
# Fields that are what the part is called: the sentence has its words already.
_NAMES: Final = frozenset({"text", "title", "name"})
_STEPS: Final[dict[str, Step]] = {
    "source": Step.PROBLEM,
    "goal": Step.GOALS,
    "group": Step.GROUPS,
    "element": Step.THEORY,
    "link": Step.THEORY,
    "indicator": Step.INDICATORS,
    "target": Step.TARGETS,
    "measurement": Step.MEASUREMENTS,
    "evaluation": Step.EVALUATION,
}
METHOD_FIELDS: Final = ("method", "source", "frequency", "first_due", "responsible", "reminded")


@dataclass(frozen=True)
class Named:
    """What a part is called; of an indicator, a target and a measurement also how its figures are written."""

    text: str
    kind: str = ""
    unit: str = ""


Names = Mapping[str, Named]


@dataclass(frozen=True)
class Told:
    """A change in words; `before` and `after` are texts that are too long for the sentence."""

    sentence: str
    at: datetime | None
    by: str
    reason: str
    step: Step | None
    before: str = ""
    after: str = ""
    version: int = 1


def told(row: Row, names: Names) -> Told:
    """Return a change in words."""
    own = names.get(row.key, Named(""))
    if row.what != What.CHANGED:
        sentence, before, after = _of_part(row, own), "", ""
    else:
        before, after = (in_words(row.kind, row.field, value, names, own) for value in (row.before, row.after))
        if row.field in _UNSPOKEN or _is_long(before) or _is_long(after):
            field = _field(row, own)
            sentence = _("%(field)s was changed.") % {"field": field}
            if row.field in _UNSPOKEN:
                before, after = "", ""
        else:
            sentence, before, after = _of_field(row, own, before, after), "", ""
    return Told(sentence, row.at, row.by, row.reason, step_of(row.kind, row.field), before, after, row.version)


def step_of(kind: str, field: str = "") -> Step | None:
    """Return the step that a change is in; None for what the plan is called."""
    if kind == "plan":
        return {"problem": Step.PROBLEM, "theory": Step.THEORY}.get(field)
    if kind == "indicator" and field in METHOD_FIELDS:
        return Step.METHODS
    return Step.BASELINE if field == "no_baseline_because" else _STEPS[kind]


def in_words(kind: str, field: str, value: Any, names: Names, own: Named) -> str:
    """Return a plain value as its reader knows it; empty where there is none."""
    if value in (None, "", [], {}) or field in _UNSPOKEN:
        return ""
    language = get_language() or "nb"
    found: Any = (Plan if kind == "plan" else PARTS[kind])._meta.get_field(field)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return "; ".join(_item(one, names, language) for one in value)
    if found.choices:
        return str(dict(found.flatchoices).get(value, value))
    if found.is_relation:
        return names.get(str(value), Named(str(value))).text
    if isinstance(found, DecimalField):
        is_share = kind == "target" or field == "value"
        return say(Decimal(value), language, own.kind if is_share else "", own.unit if is_share else "")
    return day(value) if found.get_internal_type() == "DateField" else str(value)


def day(value: str) -> str:
    """Return a plain date as the reader's language writes it."""
    return date_format(date.fromisoformat(value), "SHORT_DATE_FORMAT")


def target_in_words(fields: Mapping[str, Any], names: Names, own: Named) -> str:
    """Return what a target figure says: how much, and by when."""
    value = in_words("target", "value", fields.get("value"), names, own) or _("no figure")
    by_date = fields.get("by_date")
    return _("%(value)s by %(date)s") % {"value": value, "date": day(by_date)} if by_date else value


def _item(value: Any, names: Names, language: str) -> str:
    if not isinstance(value, dict):
        return names.get(str(value), Named(str(value))).text
    one, all_ = value.get("numerator"), value.get("denominator")
    if one is not None and all_ is not None:
        figure = _("%(one)s of %(all)s") % {"one": say(Decimal(one), language), "all": say(Decimal(all_), language)}
    else:
        figure = say(Decimal(value["value"]), language) if value.get("value") is not None else "–"
    return f"{value.get('name', '')}: {figure}"


def _of_part(row: Row, own: Named) -> str:
    if row.kind == "plan":
        return _("The plan was made.")
    fields = (row.after if row.what != What.REMOVED else row.before) or {}
    part = _named(row.kind, own, fields)
    sentence = {
        What.ADDED: _("%(part)s was added."),
        What.REMOVED: _("%(part)s was taken out."),
        What.RESTORED: _("%(part)s was brought back."),
    }[What(row.what)]
    return sentence % {"part": part}


def _named(kind: str, own: Named, fields: Mapping[str, Any]) -> str:
    if kind == "target":
        value = target_in_words(fields, {}, own)
        return _("The target figure for “%(name)s” (%(value)s)") % {"name": own.text, "value": value}
    if kind == "measurement":
        on = day(fields["on"]) if fields.get("on") else ""
        value = in_words(kind, "value", fields.get("value"), {}, own)
        about = ": ".join(one for one in (on, value) if one)
        return _("The measurement of “%(name)s” (%(about)s)") % {"name": own.text, "about": about}
    return f"{capfirst(str(PARTS[kind]._meta.verbose_name))} {_quoted(own.text)}".strip()


def _of_field(row: Row, own: Named, before: str, after: str) -> str:
    words = {"name": own.text, "before": before, "after": after}
    if row.kind == "target" and row.field == "value" and before and after:
        return _("The target figure for “%(name)s” was changed from %(before)s to %(after)s.") % words
    if row.kind == "target" and row.field == "by_date" and before and after:
        sentence = _("The date of the target figure for “%(name)s” was changed from %(before)s to %(after)s.")
        return sentence % words
    words["field"] = _field(row, own)
    if before and after:
        return _("%(field)s was changed from “%(before)s” to “%(after)s”.") % words
    if after:
        return _("%(field)s: “%(after)s” was written.") % words
    return _("%(field)s: “%(before)s” was taken away.") % words


def _field(row: Row, own: Named) -> str:
    """Return which field of which part, to begin a sentence with."""
    model: Any = Plan if row.kind == "plan" else PARTS[row.kind]
    label = label_of(model, row.field)
    if row.kind == "plan" or not own.text or (row.field in _NAMES and row.kind != "measurement"):
        return label
    return _("%(label)s of “%(name)s”") % {"label": label, "name": own.text}


def label_of(model: Any, field: str = "") -> str:
    """Return what a field, or the kind of part itself, is called, to begin a line with."""
    return capfirst(str(model._meta.get_field(field).verbose_name if field else model._meta.verbose_name))


def _quoted(text: str) -> str:
    return _("“%(text)s”") % {"text": text} if text else ""


def _is_long(text: str) -> bool:
    return len(text) > _SHORT or "\n" in text
