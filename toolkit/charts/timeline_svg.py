"""A line over time as SVG: as wide as the page lets it be, or of one width for paper."""

from __future__ import annotations

from html import escape

from toolkit.charts.timeline import Timeline

_SHAPES = {
    "baseline": '<path class="timeline__baseline" d="M-8 0L0-8L8 0L0 8z"/>',
    "target": '<circle class="timeline__target-mark" r="8"/><circle class="timeline__target-eye" r="3.2"/>',
    "evaluation": '<circle class="timeline__evaluation" r="12"/>',
    "target-change": '<path class="timeline__change" d="M-12-11H12V11H-12z"/>',
}
_LINES = {"gap": "gap", "target-line": "target"}
# Paper knows no style sheet of ours: the looks that css/trend.css gives on a page.
_PAPER = """
.timeline__grid{stroke:#d8cdbc;stroke-width:1}.timeline__zero{stroke:#575e67;stroke-width:1.5}
.timeline__measured{stroke:#12416b;stroke-width:3}.timeline__gap{stroke:#12416b;stroke-width:2;stroke-dasharray:2 6}
.timeline__target{stroke:#895012;stroke-width:2;stroke-dasharray:9 5}
.timeline__down{stroke:#575e67;stroke-width:1;stroke-dasharray:1 3}
.timeline__point{fill:#12416b}.timeline__baseline{fill:#ffffff;stroke:#12416b;stroke-width:2.5}
.timeline__target-mark{fill:#ffffff;stroke:#895012;stroke-width:2.5}.timeline__target-eye{fill:#895012}
.timeline__evaluation,.timeline__change{fill:#ffffff;stroke:#1b2430;stroke-width:1.8}
text{fill:#1b2430;font-family:Portal;font-size:14px}
"""


def axis_svg(drawing: Timeline) -> str:
    """Return the figures beside the drawing, as an SVG of their own width."""
    width = drawing.gutter
    texts = "".join(
        f'<text x="{width - 8}" y="{y + 5:g}" text-anchor="end">{escape(label)}</text>' for y, label in drawing.up
    )
    return (
        f'<svg class="timeline__axis" width="{width}" height="{drawing.height}" aria-hidden="true" '
        f'focusable="false">{texts}</svg>'
    )


def plot_svg(drawing: Timeline) -> str:
    """Return the drawing without the figures beside it, as wide as there is room, with what it says as its name."""
    return (
        f'<svg class="timeline__plot" width="100%" height="{drawing.height}" role="img" '
        f'aria-label="{escape(drawing.words)}" focusable="false">{_inside(drawing)}</svg>'
    )


def paper_svg(drawing: Timeline, width: int = 680) -> str:
    """Return the whole as one SVG for paper, in its own colours."""
    gutter, height = drawing.gutter, drawing.height
    texts = "".join(
        f'<text x="{gutter - 8}" y="{y + 5:g}" text-anchor="end">{escape(label)}</text>' for y, label in drawing.up
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f"<style>{_PAPER}</style>{texts}"
        f'<svg x="{gutter}" y="0" width="{width - gutter}" height="{height}" viewBox="0 0 {width - gutter} {height}">'
        f"{_inside(drawing)}</svg></svg>"
    )


def sign_svg(look: str, number: int | None = None) -> str:
    """Return a sign as it stands in the drawing, for its legend."""
    if look in _LINES:
        inside = f'<line class="timeline__{_LINES[look]}" x1="0" x2="30" y1="13" y2="13"/>'
    elif look == "point":
        inside = '<circle class="timeline__point" cx="15" cy="13" r="5"/>'
    else:
        text = "" if number is None else f'<text y="5" text-anchor="middle">{number}</text>'
        inside = f'<svg x="15" y="13" overflow="visible">{_SHAPES[look]}{text}</svg>'
    return f'<svg class="timeline__sign" width="30" height="26" aria-hidden="true" focusable="false">{inside}</svg>'


def _inside(drawing: Timeline) -> str:
    return "".join((_grid(drawing), _lines(drawing), _marks(drawing), _happened(drawing), _days(drawing)))


def _grid(drawing: Timeline) -> str:
    bottom = drawing.up[0][0] if drawing.up else drawing.bottom
    lines = (
        f'<line class="timeline__{"zero" if y == bottom else "grid"}" x1="0" x2="100%" y1="{y:g}" y2="{y:g}"/>'
        for y, _label in drawing.up
    )
    return "".join(lines)


def _lines(drawing: Timeline) -> str:
    down = (
        f'<line class="timeline__down" x1="{one.x}%" x2="{one.x}%" y1="{one.y + 12:g}" y2="{drawing.bottom}"/>'
        for one in drawing.happened
    )
    own = (
        f'<line class="timeline__{one.look}" x1="{one.x1}%" y1="{one.y1:g}" x2="{one.x2}%" y2="{one.y2:g}"/>'
        for one in drawing.segments
    )
    return "".join((*down, *own))


def _marks(drawing: Timeline) -> str:
    radius = 5 if len(drawing.marks) <= 40 else 3
    return "".join(
        f'<circle class="timeline__point" cx="{one.x}%" cy="{one.y:g}" r="{radius}"/>'
        if one.look == "point"
        else _placed(one.x, one.y, _SHAPES[one.look])
        for one in drawing.marks
    )


def _happened(drawing: Timeline) -> str:
    return "".join(
        _placed(one.x, one.y, f'{_SHAPES[one.look]}<text y="5" text-anchor="middle">{one.number}</text>')
        for one in drawing.happened
    )


def _days(drawing: Timeline) -> str:
    return "".join(
        f'<line class="timeline__grid" x1="{x}%" x2="{x}%" y1="{drawing.bottom}" y2="{drawing.bottom + 5}"/>'
        f'<text x="{x}%" y="{drawing.bottom + 21}" text-anchor="{_anchor(x)}">{escape(label)}</text>'
        for x, label in drawing.along
    )


def _anchor(x: float) -> str:
    """Return how words stand by a place, so that they stay within the drawing."""
    return "start" if x < 12 else "end" if x > 88 else "middle"


def _placed(x: float, y: float, inside: str) -> str:
    return f'<svg x="{x}%" y="{y:g}" overflow="visible">{inside}</svg>'
