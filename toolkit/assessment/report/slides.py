"""A result as slides for the room: what to talk about first, one slide for each topic, and the ladder.

The charts are the program's own, so that they can be changed and copied; each has its pattern, and its text for those
who do not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils import formats, timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.dml import MSO_PATTERN
from pptx.util import Emu, Inches, Pt

from cases.exports.deck import CONTENT_TYPE, INK, MARGIN, PENCIL, WIDTH, Line, add_slide, fill, new_deck, plain, saved
from toolkit.assessment.ladder_chart import LadderChart
from toolkit.assessment.report.told import Told
from toolkit.assessment.result_charts import ConceptChart
from toolkit.assessment.talking import Topic
from toolkit.charts.stack import Stack

__all__ = ["CONTENT_TYPE", "result_as_slides"]

_FULL = Emu(WIDTH - 2 * MARGIN)
_CHART_TOP, _CHART_HEIGHT = Inches(2.35), Inches(2.6)
_FJORD, _PAPER = RGBColor(0x12, 0x41, 0x6B), RGBColor(0xFF, 0xFD, 0xFA)
# Pattern, its colour and its ground, by a part's look; None where the part is plain.
_LOOKS: dict[str, tuple[Any, RGBColor, RGBColor]] = {
    "agree-1": (MSO_PATTERN.WIDE_UPWARD_DIAGONAL, _PAPER, RGBColor(0x9C, 0x2F, 0x2F)),
    "agree-2": (MSO_PATTERN.LIGHT_UPWARD_DIAGONAL, RGBColor(0x9C, 0x2F, 0x2F), RGBColor(0xF0, 0xCF, 0xC9)),
    "agree-3": (MSO_PATTERN.PERCENT_10, INK, RGBColor(0xEF, 0xE8, 0xDC)),
    "agree-4": (MSO_PATTERN.NARROW_HORIZONTAL, _FJORD, RGBColor(0xBC, 0xD3, 0xE6)),
    "agree-5": (None, _FJORD, _FJORD),
}


def result_as_slides(told: Told) -> bytes:
    """Return the result as a presentation in 16:9."""
    show = new_deck(told.round.name)
    _title(show, told)
    if told.topics:
        _first(show, told.topics)
    charts = {chart.concept.term.code: chart for chart in told.concepts}
    for topic in told.topics:
        _topic(show, topic, charts[topic.concept.term.code])
    if told.ladder:
        _ladder(show, told.ladder)
    return saved(show)


def _language() -> str:
    return get_language() or "nb"


def _plain_slide(show: Any, title: str) -> Any:
    return add_slide(show, title, _language(), top=Inches(0.5), height=Inches(1.0), width=_FULL, size=32)


def _title(show: Any, told: Told) -> None:
    name = told.round.name
    slide = add_slide(show, name, _language(), top=Inches(1.8), height=Inches(2), width=_FULL, size=40)
    shown = told.round.shown_on or timezone.localdate()
    texts = [_("Self-assessment"), told.team, formats.date_format(shown, "DATE_FORMAT"), "Samskapingsportalen"]
    fill(slide, [Line(text, _language(), 20, PENCIL) for text in texts], Inches(4), _FULL, Inches(2.4))
    slide.notes_slide.notes_text_frame.text = plain(told.address)


def _first(show: Any, topics: Sequence[Topic]) -> None:
    slide = _plain_slide(show, _("Talk about this first"))
    lines = []
    for place, topic in enumerate(topics, start=1):
        lines += [
            Line(f"{place}  {topic.concept.term.name}", _language(), 28, _FJORD),
            Line(topic.why, _language(), 24),
        ]
    fill(slide, lines, Inches(1.8), _FULL, Inches(5))


def _topic(show: Any, topic: Topic, chart: ConceptChart) -> None:
    slide = _plain_slide(show, topic.concept.term.name)
    fill(slide, [Line(topic.why, _language(), 22)], Inches(1.5), _FULL, Inches(0.8))
    _bars(slide, chart.chart, f"{topic.concept.term.name}. {topic.numbers}")
    questions = [Line(f"– {question}", _language(), 18) for question in topic.questions]
    fill(slide, questions, Inches(5.05), _FULL, Inches(2.2))
    notes = [topic.numbers, topic.advice, *(f"{case.title}: {case.url}" for case in topic.cases)]
    slide.notes_slide.notes_text_frame.text = plain("\n".join(notes))


def _bars(slide: Any, chart: Stack, words: str) -> None:
    """Add a bar for all and for each group that is shown, the first uppermost."""
    drawn = list(reversed(chart.drawn))
    data = CategoryChartData(number_format="0")
    data.categories = [plain(bar.label) for bar in drawn]
    for place, level in enumerate(chart.levels):
        data.add_series(plain(level.name), [bar.counts[place] for bar in drawn])
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_STACKED_100, MARGIN, _CHART_TOP, _FULL, _CHART_HEIGHT, data)
    _describe(frame, words)
    made = frame.chart
    made.has_title, made.has_legend = False, True
    made.legend.position, made.legend.include_in_layout = XL_LEGEND_POSITION.BOTTOM, False
    made.font.size, made.font.name, made.font.color.rgb = Pt(14), "Inter", INK
    made.value_axis.visible = False
    made.value_axis.has_major_gridlines = False
    made.plots[0].gap_width, made.plots[0].overlap = 35, 100
    for series, level in zip(made.plots[0].series, chart.levels, strict=True):
        _paint(series.format, level.look)


def _paint(part: Any, look: str) -> None:
    pattern, mark, ground = _LOOKS[look]
    if pattern is None:
        part.fill.solid()
        part.fill.fore_color.rgb = ground
    else:
        part.fill.patterned()
        part.fill.pattern = pattern
        part.fill.fore_color.rgb, part.fill.back_color.rgb = mark, ground
    part.line.color.rgb = INK
    part.line.width = Pt(0.75)


def _ladder(show: Any, ladder: LadderChart) -> None:
    slide = _plain_slide(show, _("Where are you on the ladder?"))
    data = CategoryChartData(number_format="0")
    data.categories = [plain(step.name) for step in ladder.steps]
    data.add_series(_("How many chose each step"), [step.count for step in ladder.steps])
    size = (MARGIN, Inches(1.7), _FULL, Inches(3.6))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *size, data)
    told = ", ".join(f"{step.name} {step.shown}" for step in ladder.steps)
    _describe(frame, f"{_('How many chose each step')}: {told}. {ladder.people}")
    made = frame.chart
    made.has_title = made.has_legend = False
    made.font.size, made.font.name, made.font.color.rgb = Pt(16), "Inter", INK
    made.value_axis.visible = False
    made.value_axis.has_major_gridlines = False
    made.value_axis.minimum_scale = 0
    made.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    plot = made.plots[0]
    plot.gap_width, plot.has_data_labels = 40, True
    plot.series[0].format.fill.solid()
    plot.series[0].format.fill.fore_color.rgb = INK
    lines = [Line(text, _language(), 18) for text in (ladder.people, *ladder.sentences)]
    fill(slide, lines, Inches(5.4), _FULL, Inches(1.8))


def _describe(frame: Any, words: str) -> None:
    # python-pptx has no name for it: the text of a chart is this attribute.
    frame._element.nvGraphicFramePr.cNvPr.set("descr", plain(words))
