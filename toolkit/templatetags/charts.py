"""The drawings of charts, written here: a template for each part would take most of a result page's time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from toolkit.charts.cloth import Piece
from toolkit.charts.stack import Bar, Stack, unsure_in_words
from toolkit.charts.strands import Strands

register = template.Library()

_HEIGHT, _LINE = 24, 42


@register.simple_tag
def stack_bar(bar: Bar) -> SafeString:
    """Return a bar as an SVG with what it says as its name."""
    parts = []
    for part in bar.parts:
        parts.append(
            f'<rect class="stack__part" x="{part.x}%" y="1" width="{part.width}%" height="{_HEIGHT}" '
            f'fill="url(#{part.look})"/>'
        )
        if part.shown:
            parts.append(f'<text x="{part.middle:g}%" y="{_LINE}" text-anchor="middle">{escape(part.shown)}</text>')
    svg = (
        f'<svg class="stack__bar" width="100%" height="46" role="img" aria-label="{escape(bar.words)}" '
        f'focusable="false">{"".join(parts)}</svg>'
    )
    return mark_safe(svg)  # noqa: S308 - what comes from elsewhere is escaped above


@register.simple_tag
def stack_rows(chart: Stack) -> SafeString:
    """Return the rows of a chart's table."""
    rows = []
    for bar in chart.bars:
        if bar.cells:
            cells = "".join(f"<td>{escape(cell)}</td>" for cell in bar.cells)
        else:
            cells = f'<td colspan="{len(chart.head)}">{escape(bar.why_not)}</td>'
        rows.append(f'<tr><th scope="row">{escape(bar.label)}</th>{cells}</tr>')
    return mark_safe("\n".join(rows))  # noqa: S308 - what comes from elsewhere is escaped above


@register.simple_tag
def strand_drawing(drawing: Strands) -> SafeString:
    """Return strands as an SVG: shapes stretch with the page, knots and numbers do not."""
    height = drawing.height
    steps = "".join(f'<path class="strands__step" d="M{x} 2V{height - 2}"/>' for x in drawing.steps)
    cords = "".join(f'<path class="strands__cord" d="{knot.path}"/>' for knot in drawing.knots)
    knots = "".join(
        f'<circle class="strands__knot" cx="{knot.x}%" cy="{knot.y}" r="12"/>'
        f'<text x="{knot.x}%" y="{knot.y + 5}" text-anchor="middle">{knot.number}</text>'
        for knot in drawing.knots
    )
    svg = (
        f'<svg class="strands" width="100%" height="{height}" role="img" aria-label="{escape(drawing.words)}" '
        f'focusable="false"><svg viewBox="0 0 100 {height}" width="100%" height="{height}" '
        f'preserveAspectRatio="none" aria-hidden="true">{steps}{cords}'
        f'<path class="strands__thread" d="{drawing.thread}"/></svg>{knots}</svg>'
    )
    return mark_safe(svg)  # noqa: S308 - what comes from elsewhere is escaped above


@register.simple_tag
def cloth_pieces(pieces: Iterable[Piece]) -> SafeString:
    """Return the pieces of a profile's cloth as paths of an SVG."""
    paths = (f'<path class="{piece.look}" d="{piece.path}"/>' for piece in pieces)
    return mark_safe("".join(paths))  # noqa: S308 - drawn by our own code, from known codes alone


@register.filter
def as_unsure(count: int) -> str:
    """Return how many answered that they don't know, in words."""
    return unsure_in_words(count)
