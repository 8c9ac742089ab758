"""The files that a plan can be taken along as, in templates."""

from __future__ import annotations

from django import template

from toolkit.impact.report.kinds import Kind, all_kinds

register = template.Library()


@register.simple_tag
def plan_file_kinds() -> list[Kind]:
    """Return the kinds of file that there are."""
    return all_kinds()
