"""An indicator over time as a drawing, with what its signs mean and the same as a table beside it. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toolkit.charts.axes import figures_axis
from toolkit.charts.timeline import Dot, Goal, Happening, Timeline, timeline
from toolkit.impact import figures
from toolkit.impact.codes import Kind
from toolkit.impact.trends import (
    Aim,
    Gap,
    Point,
    Say,
    Trend,
    aim_in_words,
    gaps_in,
    gaps_in_words,
    sentences,
    start_of,
    trend_of,
    written,
)

# So many of what happened are numbered in a drawing; the table has them all.
MOST_HAPPENINGS = 9


@dataclass(frozen=True)
class Followed:
    """An indicator with what has been measured, as plain values: out of a plan, or out of what is published of it."""

    name: str
    kind: str
    direction: str
    unit: str = ""
    frequency: str = ""
    scale_from: int | None = None
    scale_to: int | None = None
    grades: Sequence[str] = ()
    points: Sequence[Point] = ()
    aims: Sequence[Aim] = ()
    happenings: Sequence[Happening] = ()


@dataclass(frozen=True)
class Sign:
    """What a sign in the drawing means; `number` where it stands in it."""

    look: str
    text: str
    number: int | None = None


@dataclass(frozen=True)
class TrendChart:
    """An indicator over time: drawing, signs, what is said of it, and its table of (day, figure, what it is)."""

    name: str
    drawing: Timeline | None
    signs: Sequence[Sign] = ()
    told: Sequence[str] = ()
    notes: Sequence[str] = ()
    rows: Sequence[tuple[str, str, str]] = ()
    trend: Trend | None = None
    steps: Sequence[str] = field(default=())


def say_of(followed: Followed, language: str) -> Say:
    """Return how the indicator's figures are written: with unit, or the name of a step."""

    def say(value: Decimal) -> str:
        return (
            step_in_words(value, followed.grades, language)
            if followed.kind == Kind.GRADED
            else figures.say(value, language, followed.kind, followed.unit)
        )

    return say


def step_in_words(value: Decimal, grades: Sequence[str], language: str) -> str:
    """Return `3: Most take part`; the number alone where no step is called so any more."""
    number = figures.say(value, language)
    place = int(value) - 1
    return f"{number}: {grades[place]}" if value == int(value) and 0 <= place < len(grades) else number


def trend_chart(followed: Followed, language: str, today: date) -> TrendChart:
    """Return the drawing; without one where nothing can be drawn, as of quotations."""
    say = say_of(followed, language)
    trend = trend_of(
        followed.points, followed.aims, followed.direction, today, has_distance=followed.kind != Kind.GRADED
    )
    gaps = gaps_in([point.on for point in trend.measured], followed.frequency)
    told = sentences(trend, say, today)
    rows = _rows(followed, say)
    if not trend.measured:
        return TrendChart(followed.name, None, told=told, rows=rows, trend=trend)
    shown = sorted(followed.happenings, key=lambda one: one.on)[-MOST_HAPPENINGS:]
    drawing, notes = _drawn(followed, trend, shown, gaps, language, told)
    return TrendChart(
        followed.name,
        drawing,
        _signs(followed, trend, shown, gaps, say),
        told,
        [*notes, *gaps_in_words(gaps), *_not_drawn(followed)],
        rows,
        trend,
        [f"{place} {name}" for place, name in enumerate(followed.grades, start=1)]
        if followed.kind == Kind.GRADED
        else (),
    )


def _drawn(
    followed: Followed, trend: Trend, shown: Sequence[Happening], gaps: Sequence[Gap], language: str, told: list[str]
) -> tuple[Timeline, list[str]]:
    amounts = [point.amount for point in trend.measured if point.amount is not None]
    ends = (followed.scale_from, followed.scale_to) if followed.kind == Kind.SCALE else (None, None)
    ends = (1, len(followed.grades)) if followed.kind == Kind.GRADED else ends
    axis = figures_axis([*amounts, *(aim.value for aim in followed.aims)], *ends)
    kind = Kind.SHARE if followed.kind == Kind.SHARE else ""
    start = start_of(trend.measured)
    from_to = _("%(name)s, from %(first)s to %(last)s.") % {
        "name": followed.name,
        "first": written(trend.measured[0].on),
        "last": written(trend.measured[-1].on),
    }
    drawing = timeline(
        [Dot(one.on, one.amount, one is start) for one in trend.measured if one.amount is not None],
        [Goal(aim.value, aim.by) for aim in followed.aims],
        shown,
        axis,
        label=lambda figure: figures.say(figure, language, kind),
        gaps=frozenset((gap.since, gap.until) for gap in gaps),
        is_stepped=followed.kind == Kind.GRADED,
        words=" ".join((from_to, *told)),
    )
    cut = _("The axis begins at %(figure)s, so that small changes can be seen.")
    return drawing, [cut % {"figure": figures.say(axis.low, language, kind)}] if axis.is_cut else []


def _signs(followed: Followed, trend: Trend, shown: Sequence[Happening], gaps: Sequence[Gap], say: Say) -> list[Sign]:
    start = start_of(trend.measured)
    signs = []
    if start.amount is not None:
        own = {"figure": say(start.amount), "day": written(start.on)}
        words = _("Baseline: %(figure)s, %(day)s") if start.is_baseline else _("First measurement: %(figure)s, %(day)s")
        signs.append(Sign("baseline", words % own))
    if len(trend.measured) > 1:
        signs.append(Sign("point", _("Measurement")))
    if gaps:
        signs.append(Sign("gap", _("Not measured as often as was meant")))
    signs += [
        Sign("target" if aim.by else "target-line", _("Target figure: %(target)s") % {"target": aim_in_words(aim, say)})
        for aim in followed.aims
    ]
    return signs + [
        Sign(one.look, f"{written(one.on)}: {one.text}", number) for number, one in enumerate(shown, start=1)
    ]


def _not_drawn(followed: Followed) -> list[str]:
    count = sum(point.amount is None for point in followed.points)
    if not count:
        return []
    return [
        ngettext(
            "%(n)s measurement comes to no figure, and is not drawn: see the table.",
            "%(n)s measurements come to no figure, and are not drawn: see the table.",
            count,
        )
        % {"n": count}
    ]


def _rows(followed: Followed, say: Say) -> list[tuple[str, str, str]]:
    """Return the rows of the table, as they follow each other in time."""
    rows = [
        (point.on, say(point.amount) if point.amount is not None else "–", _("Baseline") if point.is_baseline else "")
        for point in followed.points
    ]
    rows += [(aim.by, say(aim.value), _("Target figure")) for aim in followed.aims if aim.by]
    rows += [(one.on, "", one.text) for one in followed.happenings]
    undated = [("–", say(aim.value), _("Target figure")) for aim in followed.aims if aim.by is None]
    return [(written(on), shown, what) for on, shown, what in sorted(rows, key=lambda row: row[0])] + undated
