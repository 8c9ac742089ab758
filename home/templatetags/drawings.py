"""The shapes and words of a figure, written here: a template for each would take most of an article's time."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from django import template
from django.utils.safestring import SafeString, mark_safe

from home.figures.drawing import LEADING, Path, Text

register = template.Library()


@register.simple_tag
def drawn(paths: Iterable[Path]) -> SafeString:
    """Return shapes as paths of an SVG."""
    rows = (f'<path class="{path.look}" d="{path.d}"/>' for path in paths)
    return mark_safe("".join(rows))  # noqa: S308 - drawn by our own code


@register.simple_tag
def words_drawn(texts: Iterable[Text]) -> SafeString:
    """Return words as texts of an SVG, each line where it stands."""
    return mark_safe("".join(_text(text) for text in texts))  # noqa: S308 - what is read is escaped below


def _text(text: Text) -> str:
    look = f' class="{text.look}"' if text.look else ""
    language = ' lang="en"' if "english" in text.look else ""
    anchor = f' text-anchor="{text.anchor}"' if text.anchor != "start" else ""
    # A blank between lines, for whoever reads them without seeing where they stand.
    lines = " </tspan>".join(
        f'<tspan x="{text.x:.1f}" ' + (f'dy="{LEADING}"' if number else f'y="{text.y:.1f}"') + f">{escape(str(line))}"
        for number, line in enumerate(text.lines)
    )
    return f"<text{look}{language}{anchor}>{lines}{'</tspan>' if text.lines else ''}</text>"
