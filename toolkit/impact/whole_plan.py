"""The whole plan on one page: what the ten steps hold, as it is read and printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cases.codes import ConceptKind
from cases.models.vocabulary import Vocabulary
from toolkit.impact.codes import Level
from toolkit.impact.contents import Contents, Watched, contents_of
from toolkit.impact.looked_at import checks_in, knowledge_in
from toolkit.impact.measured_words import measured_in_words, target_in_words
from toolkit.impact.theory_chart import theory_chart
from toolkit.models import Measurement, Plan, Target, TargetGroup


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
class GroupLine:
    """A target group with the library's name for it."""

    group: TargetGroup
    nearest: str


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
        "groups": _group_lines(contents),
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


def _group_lines(contents: Contents) -> list[GroupLine]:
    if not any(group.code for group in contents.groups):
        return [GroupLine(group, "") for group in contents.groups]
    names = {term.code: term.name for term in Vocabulary.for_active_language().terms(ConceptKind.TARGET_GROUP)}
    return [GroupLine(group, names.get(group.code, "")) for group in contents.groups]
