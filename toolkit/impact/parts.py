"""Writing in a plan: the one place that adds, changes, removes and brings back its parts, and keeps what was before.

Several people write at once. A form brings with it what its writer saw (`seen`); a field that somebody else has changed
since is not written, and the answer holds their text, so that the writer can be shown both.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from hashlib import sha256
from typing import Any, Final, TypeAlias
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from cases.teams.permissions import Action
from cases.teams.refusals import NotAllowedError, locked
from toolkit.impact.codes import What
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

AnyPart: TypeAlias = Source | Goal | TargetGroup | Element | Link | Indicator | Target | Measurement | Evaluation
Written: TypeAlias = Plan | AnyPart
PARTS: Final[dict[str, type[AnyPart]]] = {
    model.KIND: model
    for model in (Source, Goal, TargetGroup, Element, Link, Indicator, Target, Measurement, Evaluation)
}
# As long as one person is still at it, several changes of a field are one, and the first words need no reason.
AT_ONE_SITTING: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Saved:
    """What became of a change: which fields were written; which were not, because somebody else had changed them

    since (with their plain value), or because a reason is missing.
    """

    changed: tuple[str, ...] = ()
    overtaken: dict[str, Any] = field(default_factory=dict)
    without_reason: tuple[str, ...] = ()

    @property
    def is_whole(self) -> bool:
        """Say whether all that was asked for is as the writer wants it."""
        return not self.overtaken and not self.without_reason


def plain(written: Written, name: str) -> Any:
    """Return a field's value as JSON can hold it: parts and dates as text, figures as the shortest decimal text."""
    return _plain(getattr(written, name))


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return str(getattr(value, "key", value.pk))
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if isinstance(value, (date, UUID)):
        return str(value)
    if isinstance(value, list):
        return [_plain(one) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return str(value) if isinstance(value, str) else value


def all_plain(written: Written) -> dict[str, Any]:
    """Return all that people write in a part, as JSON can hold it."""
    return {name: plain(written, name) for name in written.FIELDS}


def digest(value: Any) -> str:
    """Return what stands for a plain value in a form: short, and different when the value is."""
    return sha256(json.dumps(value, sort_keys=True, ensure_ascii=True).encode()).hexdigest()[:16]


def seen_of(written: Written) -> dict[str, str]:
    """Return what a form brings with it, so that one sees whether somebody else has changed a field since."""
    return {name: digest(plain(written, name)) for name in written.FIELDS}


def locked_plan(plan: Plan, by: Any, action: Action = Action.PLAN_EDIT) -> Plan:
    """Return the plan as it is now, kept from all others; NotAllowedError when the person may not do this."""
    team = locked(plan.team, by, action)
    now = Plan.objects.standing().select_for_update(of=("self",)).filter(pk=plan.pk, team=team).first()
    if now is None:
        raise NotAllowedError
    return now


@transaction.atomic
def add_part(*, plan: Plan, by: Any, kind: str, values: Mapping[str, Any], **fixed: Any) -> AnyPart:
    """Add a part at the end of its kind; `fixed` are fields that nobody writes in: `indicator`, `origin`, `key`.

    NotAllowedError when it is not theirs; ValidationError for values that no form offers.
    """
    plan = locked_plan(plan, by)
    part = PARTS[kind](plan=plan, position=_next_position(plan, kind), **fixed)
    _set(part, values)
    part.full_clean()
    _check_belongs(part, plan)
    part.save()
    _note(plan, part, by, What.ADDED, after=all_plain(part))
    return part


@transaction.atomic
def add_measurements(*, plan: Plan, by: Any, rows: Iterable[tuple[Indicator, Mapping[str, Any]]]) -> int:
    """Add many measurements of indicators in hand, and return how many: with as many queries whatever their number.

    NotAllowedError when it is not theirs; ValidationError for values that no form offers: then nothing is written.
    """
    plan = locked_plan(plan, by)
    first, parts = _next_position(plan, Measurement.KIND), []
    for place, (indicator, values) in enumerate(rows):
        part = Measurement(plan=plan, indicator=indicator, made_by=by, position=first + place)
        _set(part, values)
        part.clean_fields(exclude=["plan", "indicator", "made_by"])
        _check_belongs(part, plan)
        parts.append(part)
    Measurement.objects.bulk_create(parts, batch_size=1000)
    noted = (_change(plan, part, by, What.ADDED, after=all_plain(part)) for part in parts)
    Change.objects.bulk_create(noted, batch_size=1000)
    return len(parts)


@transaction.atomic
def change_part(
    *, part: Written, by: Any, values: Mapping[str, Any], seen: Mapping[str, str] | None = None, reason: str = ""
) -> Saved:
    """Write what the person has changed, field by field; the answer says what was not written, and why.

    `seen` is what `seen_of` gave when the form was made; without it all values count as theirs. Fields that are not in
    `values` stay. NotAllowedError when it is not theirs, or the part is gone; ValidationError for impossible values:
    then nothing is written.
    """
    now, plan = _now(part, by)
    wanted = {name: value for name, value in values.items() if name in now.FIELDS}
    before = all_plain(now)
    _set(now, wanted)
    after = all_plain(now)
    theirs = {name for name in wanted if after[name] != before[name] and _is_touched(name, after, seen)}
    overtaken = {name for name in theirs if seen is not None and seen.get(name) not in (None, digest(before[name]))}
    last = _last_changes(now, by)
    lacking = {
        name
        for name in theirs - overtaken
        if not reason.strip() and name in now.REASONED and needs_reason(before[name], last.get(name))
    }
    changed = theirs - overtaken - lacking
    _set_back(now, part=type(now).objects.get(pk=now.pk), names=set(wanted) - changed)
    if changed:
        now.full_clean()
        _check_belongs(now, plan)
        now.edition += 1
        now.save(update_fields=[*sorted(changed), "edition"])
        for name in sorted(changed):
            _note_field(plan, now, by, name, before[name], after[name], reason, last.get(name))
    return Saved(
        tuple(name for name in now.FIELDS if name in changed),
        {name: before[name] for name in now.FIELDS if name in overtaken},
        tuple(name for name in now.FIELDS if name in lacking),
    )


@transaction.atomic
def remove_part(*, part: AnyPart, by: Any, reason: str = "") -> AnyPart:
    """Take a part out of the plan; it can be brought back. One that is gone already stays so."""
    now, plan = _now(part, by, is_removed=None)
    if isinstance(now, Plan):
        raise NotAllowedError
    if now.deleted_at is None:
        now.deleted_at = timezone.now()
        now.save(update_fields=["deleted_at"])
        _note(plan, now, by, What.REMOVED, before=all_plain(now), reason=reason)
    return now


@transaction.atomic
def restore_part(*, part: AnyPart, by: Any) -> AnyPart:
    """Bring back a part that was taken out; ValidationError where another has taken its place, a baseline say."""
    now, plan = _now(part, by, is_removed=None)
    if isinstance(now, Plan):
        raise NotAllowedError
    if now.deleted_at is not None:
        now.deleted_at = None
        now.full_clean()
        now.save(update_fields=["deleted_at"])
        _note(plan, now, by, What.RESTORED, after=all_plain(now))
    return now


def needs_reason(before: Any, last: Change | None) -> bool:
    """Say whether a change of what stood there has to say why: not where nothing stood, or still at the same sitting.

    `last` is the field's last change by the same person, where nobody else has changed it since.
    """
    if before in ("", None, [], {}):
        return False
    return last is None or timezone.now() - last.at > AT_ONE_SITTING


def _is_touched(name: str, after: Mapping[str, Any], seen: Mapping[str, str] | None) -> bool:
    """Say whether the writer has changed a field since the form was made: what they left as it was is not theirs."""
    return seen is None or seen.get(name) != digest(after[name])


def _set(written: Written, values: Mapping[str, Any]) -> None:
    for name, value in values.items():
        if name not in written.FIELDS:
            raise ValidationError({"__all__": name})
        found = written._meta.get_field(name)
        if isinstance(found, models.DecimalField | models.DateField | models.IntegerField):
            value = found.to_python(value)
        setattr(written, name, value)


def _set_back(written: Written, *, part: Written, names: set[str]) -> None:
    for name in names:
        setattr(written, name, getattr(part, name))


def _now(part: Written, by: Any, *, is_removed: bool | None = False) -> tuple[Written, Plan]:
    if isinstance(part, Plan):
        plan = locked_plan(part, by)
        return plan, plan
    plan = locked_plan(part.plan, by)
    found: Any = type(part).objects.filter(pk=part.pk, plan=plan)
    now = (found if is_removed is None else found.filter(deleted_at__isnull=not is_removed)).first()
    if now is None:
        raise NotAllowedError
    return now, plan


def _check_belongs(written: Written, plan: Plan) -> None:
    """Raise ValidationError where a part points into another plan."""
    for name in ("indicator", "element", "cause", "effect"):
        other = getattr(written, name, None)
        if isinstance(other, models.Model) and getattr(other, "plan_id", None) != plan.pk:
            raise ValidationError({name if name in written.FIELDS else "__all__": name})


def _last_changes(written: Written, by: Any) -> dict[str, Change]:
    """Return the last change of each field, where it is the same person's; what was added counts for all fields."""
    found: dict[str, Change] = {}
    for change in Change.objects.filter(key=written.key).order_by("-at", "-pk")[:200]:
        names = [change.field] if change.field else [*written.FIELDS]
        for name in names:
            found.setdefault(name, change)
    return {name: change for name, change in found.items() if change.by_id == by.pk}


def _note_field(
    plan: Plan, part: Written, by: Any, name: str, before: Any, after: Any, reason: str, last: Change | None
) -> None:
    """Note a field's change; at one sitting, and for the same reason, it is the same change."""
    is_same = last is not None and last.field == name and timezone.now() - last.at <= AT_ONE_SITTING
    if is_same and last is not None and reason.strip() in ("", last.reason):
        last.after, last.at = after, timezone.now()
        last.save(update_fields=["after", "at"])
        return
    _note(plan, part, by, What.CHANGED, field=name, before=before, after=after, reason=reason)


def _next_position(plan: Plan, kind: str) -> int:
    last = PARTS[kind].objects.filter(plan=plan).aggregate(last=models.Max("position"))["last"]
    return 0 if last is None else last + 1


def _note(plan: Plan, part: Written, by: Any, what: What, **rest: Any) -> None:
    _change(plan, part, by, what, **rest).save()


def _change(plan: Plan, part: Written, by: Any, what: What, **rest: Any) -> Change:
    kind = "plan" if isinstance(part, Plan) else part.KIND
    rest["reason"] = rest.get("reason", "").strip()
    change = Change(
        plan=plan, kind=kind, key=part.key, what=what, version=plan.version, at=timezone.now(), by=by, **rest
    )
    change.clean_fields(exclude=["before", "after", "plan", "by"])
    return change
