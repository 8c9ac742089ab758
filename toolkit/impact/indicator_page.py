"""The page of one indicator: how it has moved, what was measured, what is aimed at, and how it is measured."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from toolkit.impact.codes import Kind
from toolkit.impact.indicator_told import IndicatorTold, indicators_told
from toolkit.impact.trends import written
from toolkit.models import Indicator, Plan

# So many of the newest measurements stand open.
_NEWEST = 12


@dataclass(frozen=True)
class Fact:
    """What is said of an indicator in a line; `is_written` where it is the team's words, in the plan's language."""

    label: str
    text: str
    is_written: bool = False


@dataclass(frozen=True)
class IndicatorPage:
    """What the page shows beside its frame."""

    told: IndicatorTold
    kicker: str
    facts: Sequence[Fact]

    @property
    def newest(self) -> Sequence[object]:
        """Return the measurements that stand open, the newest first."""
        return self.told.newest_first[:_NEWEST]

    @property
    def older(self) -> Sequence[object]:
        """Return the others."""
        return self.told.newest_first[_NEWEST:]


def indicator_page(plan: Plan, key: object) -> IndicatorPage:
    """Return the page of one of a plan's standing indicators; Http404 where there is none with the key."""
    indicators = Indicator.objects.standing().filter(plan=plan).select_related("element")
    indicator = get_object_or_404(indicators, key=key)
    [told] = indicators_told(plan, [indicator])
    return IndicatorPage(told, kicker_of(indicator), facts_of(indicator))


def kicker_of(indicator: Indicator) -> str:
    """Return `Outcome · Individual · Share in per cent`."""
    return " · ".join((indicator.get_level_display(), indicator.get_for_whom_display(), indicator.get_kind_display()))


def facts_of(indicator: Indicator) -> list[Fact]:
    """Return what is measured and how, without what nobody has filled in."""
    scale = (indicator.scale_from, indicator.scale_to)
    ends = _("from %(low)s to %(high)s") % {"low": scale[0], "high": scale[1]} if None not in scale else ""
    facts = [
        Fact(_("Who is counted"), indicator.numerator, is_written=True),
        Fact(_("Among whom"), indicator.denominator, is_written=True),
        Fact(_("Scale"), ends if indicator.kind == Kind.SCALE else ""),
        Fact(pgettext("of an indicator", "Steps"), _steps(indicator), is_written=True),
        Fact(_("What is better"), indicator.get_direction_display() if indicator.kind != Kind.QUOTATION else ""),
        Fact(_("What it shows in the theory of change"), str(_element(indicator)), is_written=True),
        Fact(_("How it is measured"), indicator.method, is_written=True),
        Fact(_("Where the figures come from"), indicator.source, is_written=True),
        Fact(_("How often"), indicator.get_frequency_display()),
        Fact(_("First measurement"), written(indicator.first_due) if indicator.first_due else ""),
        Fact(_("Who sees to it"), indicator.responsible, is_written=True),
        Fact(_("Why there is no baseline"), indicator.no_baseline_because, is_written=True),
    ]
    return [fact for fact in facts if fact.text]


def _steps(indicator: Indicator) -> str:
    if indicator.kind != Kind.GRADED:
        return ""
    return "\n".join(f"{place}. {name}" for place, name in enumerate(indicator.grades, start=1))


def _element(indicator: Indicator) -> str:
    element = indicator.element
    return element.text if element is not None and element.deleted_at is None else ""
