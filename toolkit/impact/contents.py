"""All that stands in a plan, read at once: as many questions to the database whatever there is in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from toolkit.impact.codes import Kind
from toolkit.impact.part_fields import parts_of
from toolkit.impact.theory import Theory, theory_of
from toolkit.models import (
    Change,
    Element,
    Evaluation,
    Goal,
    Indicator,
    Link,
    Measurement,
    Plan,
    Source,
    Target,
    TargetGroup,
)


@dataclass(frozen=True)
class Watched:
    """An indicator with its targets and its measurements, the oldest first."""

    indicator: Indicator
    targets: Sequence[Target]
    measurements: Sequence[Measurement]

    @property
    def baseline(self) -> Measurement | None:
        """Return where it starts."""
        return next((one for one in self.measurements if one.is_baseline), None)

    @property
    def latest(self) -> Measurement | None:
        """Return what was measured last, the baseline where there is no more."""
        return self.measurements[-1] if self.measurements else None

    @property
    def aim(self) -> Target | None:
        """Return the target figure that lies farthest ahead; one without a date where no other is."""
        valued = [target for target in self.targets if target.value is not None]
        return next((target for target in reversed(valued) if target.by_date), valued[-1] if valued else None)


@dataclass(frozen=True)
class Contents:
    """The standing parts of a plan; `denominators` are the changes of whom shares are counted among, oldest first."""

    plan: Plan
    sources: Sequence[Source]
    goals: Sequence[Goal]
    groups: Sequence[TargetGroup]
    elements: Sequence[Element]
    links: Sequence[Link]
    watched: Sequence[Watched]
    denominators: Sequence[Change]

    @cached_property
    def evaluations(self) -> Sequence[Evaluation]:
        """Return what was learnt; asked for where it is told alone."""
        return list(self.plan.evaluations.standing())

    @cached_property
    def theory(self) -> Theory:
        """Return the theory of change."""
        return theory_of(self.elements, self.links, [one.indicator for one in self.watched])


def contents_of(plan: Plan) -> Contents:
    """Return what stands in a plan: nine questions to the database, and one for the evaluations."""
    targets: dict[int, list[Target]] = {}
    for target in plan.targets.standing():
        targets.setdefault(target.indicator_id, []).append(target)
    measurements: dict[int, list[Measurement]] = {}
    for measurement in plan.measurements.standing():
        measurements.setdefault(measurement.indicator_id, []).append(measurement)
    return Contents(
        plan,
        list(plan.sources.standing()),
        list(plan.goals.standing()),
        list(plan.groups.standing()),
        parts_of(plan, Element),
        list(plan.links.standing()),
        [Watched(one, targets.get(one.pk, ()), measurements.get(one.pk, ())) for one in plan.indicators.standing()],
        list(plan.changes.filter(kind=Indicator.KIND, field="denominator").order_by("at", "pk")),
    )


def other_denominators(watched: Watched, changes: Sequence[Change]) -> list[tuple[date, str]]:
    """Return whom a share was counted among, where that was not as now: the day of each such measurement. Pure."""
    indicator = watched.indicator
    if indicator.kind != Kind.SHARE:
        return []
    own = [change for change in changes if change.key == indicator.key]
    found = []
    for one in watched.measurements:
        later = next((change for change in own if change.at > one.made_at), None)
        then = indicator.denominator if later is None else str(later.before or "")
        if then.strip() and _bare(then) != _bare(indicator.denominator):
            found.append((one.on, " ".join(then.split())))
    return found


def _bare(text: str) -> str:
    return " ".join(text.casefold().split()).rstrip(".")
