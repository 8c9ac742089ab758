"""A plan as slides for the room: the plan in brief, then one slide for each indicator.

The charts are the program's own, on a true axis of time, so that they can be changed and copied; each has its text.
Quotations are shown only where the person agrees: slides are for a room that others are in too.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_MARKER_STYLE
from pptx.enum.dml import MSO_LINE
from pptx.util import Emu, Inches, Pt

from cases.exports.deck import CONTENT_TYPE, INK, MARGIN, PENCIL, WIDTH, Line, add_slide, fill, new_deck, plain, saved
from toolkit.impact.codes import Kind
from toolkit.impact.indicator_page import kicker_of
from toolkit.impact.indicator_told import IndicatorTold
from toolkit.impact.report.told import PlanTold, plan_told
from toolkit.impact.trends import written
from toolkit.models import Plan

__all__ = ["CONTENT_TYPE", "plan_as_slides"]

_FULL = Emu(WIDTH - 2 * MARGIN)
_FJORD, _AIM = RGBColor(0x12, 0x41, 0x6B), RGBColor(0x89, 0x50, 0x12)
# A slide is no page: so many letters of a text, so many goals and quotations.
_MOST_LETTERS, _MOST = 420, 4


def plan_as_slides(plan: Plan, request: HttpRequest) -> bytes:
    """Return a plan as a presentation in 16:9."""
    told = plan_told(plan, request)
    show = new_deck(told.name)
    _title(show, told)
    _brief(show, told)
    for _level, own in told.by_level:
        for one in own:
            _indicator(show, told, one)
    return saved(show)


def _language() -> str:
    return get_language() or "nb"


def _plain_slide(show: Any, title: str, language: str) -> Any:
    return add_slide(show, title, language, top=Inches(0.4), height=Inches(1.1), width=_FULL, size=30)


def _title(show: Any, told: PlanTold) -> None:
    slide = add_slide(show, told.name, told.plan.language, top=Inches(1.8), height=Inches(2), width=_FULL, size=40)
    texts = [_("Impact plan"), told.team, written(timezone.localdate()), "Samskapingsportalen"]
    if told.plan.is_example:
        texts.append(_("This is an invented example, to show what a plan may look like."))
    fill(slide, [Line(text, _language(), 20, PENCIL) for text in texts], Inches(4), _FULL, Inches(2.8))
    slide.notes_slide.notes_text_frame.text = plain(told.address)


def _brief(show: Any, told: PlanTold) -> None:
    own = told.plan.language
    slide = _plain_slide(show, _("The plan in brief"), _language())
    parts = [
        (_("The problem"), [told.plan.problem]),
        (_("Goals"), [goal.text for goal in told.contents.goals[:_MOST]]),
        (_("Target groups"), [", ".join(group.name for group in told.contents.groups)]),
        (_("Theory of change"), [told.plan.theory]),
    ]
    lines = []
    for head, texts in parts:
        kept = [Line(_short(text), own, 18) for text in texts if text.strip()]
        lines += [Line(head, _language(), 20, _FJORD), *kept] if kept else []
    fill(slide, lines, Inches(1.7), _FULL, Inches(5.4))


def _indicator(show: Any, told: PlanTold, one: IndicatorTold) -> None:
    own = told.plan.language
    slide = _plain_slide(show, one.indicator.name, own)
    fill(slide, [Line(kicker_of(one.indicator), _language(), 16, PENCIL)], Inches(1.55), _FULL, Inches(0.4))
    notes = [*one.chart.notes, *one.chart.steps, *(sign.text for sign in one.chart.signs)]
    if one.is_quoted:
        shown = [own_told for own_told in one.newest_first if own_told.measurement.has_consent][:_MOST]
        lines = [Line(_short(quoted.text), own, 24) for quoted in shown]
        fill(slide, lines or [Line(_("No quotation may be shown."), _language(), 20)], Inches(2.2), _FULL, Inches(4.8))
        return
    lines = [Line(text, _language(), 18) for text in one.chart.told]
    if one.chart.trend and len(one.chart.trend.measured) > 1:
        _chart(slide, one)
        fill(slide, lines, Inches(5.45), _FULL, Inches(1.85))
    else:
        fill(slide, [Line(line.text, line.language, 24) for line in lines], Inches(2.4), _FULL, Inches(4.4))
    caution = _("The figures show what has changed, not why. Other things may have changed at the same time.")
    slide.notes_slide.notes_text_frame.text = plain("\n".join([*notes, caution]))


def _chart(slide: Any, one: IndicatorTold) -> None:
    """Add the measurements over time, and what is aimed at next; of several on one day the last counts."""
    trend = one.chart.trend
    if trend is None:
        return
    by_day: dict[date, Decimal] = {point.on: point.amount for point in trend.measured if point.amount is not None}
    aim = trend.aim
    days = sorted({*by_day, *([aim.by] if aim and aim.by else [])})
    data = CategoryChartData(number_format="General")
    data.categories = days
    data.add_series(_("Measured"), [_float(by_day.get(day)) for day in days])
    if aim is not None:
        data.add_series(_("Target figure"), [float(aim.value)] * len(days))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.LINE_MARKERS, MARGIN, Inches(2.0), _FULL, Inches(3.4), data)
    # python-pptx has no name for it: the text of a chart is this attribute.
    words = one.chart.drawing.words if one.chart.drawing else one.indicator.name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(words))
    _dress(frame.chart, one.indicator.kind)


def _dress(chart: Any, kind: str) -> None:
    chart.has_title, chart.has_legend = False, True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    chart.font.size, chart.font.name, chart.font.color.rgb = Pt(14), "Inter", INK
    chart.category_axis.tick_labels.number_format, chart.category_axis.tick_labels.number_format_is_linked = (
        "mm.yyyy",
        False,
    )
    if kind == Kind.SHARE:
        chart.value_axis.tick_labels.number_format = '0" %"'
        chart.value_axis.tick_labels.number_format_is_linked = False
    for series, colour in zip(chart.plots[0].series, (_FJORD, _AIM), strict=False):
        series.smooth = False
        series.format.line.color.rgb, series.format.line.width = colour, Pt(2.75)
        series.marker.format.fill.solid()
        series.marker.format.fill.fore_color.rgb = colour
        is_aim = colour is _AIM
        series.marker.style = XL_MARKER_STYLE.NONE if is_aim else XL_MARKER_STYLE.CIRCLE
        if is_aim:
            series.format.line.dash_style = MSO_LINE.DASH


def _float(figure: Decimal | None) -> float | None:
    return None if figure is None else float(figure)


def _short(text: str) -> str:
    plain_text = " ".join(text.split())
    return plain_text if len(plain_text) <= _MOST_LETTERS else f"{plain_text[: _MOST_LETTERS - 1].rstrip()}…"
