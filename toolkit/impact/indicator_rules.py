"""What can be true of an indicator at once, and what is still missing of one: plain values in, sentences out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from toolkit.impact.codes import Kind

LEAST_GRADES, MOST_GRADES, MOST_BREAKDOWN = 2, 7, 12
# Whose figures can be broken down, into women and men say: a description or a quotation is not.
BROKEN_DOWN: Final = frozenset({Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.SCALE})
# Whose values can be more or less than others.
DIRECTED: Final = frozenset(Kind) - {Kind.QUOTATION}
Faults = dict[str, Any]


def faults_of(kind: str, values: Mapping[str, Any]) -> Faults:
    """Return what cannot be, by field: only of what belongs to the kind, the rest waits until it is chosen again."""
    found: Faults = {}
    low, high = values.get("scale_from"), values.get("scale_to")
    if kind == Kind.SCALE and low is not None and high is not None and low >= high:
        found["scale_to"] = _("The highest must be above the lowest.")
    if kind == Kind.GRADED and (fault := _fault_of_grades(values.get("grades") or ())):
        found["grades"] = fault
    if kind in BROKEN_DOWN and (fault := _fault_of_breakdown(values.get("breakdown") or ())):
        found["breakdown"] = fault
    return found


def faults_of_kind(kind: str, kind_before: str, *, is_measured: bool) -> Faults:
    """Return that the kind stays, where there are measurements: their figures would mean something else, or nothing."""
    if not is_measured or kind == kind_before:
        return {}
    return {
        "kind": _(
            "This indicator has been measured, and its figures cannot be read as another kind. Leave it as it is, and "
            "add a new indicator of the other kind."
        )
    }


def faults_of_used(kind: str, grades: Sequence[str], highest_used: int) -> Faults:
    """Return that the steps stay which a measurement or a target figure stands on."""
    if kind == Kind.GRADED and highest_used > len(grades):
        return {
            "grades": _(
                "Step %(number)s is in use, by a measurement or a target figure. Keep at least so many steps, or "
                "correct that one first."
            )
            % {"number": highest_used}
        }
    return {}


def _fault_of_grades(grades: Sequence[str]) -> Any:
    if not grades:
        return None
    if not LEAST_GRADES <= len(grades) <= MOST_GRADES:
        return _("Write from two to seven steps, one on each line.")
    return _fault_of_twins(grades)


def _fault_of_breakdown(names: Sequence[str]) -> Any:
    if len(names) > MOST_BREAKDOWN:
        return _("Write at most twelve, one on each line.")
    return _fault_of_twins(names)


def _fault_of_twins(names: Sequence[str]) -> Any:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return _("“%(name)s” stands there twice. Each must be different.") % {"name": name}
        seen.add(name.casefold())
    return None


@dataclass(frozen=True)
class Aim:
    """A target figure, as far as it is said: how much, by when."""

    value: Decimal | None
    by_date: date | None


@dataclass(frozen=True)
class Told:
    """What an indicator says of itself, as plain values."""

    kind: str
    numerator: str = ""
    denominator: str = ""
    scale_from: int | None = None
    scale_to: int | None = None
    grades: Sequence[str] = ()
    unit: str = ""
    groups: Collection[Any] = ()
    method: str = ""
    source: str = ""
    frequency: str = ""
    first_due: date | None = None
    has_someone: bool = False
    """Somebody sees to it, or is reminded."""
    aims: Sequence[Aim] = ()
    has_baseline: bool = False
    no_baseline_because: str = ""


Missing = list[str | Promise]


def missing_in_indicator(told: Told, *, has_groups: bool) -> Missing:
    """Return what step 5 still lacks; `has_groups`: whether the plan has target groups to choose among."""
    found: Missing = []
    if told.kind == Kind.NUMBER and not told.unit:
        found.append(_("What is counted: people, hours, trips?"))
    if told.kind == Kind.SHARE and not told.numerator:
        found.append(_("Who is counted. Without it two people count differently."))
    if told.kind == Kind.SHARE and not told.denominator:
        found.append(_("Among whom. Half of ten is not half of a thousand."))
    if told.kind == Kind.SCALE and (told.scale_from is None or told.scale_to is None):
        found.append(_("Where the scale begins and ends. A mean of 4 is high out of 5 and low out of 10."))
    if told.kind == Kind.GRADED and not told.grades:
        found.append(_("The steps, so that all describe with the same words."))
    if has_groups and not told.groups:
        found.append(_("Which of your target groups it is about."))
    return found


def missing_in_method(told: Told) -> Missing:
    """Return what step 6 still lacks."""
    found: Missing = []
    if not told.method:
        found.append(_("How you measure. Measured in the same way each time, the figures can be compared."))
    if not told.source:
        found.append(_("Where the figures come from."))
    if not told.frequency:
        found.append(_("How often. Then we can remind you."))
    elif told.first_due is None:
        found.append(_("The day of the first measurement. We remind you from then on."))
    if not told.has_someone:
        found.append(_("Who sees to it. What nobody has been given is seldom done."))
    return found


def missing_in_targets(told: Told) -> Missing:
    """Return what step 7 still lacks; a quotation has no target figure."""
    if told.kind == Kind.QUOTATION:
        return []
    if not told.aims:
        return [_("A target figure. Without one it is hard to say afterwards whether it went well.")]
    found: Missing = []
    if without := sum(aim.value is None for aim in told.aims):
        found.append(
            ngettext_lazy("How much: a target says only when.", "How much: %(count)d targets say only when.", without)
            % {"count": without}
        )
    if without := sum(aim.by_date is None for aim in told.aims):
        found.append(
            ngettext_lazy(
                "By when: a target figure has no date.", "By when: %(count)d target figures have no date.", without
            )
            % {"count": without}
        )
    return found


def missing_in_baseline(told: Told) -> Missing:
    """Return what step 8 still lacks: where it began, or why nobody knows."""
    if told.has_baseline or told.no_baseline_because:
        return []
    return [_("Where you start, or why you cannot know. Without it nobody sees how far you have come.")]
