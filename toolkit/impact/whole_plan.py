"""The whole plan on one page: what the ten steps hold, as it is read and printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from toolkit.impact.codes import Level, Step
from toolkit.impact.contents import Contents, Watched, contents_of
from toolkit.impact.looked_at import checks_in, knowledge_in
from toolkit.impact.measured_words import measured_in_words, target_in_words
from toolkit.impact.theory_chart import theory_chart
from toolkit.models import Measurement, Plan, Target


@dataclass(frozen=True)
class BareFrame:
    """What the frame of a plan's pages needs where one only reads: how far it has come is plain to see."""

    plan: Plan
    team_name: str
    can: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Aim:
    """A target figure as it is read."""

    target: Target
    words: str


@dataclass(frozen=True)
class Figure:
    """A measurement as it is read."""

    measured: Measurement
    words: str


@dataclass(frozen=True)
class Card:
    """An indicator with where it starts, what it is to reach, and what was measured last."""

    watched: Watched
    groups: Sequence[str]
    baseline: Figure | None
    aims: Sequence[Aim]
    latest: Figure | None

    @property
    def times(self) -> int:
        """Return how many measurements there are beside the baseline."""
        return sum(not one.is_baseline for one in self.watched.measurements)


@dataclass(frozen=True)
class LevelCards:
    """The indicators of a level."""

    level: Level
    cards: Sequence[Card]


def whole_plan_context(plan: Plan) -> dict[str, Any]:
    """Return what `pages/impact/plan/whole.html` shows: as many questions to the database whatever there is in it."""
    contents = contents_of(plan)
    cards = [_card(one, contents) for one in contents.watched]
    levels = [LevelCards(level, [one for one in cards if one.watched.indicator.level == level]) for level in Level]
    return {
        "contents": contents,
        "steps": {step.value: step for step in Step},
        "chart": theory_chart(contents.theory, plan.language),
        "levels": [one for one in levels if one.cards],
        "knowledge": knowledge_in(contents),
        "external": [one for one in contents.evaluations if one.is_external],
        "checks": checks_in(contents),
    }


def _card(watched: Watched, contents: Contents) -> Card:
    indicator, baseline, latest = watched.indicator, watched.baseline, watched.latest
    return Card(
        watched,
        [group.name for group in contents.groups if group.key in indicator.groups],
        _figure(watched, baseline),
        [Aim(target, target_in_words(indicator, target)) for target in watched.targets],
        None if latest is baseline else _figure(watched, latest),
    )


def _figure(watched: Watched, measured: Measurement | None) -> Figure | None:
    return None if measured is None else Figure(measured, measured_in_words(watched.indicator, measured))
