"""Lines over time in templates."""

from __future__ import annotations

from django import template
from django.utils.safestring import SafeString, mark_safe

from toolkit.charts.timeline import Timeline
from toolkit.charts.timeline_svg import axis_svg, plot_svg, sign_svg

register = template.Library()


@register.simple_tag
def timeline_axis(drawing: Timeline) -> SafeString:
    """Return the figures beside a drawing."""
    return mark_safe(axis_svg(drawing))  # noqa: S308 - what comes from elsewhere is escaped there


@register.simple_tag
def timeline_plot(drawing: Timeline) -> SafeString:
    """Return a drawing as an SVG."""
    return mark_safe(plot_svg(drawing))  # noqa: S308 - what comes from elsewhere is escaped there


@register.simple_tag
def timeline_sign(look: str, number: int | None = None) -> SafeString:
    """Return a sign of a drawing, for its legend."""
    return mark_safe(sign_svg(look, number))  # noqa: S308 - drawn by our own code, from known looks alone
