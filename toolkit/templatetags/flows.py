"""The drawing of what leads to what, written here: a template for each part would take most of a page's time."""

from __future__ import annotations

from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from toolkit.charts.flow import DrawnBox, DrawnThread, Flow

register = template.Library()


@register.simple_tag
def flow_drawing(drawing: Flow, words: str, language: str, look: str) -> SafeString:
    """Return a drawing as an SVG with what it says as its name; threads lie behind boxes, and their ends above."""
    heads = "".join(
        f'<text class="flow__head" x="{head.x:g}" y="{head.y:g}">{escape(head.text)}</text>' for head in drawing.heads
    )
    threads = "".join(map(_thread, drawing.threads))
    boxes = "".join(map(_box, drawing.boxes))
    ends = "".join(map(_end, drawing.threads))
    svg = (
        f'<svg class="flow flow--{escape(look)}" viewBox="-2 0 {drawing.width + 4:g} {drawing.height + 4:g}" '
        f'role="img" aria-label="{escape(words)}" focusable="false">{heads}{threads}'
        f'<g lang="{escape(language)}">{boxes}</g>{ends}</svg>'
    )
    return mark_safe(svg)  # noqa: S308 - what comes from elsewhere is escaped above


def _thread(one: DrawnThread) -> str:
    """Return a thread: a double one is a broad line with a narrow one of the paper's colour on it."""
    if one.number is None:
        return f'<path class="flow__thread" d="{one.path}"/>'
    return f'<path class="flow__double" d="{one.path}"/><path class="flow__within" d="{one.path}"/>'


def _box(box: DrawnBox) -> str:
    lines = "".join(f'<text x="{x:g}" y="{y:g}">{escape(line)}</text>' for x, y, line in box.lines)
    return (
        f'<g class="flow__box flow__box--{box.column}"><rect x="{box.x:g}" y="{box.y:g}" width="{box.width:g}" '
        f'height="{box.height:g}" rx="4"/>{lines}</g>'
    )


def _end(one: DrawnThread) -> str:
    end = f'<path class="flow__tip" d="{one.tip}"/>'
    if one.number is None:
        return end
    return (
        f'{end}<circle class="flow__number" cx="{one.x:g}" cy="{one.y:g}" r="9"/>'
        f'<text class="flow__digit" x="{one.x:g}" y="{one.y + 4.5:g}" text-anchor="middle">{one.number}</text>'
    )
