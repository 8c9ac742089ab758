"""Bars that show a whole distribution: as broad as everything, in parts that differ in pattern and in colour. Pure.

A bar is drawn in per cent of its own width, so that it is as broad as the page lets it, and its words as large as ever.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toolkit.charts.shares import percent_in_words, whole_percents

# Per cent of the bar that a number needs beneath its part, at 320 px.
_ROOM_FOR_NUMBER = 12


@dataclass(frozen=True)
class Level:
    """A kind of answer: `look` names its pattern, see `templates/components/charts/patterns.html`."""

    look: str
    name: str


@dataclass(frozen=True)
class Given:
    """What a bar is to show: how many gave each answer, in the order of the levels; None where that is not shown.

    `number` is a group's own, which marks it wherever it is drawn; `why_not` says in words why there is nothing.
    """

    label: str
    counts: Sequence[int] | None
    unsure: int = 0
    number: int | None = None
    people: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Part:
    """A part of a bar: where it begins and how broad it is, in per cent, and its share in words."""

    look: str
    x: float
    width: float
    shown: str

    @property
    def middle(self) -> float:
        """Return the middle, in per cent."""
        return self.x + self.width / 2


@dataclass(frozen=True)
class Bar:
    """A bar with what it says in words; no parts where nothing is shown."""

    label: str
    number: int | None
    people: str
    parts: list[Part]
    words: str
    why_not: str
    cells: list[str]
    unsure: int = 0
    counts: Sequence[int] = ()


@dataclass(frozen=True)
class Stack:
    """Bars beneath each other, and the same as a table: a row for each bar, a column for each level."""

    title: str
    levels: Sequence[Level]
    bars: list[Bar]
    head: list[str] = field(default_factory=list)

    @property
    def drawn(self) -> list[Bar]:
        """Return the bars of which there is something to draw."""
        return [bar for bar in self.bars if bar.parts]

    @property
    def not_drawn(self) -> list[tuple[str, str]]:
        """Return why the others are not drawn, each reason once, with the names of those that it holds for."""
        names: dict[str, list[str]] = {}
        for bar in self.bars:
            if not bar.parts:
                names.setdefault(bar.why_not, []).append(bar.label)
        return [(why_not, ", ".join(labels)) for why_not, labels in names.items()]


def stack(title: str, levels: Sequence[Level], rows: Sequence[Given]) -> Stack:
    """Return bars for some rows. Answers that are no level ("don't know") stand beside the bar, never in it."""
    head = [level.name for level in levels] + [_("Don't know"), _("Answers")]
    return Stack(title, levels, [_bar(levels, row) for row in rows], head)


def _bar(levels: Sequence[Level], row: Given) -> Bar:
    counts = row.counts
    if counts is None:
        return Bar(row.label, row.number, row.people, [], row.why_not, row.why_not, [])
    percents, n = whole_percents(counts), sum(counts)
    words = ", ".join(f"{level.name} {percent_in_words(p)}" for level, p in zip(levels, percents, strict=True) if p)
    cells = [
        f"{count} ({percent_in_words(percent)})" if count else "0"
        for count, percent in zip(counts, percents, strict=True)
    ]
    return Bar(
        label=row.label,
        number=row.number,
        people=row.people,
        parts=_parts(levels, counts, percents),
        words=f"{row.label}: {words or _nobody_has_a_view()}",
        why_not="" if n else _nobody_has_a_view(),
        cells=[*cells, str(row.unsure), str(n + row.unsure)],
        unsure=row.unsure,
        counts=counts,
    )


def _parts(levels: Sequence[Level], counts: Sequence[int], percents: Sequence[int]) -> list[Part]:
    parts, x, total = [], 0.0, sum(counts)
    for level, count, percent in zip(levels, counts, percents, strict=True):
        if count:
            width = 100 * count / total
            shown = percent_in_words(percent) if width >= _ROOM_FOR_NUMBER else ""
            parts.append(Part(level.look, round(x, 2), round(width, 2), shown))
            x += width
    return parts


def unsure_in_words(count: int) -> str:
    """Return how many answers were that one does not know; empty for none."""
    return ngettext("%(n)s don't know", "%(n)s don't know", count) % {"n": count} if count else ""


def _nobody_has_a_view() -> str:
    return _("All answered that they don't know.")
