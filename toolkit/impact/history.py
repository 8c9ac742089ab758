"""What has been changed in a plan, by whom and why, and what stood there on a day (handbook p. 47)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from django.db.models import Min, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from cases.teams.history import name_of
from toolkit.impact.codes import Step
from toolkit.impact.history_words import METHOD_FIELDS, Named, Names, Told, in_words, label_of, target_in_words, told
from toolkit.impact.on_a_day import Fields, Row, Standing, before_rows
from toolkit.impact.parts import all_plain
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

# What is asked of a day: goals, indicators and how they are measured, target figures.
_ON_A_DAY: Final[Sequence[Any]] = (Goal, Indicator, Target)
_OF_INDICATOR: Final = ("level", "method", "source", "frequency")
_LONG_NAME: Final = 80
_FIRST, _LAST = date(1900, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Then:
    """A part as it stood on a day, and what has become of it since."""

    text: str
    lines: Sequence[tuple[str, str]]
    since: Sequence[Told]


@dataclass(frozen=True)
class Day:
    """What stood in the plan at the end of a day."""

    on: date
    known_since: date
    goals: Sequence[Then]
    indicators: Sequence[Then]

    @property
    def is_known(self) -> bool:
        """Say whether anything had been noted of the plan by then."""
        return self.on >= self.known_since

    @property
    def is_empty(self) -> bool:
        """Say whether nothing stood there."""
        return not (self.goals or self.indicators)


def changes_of(plan: Plan, *, step: str = "", since: date | None = None, until: date | None = None) -> QuerySet[Change]:
    """Return the plan's changes, the newest first; of one step, from a day, to and with a day."""
    found = Change.objects.filter(plan=plan).select_related("by")
    if step:
        found = found.filter(_in_step(Step(step)))
    if since:
        found = found.filter(at__gte=_beginning(since))
    if until:
        found = found.filter(at__lt=_end(until))
    return found.order_by("-at", "-pk")


def told_changes(plan: Plan, changes: Iterable[Change]) -> list[Told]:
    """Return changes in words; six queries for what the parts are called."""
    rows = [row_of(change) for change in changes]
    names = names_of(plan, {row.key for row in rows})
    return [told(row, names) for row in rows]


def row_of(change: Change) -> Row:
    """Return a change as a plain row."""
    return Row(
        change.kind,
        str(change.key),
        change.what,
        change.field,
        change.before,
        change.after,
        change.at,
        name_of(change.by),
        change.reason,
        change.version,
    )


def names_of(plan: Plan, keys: Iterable[str] | None = None) -> dict[str, Named]:
    """Return what the plan's parts are called, also those taken out; of links and what is below, those asked for."""
    names: dict[str, Named] = {}
    indicators = {one.pk: one for one in Indicator.objects.filter(plan=plan).only("key", "name", "kind", "unit")}
    for one in indicators.values():
        names[str(one.key)] = Named(_short(one.name), one.kind, one.unit)
    named: Any = ((Source, "title"), (Goal, "text"), (TargetGroup, "name"), (Element, "text"))
    first, *rest = (model.objects.filter(plan=plan).order_by().values_list("key", field) for model, field in named)
    for key, text in first.union(*rest, all=True):
        names[str(key)] = Named(_short(" ".join(text.split())))
    chosen = {} if keys is None else {"key__in": list(keys)}
    for link in Link.objects.filter(plan=plan, **chosen).select_related("cause", "effect"):
        names[str(link.key)] = Named(f"{_short(link.cause.text)} → {_short(link.effect.text)}")
    for evaluation in Evaluation.objects.filter(plan=plan, **chosen).only("key", "on"):
        names[str(evaluation.key)] = Named(in_words("evaluation", "on", str(evaluation.on), {}, Named("")))
    below: Any
    for below in (Target, Measurement):
        for key, indicator in below.objects.filter(plan=plan, **chosen).values_list("key", "indicator_id"):
            names[str(key)] = names[str(indicators[indicator].key)]
    return names


def on_day(plan: Plan, on: date) -> Day:
    """Return what stood in the plan at the end of a day, and what was changed later, by whom and why."""
    end = _end(on)
    kinds = [model.KIND for model in _ON_A_DAY]
    changes = list(changes_of(plan).filter(kind__in=kinds, at__gte=end))
    rows = [row_of(change) for change in changes]
    parts = {str(part.key): part for model in _ON_A_DAY for part in model.objects.filter(plan=plan)}
    # What nobody noted the adding of was there from the first: it came with a file.
    now = {key: Standing(all_plain(part), part.deleted_at is None) for key, part in parts.items()}
    stood = {key: fields for key, fields in before_rows(now, rows).items() if key in parts}
    names = names_of(plan, parts)
    since = _Since(rows, names)
    by_kind = {kind: [key for key in stood if kind == parts[key].KIND] for kind in kinds}
    targets: dict[int, list[str]] = {}
    for key in by_kind["target"]:
        targets.setdefault(parts[key].indicator_id, []).append(key)
    return Day(
        on,
        noted_since(plan),
        [Then(str(stood[key]["text"]), [], since.of(key)) for key in by_kind["goal"]],
        [
            _indicator(stood, key, targets.get(parts[key].pk, []), since)
            for key in sorted(by_kind["indicator"], key=lambda key: parts[key].position)
        ],
    )


def noted_since(plan: Plan) -> date:
    """Return the day from which it is known what stood in the plan."""
    first = Change.objects.filter(plan=plan).aggregate(first=Min("at"))["first"]
    return timezone.localdate(min(plan.made_at, first or plan.made_at))


class _Since:
    """The changes that came later, by part."""

    def __init__(self, rows: Iterable[Row], names: Names) -> None:
        self.names, self._rows = names, list(rows)

    def of(self, *keys: str) -> list[Told]:
        """Return what was changed in some parts, the newest first."""
        return [told(row, self.names) for row in self._rows if row.key in keys]


def _indicator(stood: Mapping[str, Fields], key: str, targets: Sequence[str], since: _Since) -> Then:
    own, fields = since.names[key], stood[key]
    lines = [(_("Target figure"), target_in_words(stood[target], since.names, own)) for target in targets]
    for name in _OF_INDICATOR:
        if value := in_words("indicator", name, fields.get(name), since.names, own):
            lines.append((label_of(Indicator, name), value))
    return Then(str(fields["name"]), lines, since.of(key, *targets))


def _in_step(step: Step) -> Q:
    """Return the condition that a change is in a step."""
    own = {
        Step.PROBLEM: Q(kind="source") | Q(kind="plan", field="problem"),
        Step.GOALS: Q(kind="goal"),
        Step.GROUPS: Q(kind="group"),
        Step.THEORY: Q(kind__in=["element", "link"]) | Q(kind="plan", field="theory"),
        Step.INDICATORS: Q(kind="indicator") & ~Q(field__in=[*METHOD_FIELDS, "no_baseline_because"]),
        Step.METHODS: Q(kind="indicator", field__in=METHOD_FIELDS),
        Step.TARGETS: Q(kind="target"),
        Step.BASELINE: Q(field="no_baseline_because")
        | Q(kind="measurement", key__in=Measurement.objects.filter(is_baseline=True).values("key")),
        Step.MEASUREMENTS: Q(kind="measurement"),
        Step.EVALUATION: Q(kind="evaluation"),
    }
    return own[step]


def _beginning(of: date) -> datetime:
    """Return the first moment of a day here; the calendar's own ends are no moments everywhere."""
    return timezone.make_aware(datetime.combine(min(max(of, _FIRST), _LAST), time.min))


def _end(of: date) -> datetime:
    return _beginning(min(of, _LAST) + timedelta(days=1))


def _short(text: str) -> str:
    return text if len(text) <= _LONG_NAME else text[: _LONG_NAME - 1].rstrip() + "…"
