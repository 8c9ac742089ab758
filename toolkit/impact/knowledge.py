"""What we know, what we think and what we do not know yet, level by level (handbook pp. 48-51). Pure.

To know is to have measured on two days or more, or to have been evaluated by somebody outside; a single figure, a
target and what rests on research are what we think. Nothing here says what made a figure change.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toolkit.impact.codes import Direction, Rank


class Standing(StrEnum):
    """How well something is known."""

    KNOW = "know"
    THINK = "think"
    NOT_YET = "not_yet"


@dataclass(frozen=True)
class Dated:
    """A measurement: its day, what it is in words, and what it comes to where that is a figure."""

    on: date
    said: str
    amount: Decimal | None = None


@dataclass(frozen=True)
class Shown:
    """What an indicator tells: the oldest measurement first. `aim` is its target in words."""

    name: str
    rank: Rank
    dated: Sequence[Dated] = ()
    direction: str = Direction.MORE
    aim: str = ""
    by: date | None = None
    rests_on_research: bool = False


@dataclass(frozen=True)
class Expected:
    """What is to come of the work, and no indicator shows."""

    name: str
    rank: Rank
    rests_on_research: bool = False


@dataclass(frozen=True)
class Said:
    """What it is about, in the plan's words, and how it is known."""

    name: str
    text: str


@dataclass(frozen=True)
class Group:
    """All that is known equally well."""

    standing: Standing
    said: Sequence[Said]

    @property
    def head(self) -> str:
        """Return the head."""
        heads = {
            Standing.KNOW: _("What we know"),
            Standing.THINK: _("What we think"),
            Standing.NOT_YET: _("What we do not know yet"),
        }
        return heads[self.standing]


@dataclass(frozen=True)
class LevelOf:
    """A level with what is known there, best first; all three groups, also where there is nothing."""

    rank: Rank
    groups: Sequence[Group]


# What is done is no effect of it.
_RANKS = (Rank.RESULT, Rank.OUTCOME, Rank.IMPACT, Rank.VALUE)


def knowledge(shown: Iterable[Shown], expected: Iterable[Expected] = ()) -> list[LevelOf]:
    """Return what is known on each level, from results to value to society; levels with nothing are left out."""
    told = [(one.rank, *_of_indicator(one)) for one in shown] + [(one.rank, *_of_element(one)) for one in expected]
    return [
        LevelOf(
            rank,
            [
                Group(standing, [said for at, how, said in told if (at, how) == (rank, standing)])
                for standing in Standing
            ],
        )
        for rank in _RANKS
        if any(at == rank for at, _how, _said in told)
    ]


def _of_indicator(one: Shown) -> tuple[Standing, Said]:
    days = {dated.on for dated in one.dated}
    if len(days) > 1:
        return Standing.KNOW, Said(one.name, _since_then(one))
    if one.dated:
        return Standing.THINK, Said(one.name, _once(one.dated[-1]))
    if one.rests_on_research:
        return Standing.THINK, Said(one.name, _("Not measured yet. We think so because research points that way."))
    if one.aim:
        return Standing.THINK, Said(one.name, _aimed(one))
    return Standing.NOT_YET, Said(one.name, _("Not measured yet."))


def _of_element(one: Expected) -> tuple[Standing, Said]:
    """Return how well something is known that is not measured; value to society is argued through research alone."""
    if one.rank == Rank.VALUE:
        if one.rests_on_research:
            return Standing.THINK, Said(one.name, _("We do not measure it ourselves. It rests on research."))
        return Standing.NOT_YET, Said(one.name, _("We do not measure it ourselves, and name no research yet."))
    if one.rests_on_research:
        return Standing.THINK, Said(one.name, _("No indicator shows it. We think so because research points that way."))
    return Standing.NOT_YET, Said(one.name, _("No indicator shows it."))


def _since_then(one: Shown) -> str:
    first, last = one.dated[0], one.dated[-1]
    if first.amount is None or last.amount is None:
        times = ngettext("Told %(n)s time", "Told %(n)s times", len(one.dated)) % {"n": len(one.dated)}
        return _("%(times)s, from %(start)s to %(end)s.") % {"times": times, "start": _day(first), "end": _day(last)}
    return _("From %(first)s (%(start)s) to %(last)s (%(end)s). %(course)s") % {
        "first": first.said,
        "start": _day(first),
        "last": last.said,
        "end": _day(last),
        "course": _course(first.amount, last.amount, one.direction),
    }


def _course(first: Decimal, last: Decimal, direction: str) -> str:
    if first == last:
        return _("It is as it was.")
    if (last > first) is (direction == Direction.MORE):
        return _("It has become better.")
    return _("It has become worse.")


def _once(dated: Dated) -> str:
    return _("%(said)s (%(day)s). Measured on one day only, so we do not know whether it changes.") % {
        "said": dated.said,
        "day": _day(dated),
    }


def _aimed(one: Shown) -> str:
    if one.by is None:
        return _("Not measured yet. We aim at %(aim)s.") % {"aim": one.aim}
    return _("Not measured yet. We aim at %(aim)s by %(day)s.") % {"aim": one.aim, "day": date_format(one.by)}


def _day(dated: Dated) -> str:
    return date_format(dated.on)
