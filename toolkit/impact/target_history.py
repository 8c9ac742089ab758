"""How an indicator's target figures came to be what they are: set, changed and taken out, by whom and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from cases.teams.history import name_of
from toolkit.charts.timeline import Happening
from toolkit.impact.codes import What
from toolkit.impact.trends import Aim, Say, aim_in_words, written
from toolkit.models import Change, Plan, Target

_FIELDS = ("", "value", "by_date")


@dataclass(frozen=True)
class TargetChange:
    """One change of a target figure in words, with who made it and why."""

    on: date
    day: str
    text: str
    who: str
    reason: str
    is_change: bool


def target_changes(plan: Plan, targets: Sequence[Target]) -> dict[UUID, list[Change]]:
    """Return the changes of target figures by their key, oldest first, in one query; notes are not told of."""
    found: dict[UUID, list[Change]] = defaultdict(list)
    keys = [target.key for target in targets]
    changes = Change.objects.filter(plan=plan, kind=Target.KIND, key__in=keys, field__in=_FIELDS)
    for change in changes.select_related("by").order_by("at", "pk"):
        found[change.key].append(change)
    return found


def history_of(changes: Iterable[Change], say: Say) -> list[TargetChange]:
    """Return changes in words, newest first."""
    told = [_told(change, say) for change in sorted(changes, key=lambda one: (one.at, one.pk))]
    return list(reversed([one for one in told if one.text]))


def marks_of(history: Iterable[TargetChange]) -> list[Happening]:
    """Return what was changed after it had been set, as marks on a drawing; those of one day are one."""
    by_day: dict[date, list[str]] = defaultdict(list)
    for one in reversed(list(history)):
        if one.is_change:
            by_day[one.on].append(one.text)
    return [Happening(on, "target-change", " ".join(texts)) for on, texts in by_day.items()]


def _told(change: Change, say: Say) -> TargetChange:
    on = timezone.localtime(change.at).date()
    text = _in_words(change, say)
    is_change = change.what == What.CHANGED and change.before not in (None, "")
    return TargetChange(on, written(on), text, name_of(change.by), change.reason, is_change)


def _in_words(change: Change, say: Say) -> str:
    if change.what == What.ADDED:
        return _("Target figure set: %(target)s.") % {"target": _whole(change.after, say)}
    if change.what == What.REMOVED:
        return _("Target figure taken out: %(target)s.") % {"target": _whole(change.before, say)}
    if change.what == What.RESTORED:
        return _("Target figure brought back: %(target)s.") % {"target": _whole(change.after, say)}
    one = _figure if change.field == "value" else _day
    before, after = one(change.before, say), one(change.after, say)
    if change.field == "value":
        return _("Target figure changed from %(before)s to %(after)s.") % {"before": before, "after": after}
    return _("Day of the target figure changed from %(before)s to %(after)s.") % {"before": before, "after": after}


def _whole(kept: Mapping[str, Any] | None, say: Say) -> str:
    given = kept or {}
    if given.get("value") is None:
        return _("no figure")
    return aim_in_words(Aim(Decimal(given["value"]), parse_date(given.get("by_date") or "")), say)


def _figure(value: Any, say: Say) -> str:
    return _("no figure") if value in (None, "") else say(Decimal(value))


def _day(value: Any, _say: Say) -> str:
    day = parse_date(value or "")
    return written(day) if day else _("no day")
