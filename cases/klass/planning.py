"""What has to change here for the municipalities to be those of Klass. A pure core: plain values in, a plan out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from cases.klass.answers import KlassChange, KlassCode

# A list that is so much shorter than ours is more likely a broken answer than a reform.
_LEAST_SHARE = 0.5


@dataclass(frozen=True)
class Renaming:
    """A municipality that keeps its number and gets another official name."""

    number: str
    old: str
    new: str


@dataclass(frozen=True)
class Renumbering:
    """A municipality that goes on under another number, alone: its cases follow it."""

    old: str
    new: KlassCode


@dataclass(frozen=True)
class SyncPlan:
    """What to do, in the order in which it is done."""

    renumberings: tuple[Renumbering, ...]
    additions: tuple[KlassCode, ...]
    renamings: tuple[Renaming, ...]
    deletions: tuple[str, ...]
    kept_for_cases: tuple[str, ...]
    changes: tuple[tuple[KlassChange, str], ...]
    unexplained: tuple[str, ...]
    suspicious: bool

    @property
    def is_empty(self) -> bool:
        """Say whether all is as it should be."""
        return not (self.renumberings or self.additions or self.renamings or self.deletions or self.changes)


def plan_sync(
    *,
    codes: Iterable[KlassCode],
    changes: Iterable[KlassChange],
    ours: Mapping[str, str],
    known_changes: Collection[tuple[str, str, str]],
    used: Collection[str],
) -> SyncPlan:
    """Return what has to change.

    In: Klass's municipalities of today and changes; our Norwegian municipalities as number → official name; the changes
    that we know as (ISO date, old number, new number); the numbers that a case uses. A number that ended is deleted
    unless a case uses it: then it stays and is named. A number that ended without a change that says what came in its
    place is named too, and left alone.
    """
    today = {code.number: code for code in codes}
    changes = list(changes)
    explained = {change.old_number for change in changes} | {old for _date, old, _new in known_changes}
    renumberings = _renumberings(changes, ours, today)
    moved_from, moved_to = {move.old for move in renumberings}, {move.new.number for move in renumberings}
    ended = sorted(ours.keys() - today.keys() - moved_from)
    return SyncPlan(
        renumberings=tuple(renumberings),
        additions=tuple(today[number] for number in sorted(today.keys() - ours.keys() - moved_to)),
        renamings=tuple(
            Renaming(number, ours[number], today[number].name)
            for number in sorted(today.keys() & ours.keys())
            if ours[number] != today[number].name
        ),
        deletions=tuple(number for number in ended if number in explained and number not in used),
        kept_for_cases=tuple(number for number in ended if number in used),
        changes=tuple(
            (change, kind)
            for change, kind in _with_kinds(changes)
            if (change.effective.isoformat(), change.old_number, change.new_number) not in known_changes
        ),
        unexplained=tuple(number for number in ended if number not in explained),
        suspicious=len(today) < _LEAST_SHARE * len(ours),
    )


def _renumberings(
    changes: list[KlassChange], ours: Mapping[str, str], today: Mapping[str, KlassCode]
) -> list[Renumbering]:
    """Return the moves from a number of ours that ended to a new one that is not ours yet, one to one."""
    return sorted(
        (
            Renumbering(change.old_number, today[change.new_number])
            for change, kind in _with_kinds(changes)
            if kind == "renumber"
            and change.old_number in ours.keys() - today.keys()
            and change.new_number in today.keys() - ours.keys()
        ),
        key=lambda move: move.old,
    )


def _with_kinds(changes: list[KlassChange]) -> list[tuple[KlassChange, str]]:
    """Return each change with what it was: a split, a merge, both, a new number, or only a new name."""
    news = Counter((change.effective, change.old_number) for change in changes)
    olds = Counter((change.effective, change.new_number) for change in changes)
    named: list[tuple[KlassChange, str]] = []
    for change in changes:
        is_split = news[change.effective, change.old_number] > 1
        is_merge = olds[change.effective, change.new_number] > 1
        if is_split or is_merge:
            kind = "+".join(word for word, holds in (("split", is_split), ("merge", is_merge)) if holds)
        else:
            kind = "rename" if change.old_number == change.new_number else "renumber"
        named.append((change, kind))
    return named
