"""What stood in a plan on a day: what stands now, with all that came later undone. A pure core."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from toolkit.impact.codes import What

Fields = Mapping[str, Any]


@dataclass(frozen=True)
class Row:
    """One change as it is noted; `before` and `after` are plain values, `by` is what the person is called."""

    kind: str
    key: str
    what: str
    field: str = ""
    before: Any = None
    after: Any = None
    at: datetime | None = None
    by: str = ""
    reason: str = ""
    version: int = 1


@dataclass(frozen=True)
class Standing:
    """A part as it stands: its fields, and whether it is in the plan."""

    fields: Fields
    is_there: bool = True


def before_rows(now: Mapping[str, Standing], rows: Iterable[Row]) -> dict[str, Fields]:
    """Return the parts that stood before some changes, by key; `rows` are all since then, the newest first."""
    fields = {key: dict(part.fields) for key, part in now.items()}
    there = {key for key, part in now.items() if part.is_there}
    for row in rows:
        if row.what == What.CHANGED:
            fields.setdefault(row.key, {})[row.field] = row.before
        elif row.what == What.REMOVED:
            fields[row.key] = dict(row.before or {})
            there.add(row.key)
        else:
            there.discard(row.key)
    return {key: fields[key] for key in fields if key in there}


def differences(then: Mapping[str, tuple[str, Fields]], now: Mapping[str, tuple[str, Fields]]) -> list[Row]:
    """Return what differs between two states, each kind and fields by key, as changes from the one to the other."""
    rows = [Row(kind, key, What.ADDED, after=fields) for key, (kind, fields) in now.items() if key not in then]
    rows += [Row(kind, key, What.REMOVED, before=fields) for key, (kind, fields) in then.items() if key not in now]
    for key, (kind, fields) in then.items():
        if key in now:
            later = now[key][1]
            rows += [
                Row(kind, key, What.CHANGED, name, before, later[name])
                for name, before in fields.items()
                if name in later and later[name] != before
            ]
    return rows
