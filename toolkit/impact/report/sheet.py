"""A plan as a spreadsheet: a row for each measurement, and sheets for the rest; numbers as numbers, days as days."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from cases.exports.sheets import CONTENT_TYPE, Row, tables_as_sheet
from toolkit.impact.figures import amount
from toolkit.impact.measuring import Told
from toolkit.impact.report.told import PlanTold, plan_told
from toolkit.impact.small_numbers import rows_of
from toolkit.models import Indicator, Plan

__all__ = ["CONTENT_TYPE", "plan_as_sheet"]


def plan_as_sheet(plan: Plan, request: HttpRequest) -> bytes:
    """Return a plan as a spreadsheet."""
    told = plan_told(plan, request)
    tables: list[tuple[str, Sequence[Row]]] = [
        (_("Measurements"), _measurements(told)),
        (_("Broken down"), _parts(told)),
        (_("Indicators"), _indicators(told)),
        (_("Target figures"), _targets(told)),
        (_("The plan"), _plan(told)),
        (_("Theory of change"), _theory(told)),
        (_("Evaluations"), _evaluations(told)),
    ]
    return tables_as_sheet(told.name, [(name, rows) for name, rows in tables if len(rows) > 1])


def _measurements(told: PlanTold) -> list[Row]:
    head = [_("Indicator"), _("Level"), _("Date"), _("Baseline"), _("Figure"), _("Unit"), _("Who is counted")]
    head += [_("Among whom"), pgettext("of an indicator", "Step"), _("In words"), _("Who said it")]
    head += [_("May be shown"), _("Note"), _("Source"), _("Entered by"), _("Corrections")]
    rows = [_measurement(own.indicator, one) for own in told.indicators for one in own.measured]
    return [head, *rows]


def _measurement(indicator: Indicator, told: Told) -> Row:
    one = told.measurement
    figure = None if one.grade is not None else amount(one)
    consent = _yes_no(yes=one.has_consent) if one.text and one.grade is None else ""
    return (
        *(indicator.name, indicator.get_level_display(), one.on, _yes_no(yes=one.is_baseline)),
        *(figure, _unit(indicator), one.numerator, one.denominator, one.grade, one.text, one.said_by),
        *(consent, one.note, one.source, told.who, "\n".join(told.corrections)),
    )


def _parts(told: PlanTold) -> list[Row]:
    rows: list[Row] = [
        (own.indicator.name, one.measurement.on, part.name, part.amount, part.numerator, part.denominator)
        for own in told.indicators
        for one in own.measured
        for part in rows_of(one.measurement.breakdown)
    ]
    head = [_("Indicator"), _("Date"), _("Part"), _("Figure"), _("Who is counted"), _("Among whom")]
    return [head, *rows]


def _indicators(told: PlanTold) -> list[Row]:
    head = [_("Indicator"), _("Level"), _("About whom"), _("Kind"), _("What is better"), _("Priority"), _("Unit")]
    head += [_("Who is counted"), _("Among whom"), _("Lowest"), _("Highest"), _("The steps:"), _("Broken down by")]
    head += [_("How it is measured"), _("Where the figures come from"), _("How often"), _("First measurement")]
    head += [_("Who sees to it"), _("Why there is no baseline"), _("Copied from")]
    return [head, *(_indicator(own.indicator) for own in told.indicators)]


def _indicator(one: Indicator) -> Row:
    return (
        *(one.name, one.get_level_display(), one.get_for_whom_display(), one.get_kind_display()),
        *(one.get_direction_display(), one.get_priority_display(), _unit(one), one.numerator, one.denominator),
        *(one.scale_from, one.scale_to, "\n".join(one.grades), "\n".join(one.breakdown), one.method, one.source),
        *(one.get_frequency_display(), one.first_due, one.responsible, one.no_baseline_because, one.origin_title),
    )


def _targets(told: PlanTold) -> list[Row]:
    rows: list[Row] = [
        (own.indicator.name, one.value, _unit(own.indicator), one.by_date, one.note)
        for own in told.indicators
        for one in own.targets
    ]
    return [(_("Indicator"), _("Target figure"), _("Unit"), _("Date"), _("Note")), *rows]


def _plan(told: PlanTold) -> list[Row]:
    plan, contents = told.plan, told.contents
    rows: list[Row] = [(_("Name"), plan.name, None), (_("Team"), told.team, None)]
    rows += [(_("The work began"), plan.begins, None), (_("The work ends"), plan.ends, None)]
    rows += [(_("The problem"), plan.problem, None)]
    rows += [(_("Source"), one.title, one.url) for one in contents.sources]
    rows += [(_("Goal"), one.text, None) for one in contents.goals]
    rows += [(_("Target group"), _joined(one.name, one.needs), one.number) for one in contents.groups]
    rows += [(_("Theory of change in a few sentences"), plan.theory, None), (_("Address"), told.address, None)]
    return [(_("What it is"), _("What it says"), _("Address or number")), *(row for row in rows if row[1])]


def _theory(told: PlanTold) -> list[Row]:
    theory = told.contents.theory
    texts = {knot.key: knot.text for knot in theory.knots}
    rows: list[Row] = [(rank.head, knot.text, "", "", "", "") for rank in theory.ranks for knot in rank.knots]
    rows += [(_("Link"), texts[one.cause], one.to, one.because, one.research, one.research_url) for one in theory.leads]
    head = [_("What it is"), _("What"), _("Leads to"), _("Why we think so"), _("Research"), _("Address")]
    return [head, *rows]


def _evaluations(told: PlanTold) -> list[Row]:
    head = [_("Date"), _("What we learnt"), _("What we change"), _("By someone outside"), _("Who evaluated")]
    rows: list[Row] = [
        (one.on, one.learnt, one.adjustments, _yes_no(yes=one.is_external), one.evaluator, one.url)
        for one in told.contents.evaluations
    ]
    return [(*head, _("Address")), *rows]


def _unit(indicator: Indicator) -> str:
    return "%" if indicator.kind == "share" else indicator.unit


def _joined(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _yes_no(*, yes: bool) -> str:
    return _("yes") if yes else _("no")
