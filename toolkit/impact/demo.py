"""The demo's plans: Boost Refugee with the handbook's figures (p. 51), and an invented example with all ten steps.

Written through the same services as a team's own, and then dated back, so that its history can be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any, Final

from django.utils import timezone

from cases.models import Team
from toolkit.impact.codes import Direction, ForWhom, Frequency, Kind, Level, Priority
from toolkit.impact.evaluations import add_evaluation
from toolkit.impact.parts import AnyPart, add_part, change_part
from toolkit.models import Change, Plan, PlanVersion

_FILE: Final = Path(__file__).parent / "data" / "demo-plans.json"
# {0} in a date is the year in which the example began: three years ago.
_YEARS: Final = 4
_APART: Final = ("id", "baseline", "targets", "target_change", "measurements")


def make_demo_plan(*, which: str, team: Team, by: Any) -> Plan:
    """Make the plan called `boost` or `example` for a team; `by` is a member who may write in it."""
    content = json.loads(_dated(_FILE.read_text()))[which]
    plan = Plan.objects.create(team=team, language="nb", is_example=which == "example", made_by=by)
    change_part(part=plan, by=by, values=content["plan"])
    _date_back(plan, _day(content["plan"]["begins"]))
    made = _Making(plan, by, _day(content["plan"]["begins"]))
    for name, kind in (("sources", "source"), ("goals", "goal"), ("groups", "group"), ("elements", "element")):
        for values in content.get(name, []):
            made.part(kind, values)
    for cause, effect, values in content["links"]:
        made.part("link", {**values, "cause": made.by_id[cause], "effect": made.by_id[effect]})
    for values in content["indicators"]:
        made.indicator(values)
    for values in content.get("evaluations", []):
        made.evaluation(values)
    made.change_targets(until=date.max)
    plan.refresh_from_db()
    return plan


class _Making:
    """The making of one plan: what has been made so far, by the names that the file gives it."""

    def __init__(self, plan: Plan, by: Any, begins: date) -> None:
        self.plan, self.by, self.begins = plan, by, begins
        self.by_id: dict[str, Any] = {}
        self.to_change: list[tuple[AnyPart, Mapping[str, Any]]] = []

    def part(self, kind: str, values: Mapping[str, Any], *, on: date | None = None, **fixed: Any) -> AnyPart:
        """Add a part, as if on a day: on which the work began unless told."""
        written = {name: value for name, value in values.items() if name not in _APART}
        part = add_part(plan=self.plan, by=self.by, kind=kind, values=written, **fixed)
        _date_back(part, on or self.begins)
        if "id" in values:
            self.by_id[values["id"]] = part
        return part

    def indicator(self, values: Mapping[str, Any]) -> None:
        """Add an indicator with its target figures, its baseline and its measurements."""
        chosen = {
            "for_whom": ForWhom.INDIVIDUAL,
            "kind": Kind.NUMBER,
            "direction": Direction.MORE,
            "priority": Priority.MIDDLE,
            **values,
            "level": Level(values["level"]),
            "element": self.by_id[values["element"]],
            "groups": [self.by_id[name].key for name in values.get("groups", [])],
        }
        if "frequency" in values:
            chosen["frequency"] = Frequency(values["frequency"])
        indicator = self.part("indicator", chosen)
        for target in values.get("targets", []):
            part = self.part("target", target, indicator=indicator)
            if change := values.get("target_change"):
                self.to_change.append((part, change))
        for measured in _measured(values):
            self.part("measurement", measured, on=_day(measured["on"]), indicator=indicator, made_by=self.by)

    def evaluation(self, values: Mapping[str, Any]) -> None:
        """Add an evaluation, which ends a version of the plan: as the plan stood on that day."""
        on = _day(values["on"])
        # What an evaluation led to belongs to the version that it begins.
        self.change_targets(until=on - timedelta(days=1))
        part = add_evaluation(plan=self.plan, by=self.by, values=values)
        _date_back(part, on)
        PlanVersion.objects.filter(plan=self.plan, number=self.plan.version - 1).update(made_at=_noon(on))

    def change_targets(self, *, until: date) -> None:
        """Change the target figures that were changed until a day, each on its own."""
        for part, change in [one for one in self.to_change if _day(one[1]["on"]) <= until]:
            change_part(part=part, by=self.by, values={"value": change["value"]}, reason=change["reason"])
            _date_back(part, _day(change["on"]), what="changed")
        self.to_change = [one for one in self.to_change if _day(one[1]["on"]) > until]


def _measured(values: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    if "baseline" in values:
        yield {**values["baseline"], "is_baseline": True}
    for measurement in values.get("measurements", []):
        parts = [{"value": None, **part} for part in measurement.get("breakdown", [])]
        yield {**measurement, "breakdown": parts}


def _dated(text: str) -> str:
    """Put years in the place of {0} to {3}."""
    first = timezone.localdate().year - _YEARS + 1
    for number in range(_YEARS):
        text = text.replace(f'"{{{number}}}-', f'"{first + number}-')
    return text


def _day(text: str) -> date:
    return date.fromisoformat(text)


def _date_back(part: Plan | AnyPart, on: date, **which: str) -> None:
    """Let what was noted of a part have happened on a day."""
    Change.objects.filter(key=part.key, **which).update(at=_noon(on))


def _noon(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(12)))
