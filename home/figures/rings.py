"""Figures of what goes round: talk and action, and the circle of social innovation."""

from __future__ import annotations

from math import cos, pi, sin

from django.utils.translation import gettext as _

from home.figures.drawing import (
    LEADING,
    MARGIN,
    WIDTH,
    Anchor,
    Drawing,
    Figure,
    Path,
    Text,
    Word,
    arrow_head,
    lines_of,
    lozenge,
)

_MIDDLE = WIDTH / 2


def circle() -> Figure:
    """Return the circle (figure 4, p. 20): five steps round and round, and four things to do together."""
    steps = [
        Word(_("Map it"), _("Find out where the need is.")),
        Word(_("Focus it"), _("Choose what can do most good.")),
        Word(_("People it"), _("Bring in those concerned.")),
        Word(_("Market it"), _("Tell about it.")),
        Word(_("Grow it"), _("Let the work grow where it has taken hold.")),
    ]
    together = [_("Commission together"), _("Design together"), _("Deliver together"), _("Assess together")]
    again = _("One notch higher each time")
    middle, radius, node = 196.0, 116.0, 43.0
    points = [_point(middle, radius, -pi / 2 + 2 * pi * n / len(steps)) for n in range(len(steps))]
    paths = [*_cord(middle, radius, len(steps), node), Path("node", "".join(_disc(x, y, node) for x, y in points))]
    texts = [_centred(x, y, step.name, 2 * node - 8, "name") for (x, y), step in zip(points, steps, strict=True)]
    texts.append(_centred(_MIDDLE, middle, again, 112, "stressed"))
    corners: list[tuple[float, float, Anchor]] = [
        (MARGIN, 26, "start"),
        (WIDTH - MARGIN, 26, "end"),
        (WIDTH - MARGIN, 366, "end"),
        (MARGIN, 366, "start"),
    ]
    for (x, y, anchor), text in zip(corners, together, strict=True):
        lines = lines_of(text, 100)
        texts.append(Text(x, y if y < 100 else y - LEADING * (len(lines) - 1), lines, "", anchor))
    return Figure(
        code="circle",
        title=_("The circle of social innovation"),
        source=_("Drawn anew after figure 4 in the handbook, p. 20"),
        words=[*steps, Word(again), Word(_("All the way round"), ", ".join(together))],
        drawing=Drawing(376, paths, texts),
    )


def talk_act() -> Figure:
    """Return the interplay of talk and action (figure 3, p. 20)."""
    act, talk, create = _("Do something together"), _("Talk about it together"), _("Co-create")
    left, right, top, bottom = 60, WIDTH - 60, 60, 150
    arcs = f"M{left} {top + 30}C{left} {top - 20} {right} {top - 20} {right} {top + 30}"
    back = f"M{right} {bottom - 30}C{right} {bottom + 20} {left} {bottom + 20} {left} {bottom - 30}"
    paths = [
        Path("cord", arcs),
        Path("cord other", back),
        Path("head", arrow_head(right, top + 40, 0, 1, 13)),
        Path("head other", arrow_head(left, bottom - 40, 0, -1, 13)),
        Path("knot", lozenge(_MIDDLE, 105 - 30, 7) + lozenge(_MIDDLE, 105 + 26, 7)),
    ]
    texts = [
        Text(_MIDDLE, 30, (act,), "name", "middle"),
        Text(_MIDDLE, 110, (create,), "name", "middle"),
        Text(_MIDDLE, 190, (talk,), "name", "middle"),
    ]
    return Figure(
        code="talk_act",
        title=_("Talk and action take turns"),
        source=_("Drawn anew after figure 3 in the handbook, p. 20"),
        words=[
            Word(act, _("Then you know whether the idea works.")),
            Word(talk, _("Then you learn from what you did.")),
            Word(create, _("It happens where the two take turns, again and again.")),
        ],
        drawing=Drawing(206, paths, texts),
    )


def _point(middle: float, radius: float, angle: float) -> tuple[float, float]:
    return _MIDDLE + radius * cos(angle), middle + radius * sin(angle)


def _disc(x: float, y: float, radius: float) -> str:
    half = f"a{radius:g} {radius:g} 0 1 1"
    return f"M{x - radius:.1f} {y:.1f}{half} {2 * radius:g} 0{half} {-2 * radius:g} 0z"


def _cord(middle: float, radius: float, count: int, node: float) -> list[Path]:
    """Return the ring between the discs, and a head of an arrow before each of them."""
    gap = (node + 6) / radius
    heads = []
    for n in range(count):
        angle = -pi / 2 + 2 * pi * n / count - gap + 0.05
        x, y = _point(middle, radius, angle)
        heads.append(arrow_head(x, y, -sin(angle), cos(angle), 12))
    ring = _disc(_MIDDLE, middle, radius)
    return [Path("cord", ring), Path("cord twist", ring), Path("head", "".join(heads))]


def _centred(x: float, y: float, text: str, room: float, look: str) -> Text:
    lines = lines_of(text, room, strong=look == "name")
    return Text(round(x, 1), round(y + 5 - LEADING * (len(lines) - 1) / 2, 1), lines, look, "middle")
