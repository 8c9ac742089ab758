"""What a page has by the hundred, written here: a template for each row would take most of the page's time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext, ngettext

from cases.listing import Choice, FacetGroup
from cases.places.count_map import CountMap
from cases.weave import Strip

register = template.Library()


@register.simple_tag
def facet_choices(facet: FacetGroup, choices: Iterable[Choice], counted: str = "") -> SafeString:
    """Return a checkbox for each of some choices of a facet, with how many cases, or what is counted, it would give."""
    cases = escape(counted or gettext("cases"))
    rows = []
    for choice in choices:
        code, quiet = escape(choice.code), "" if choice.count else " facet__choice--none"
        rows.append(
            f'<label class="facet__choice{quiet}">\n'
            f'<input class="ds-input" type="checkbox" id="{facet.parameter}-{code}" name="{facet.parameter}" '
            f'value="{code}"{" checked" if choice.chosen else ""}>\n<span>{escape(choice.name)}</span>\n'
            f'<span class="facet__count">{_shown(choice.count)}<span class="visually-hidden"> {cases}</span></span>\n'
            "</label>\n"
        )
    return mark_safe("".join(rows))  # noqa: S308 - what comes from elsewhere is escaped above


@register.simple_tag
def map_points(drawing: CountMap) -> SafeString:
    """Return the points of a map that lead on, each with its number of cases in words."""
    stop = "" if drawing.has_stops else ' tabindex="-1"'
    rows = []
    for point in drawing.drawn:
        words = escape(
            ngettext("%(place)s: %(shown)s case", "%(place)s: %(shown)s cases", point.cases)
            % {"place": point.name, "shown": _shown(point.cases)}
        )
        rows.append(
            f'<a class="count-map__point" href="{escape(point.url)}" aria-label="{words}"{stop}><title>{words}</title>'
            f'<circle cx="{point.x}" cy="{point.y}" r="{point.radius}"/><text x="{point.x}" y="{point.label_y}" '
            f'text-anchor="{point.side}" aria-hidden="true">{words}</text></a>\n'
        )
    return mark_safe("".join(rows))  # noqa: S308 - what comes from elsewhere is escaped above


@register.simple_tag
def map_rows(drawing: CountMap) -> SafeString:
    """Return the rows of the table that says the same as a map."""
    rows = (
        f'<tr><th scope="row"><a class="ds-link" href="{escape(point.url)}">{escape(point.name)}</a></th>'
        f"<td>{escape(point.county)}</td><td>{_shown(point.cases)}</td></tr>"
        for point in drawing.points
    )
    return mark_safe("".join(rows))  # noqa: S308 - what comes from elsewhere is escaped above


@register.simple_tag
def shapes(strips: Iterable[Strip]) -> SafeString:
    """Return the strips of a cloth as paths of an SVG."""
    paths = (f'<path class="{strip.look}" d="{strip.path}"/>' for strip in strips)
    return mark_safe("".join(paths))  # noqa: S308 - drawn by our own code, from known codes alone


def _shown(count: int) -> str:
    return str(count) if count < 1000 else escape(str(intcomma(count)))
