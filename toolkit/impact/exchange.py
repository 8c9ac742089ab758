"""Takes a plan out as `samskaping-plan/1`, and makes a plan of one: nothing twice, and all of it or nothing.

Accounts and history do not travel: neither means anything elsewhere. Parts that were taken out do not either.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID, uuid4

from django.db import IntegrityError, models, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from pydantic import ValidationError

from cases.exchange.faults import in_words
from cases.exchange.strict_json import FaultyTextError, object_in
from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.refusals import NotAllowedError, RefusedError, locked
from toolkit.impact.codes import What
from toolkit.impact.parts import PARTS, all_plain, plain
from toolkit.impact.plan_record import FORMAT, PlanRecord, faults_of, keyed_parts
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

MAX_BYTES: Final = 10_000_000
# So many faults are told of one file; who has more has another kind of file.
_MOST_TOLD: Final = 100
# Who gets a reminder is an account.
_STAYS: Final = frozenset({"reminded"})
# What nobody writes, and yet travels.
_MORE: Final[Mapping[str, tuple[str, ...]]] = {"indicator": ("origin", "origin_title"), "evaluation": ("version",)}
_OF_PLAN: Final = ("name", "language", "begins", "ends", "version", "is_example", "problem", "theory")
Keys = Callable[[UUID], UUID]


@dataclass(frozen=True)
class Fault:
    """What is wrong at a place in a file, and what was expected there."""

    path: str
    expected: str

    def __str__(self) -> str:
        return f"{self.path[:80]}: {self.expected}" if self.path else self.expected


class FaultyPlanError(ValueError):
    """A file is no plan; the faults say where and why, in the reader's language."""

    def __init__(self, faults: list[Fault]) -> None:
        super().__init__("; ".join(map(str, faults)))
        self.faults = faults


def record_of(plan: Plan, *, with_measurements: bool = True) -> dict[str, Any]:
    """Return a plan with all its parts as they stand, as plain values; nine queries whatever its size."""
    elements, groups = _standing(Element, plan), _standing(TargetGroup, plan)
    known = {part.pk for part in elements}
    links = [link for link in _standing(Link, plan, "cause", "effect") if {link.cause_id, link.effect_id} <= known]
    group_keys = {part.key for part in groups}
    below = {
        "targets": _by_indicator(_standing(Target, plan, order=("position", "pk"))),
        "measurements": _by_indicator(_standing(Measurement, plan)) if with_measurements else {},
    }
    indicators = []
    for indicator in _standing(Indicator, plan, "element"):
        row = _row(indicator)
        row["groups"] = [str(key) for key in indicator.groups if key in group_keys]
        row["element"] = row["element"] if indicator.element_id in known else None
        indicators.append(
            row | {name: [_row(part) for part in found.get(indicator.pk, [])] for name, found in below.items()}
        )
    return {
        "format": FORMAT,
        "key": str(plan.key),
        **{name: plain(plan, name) for name in _OF_PLAN},
        "sources": [_row(part) for part in _standing(Source, plan)],
        "goals": [_row(part) for part in _standing(Goal, plan)],
        "groups": [_row(part) for part in groups],
        "elements": [_row(part) for part in elements],
        "links": [_row(part) for part in links],
        "indicators": indicators,
        "evaluations": [_row(part) for part in _standing(Evaluation, plan)],
    }


def read_plan(raw: bytes) -> PlanRecord:
    """Return the plan that a file holds; FaultyPlanError says all that is wrong with it."""
    if len(raw) > MAX_BYTES:
        raise FaultyPlanError([Fault("", _("The file is too large: at most 10 MB."))])
    try:
        record = PlanRecord.model_validate(object_in(raw.removeprefix(b"\xef\xbb\xbf")))
    except FaultyTextError as faulty:
        raise FaultyPlanError([Fault(faulty.key, faulty.expected)]) from faulty
    except ValidationError as error:
        found = [Fault(*in_words(detail)) for detail in error.errors(include_url=False)[:_MOST_TOLD]]
        raise FaultyPlanError(list(dict.fromkeys(found))) from error
    faults = [Fault(path, _("expected %(what)s") % {"what": _(what)}) for path, what in faults_of(record)]
    if faults:
        raise FaultyPlanError(faults[:_MOST_TOLD])
    return record


@transaction.atomic
def plan_from(record: PlanRecord, *, team: Team, by: Any) -> Plan:
    """Make a team's plan of a record; `by` is None for the server's own commands alone.

    Keys that another team's plans have already are made anew. RefusedError when the team has a plan, or had this one;
    NotAllowedError when it is not theirs.
    """
    team = _locked(team, by)
    _refuse_second(record, team)
    fresh = _new_keys(record)
    plan = Plan(team=team, made_by=by, key=fresh(record.key), **{name: getattr(record, name) for name in _OF_PLAN})
    plan.full_clean(exclude=["team", "made_by"])
    try:
        with transaction.atomic():
            plan.save()
            _write_parts(plan, record, fresh)
    except IntegrityError as error:
        # Another team has brought in the same file meanwhile.
        raise RefusedError(_("The plan could not be brought in just now. Try again.")) from error
    with translation.override(plan.language):
        reason = _("Brought in from a file.")
    Change.objects.create(
        plan=plan,
        kind="plan",
        key=plan.key,
        what=What.ADDED,
        after=all_plain(plan),
        reason=reason,
        version=plan.version,
        at=timezone.now(),
        by=by,
    )
    return plan


def _standing(model: Any, plan: Plan, *related: str, order: tuple[str, ...] = ()) -> list[Any]:
    found = model.objects.standing().filter(plan=plan).select_related(*related or [None])
    return list(found.order_by(*order) if order else found)


def _by_indicator(parts: list[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for part in parts:
        found.setdefault(part.indicator_id, []).append(part)
    return found


def _row(part: Any) -> dict[str, Any]:
    names = [name for name in (*part.FIELDS, *_MORE.get(part.KIND, ())) if name not in _STAYS]
    row = {"key": str(part.key), **{name: plain(part, name) for name in names}}
    if part.KIND == "measurement":
        figures = ("value", "numerator", "denominator")
        row["breakdown"] = [
            {"name": one["name"], **{name: one.get(name) for name in figures}} for one in part.breakdown
        ]
    return row


def _locked(team: Team, by: Any) -> Team:
    if by is not None:
        return locked(team, by, Action.PLAN_EDIT)
    found = Team.objects.select_for_update().filter(pk=team.pk, deleted_at=None).first()
    if found is None:
        raise NotAllowedError
    return found


def _refuse_second(record: PlanRecord, team: Team) -> None:
    own = list(Plan.objects.filter(team=team).filter(models.Q(deleted_at=None) | models.Q(key=record.key)))
    if any(plan.key == record.key and plan.deleted_at is None for plan in own):
        raise RefusedError(_("The team has this plan already. Nothing was brought in."))
    if any(plan.deleted_at is None for plan in own):
        raise RefusedError(_("The team has an impact plan already. Delete that one first, or use another team."))
    if own:
        raise RefusedError(_("The team has deleted this plan. Bring it back instead of bringing in the file."))


def _new_keys(record: PlanRecord) -> Keys:
    """Return what gives the key for a key of the record: the same, or a new one where it is taken."""
    keys = {record.key, *(part.key for _path, part in keyed_parts(record))}
    taken = {
        key
        for model in (Plan, *PARTS.values())
        for key in model.objects.filter(key__in=keys).values_list("key", flat=True)
    }
    new = {key: uuid4() for key in taken}
    return lambda key: new.get(key, key)


def _write_parts(plan: Plan, record: PlanRecord, fresh: Keys) -> None:
    def made(model: Any, records: list[Any], **rest: Any) -> list[Any]:
        return [
            model(plan=plan, key=fresh(one.key), position=place, **_values(one), **{n: f(one) for n, f in rest.items()})
            for place, one in enumerate(records)
        ]

    Source.objects.bulk_create(made(Source, record.sources))
    Goal.objects.bulk_create(made(Goal, record.goals))
    TargetGroup.objects.bulk_create(made(TargetGroup, record.groups))
    elements = Element.objects.bulk_create(made(Element, record.elements))
    by_key: dict[UUID | None, Any] = {one.key: part for one, part in zip(record.elements, elements, strict=True)}
    ends = {"cause": lambda one: by_key[one.cause], "effect": lambda one: by_key[one.effect]}
    Link.objects.bulk_create(made(Link, record.links, **ends))
    about = {
        "element": lambda one: by_key.get(one.element),
        "groups": lambda one: [fresh(key) for key in one.groups],
    }
    indicators = Indicator.objects.bulk_create(made(Indicator, record.indicators, **about))
    for model, name in ((Target, "targets"), (Measurement, "measurements")):
        below = [
            (one, part) for part, row in zip(indicators, record.indicators, strict=True) for one in getattr(row, name)
        ]
        parts = made(model, [one for one, _part in below])
        for part, (_one, indicator) in zip(parts, below, strict=True):
            part.indicator = indicator
        model.objects.bulk_create(parts, batch_size=2000)
    Evaluation.objects.bulk_create(made(Evaluation, record.evaluations))


def _values(record: Any) -> dict[str, Any]:
    """Return what a part's record holds of its own fields, as the model takes it."""
    elsewhere = {"key", "cause", "effect", "element", "groups", "targets", "measurements"}
    values = {name: getattr(record, name) for name in type(record).model_fields if name not in elsewhere}
    if rows := values.get("breakdown"):
        values["breakdown"] = [one if isinstance(one, str) else one.model_dump(mode="json") for one in rows]
    return values
