"""A list as somebody is working on it: read from a form, changed button by button, and checked. A pure core."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from cases.models.lists import MAX_CASES, MAX_NAME, MAX_NOTE
from cases.short_ids import understood_ids

# Line breaks and other control characters do not belong into a name of one line.
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u2028\u2029\u202a-\u202e\u2066-\u2069]+")


@dataclass(frozen=True)
class Entry:
    """One case of a list, by its short id, and what somebody notes on it."""

    case: str
    note: str = ""


@dataclass(frozen=True)
class Draft:
    """The list; `taken_out` is what was removed last, with its place, and can be put back."""

    name: str = ""
    entries: tuple[Entry, ...] = ()
    taken_out: tuple[int, Entry] | None = None

    @property
    def ids(self) -> list[str]:
        """Return the short ids of its cases, in order."""
        return [entry.case for entry in self.entries]

    def notes(self) -> dict[str, str]:
        """Return the notes by case."""
        return {entry.case: entry.note for entry in self.entries}


def stored(name: str, entries: Iterable[Mapping[str, str]]) -> Draft:
    """Return the list that a row of the database holds."""
    return Draft(name, tuple(Entry(entry["case"], entry["note"]) for entry in entries))


def draft_from(data: QueryDict) -> Draft:
    """Return the list that a form holds; each case once. Too much of it is kept, and found by `faults_of`."""
    name = _CONTROL.sub(" ", data.get("name", "")).strip()
    ids = understood_ids(data.getlist("case"), MAX_CASES * 2)
    return Draft(name, tuple(Entry(case, _note(data, case)) for case in ids))


def _note(data: QueryDict, case: str) -> str:
    return data.get(f"note-{case}", "").replace("\r\n", "\n").strip()


def after(draft: Draft, data: QueryDict) -> Draft:
    """Return the list after what a button of its form asks: move, take out, put back, or add a case."""
    ids = draft.ids
    direction, _colon, moved = data.get("move", "").partition(":")
    if moved in ids and direction in ("up", "down"):
        return _moved(draft, ids.index(moved), -1 if direction == "up" else 1)
    if (gone := data.get("remove", "")) in ids:
        place = ids.index(gone)
        kept = (*draft.entries[:place], *draft.entries[place + 1 :])
        return replace(draft, entries=kept, taken_out=(place, draft.entries[place]))
    place_text, _colon, back = data.get("undo", "").partition(":")
    if understood_ids([back], 1) == [back] and back not in ids:
        place = int(place_text) if place_text.isascii() and place_text.isdigit() and len(place_text) < 4 else len(ids)
        entries = (*draft.entries[:place], Entry(back, _note(data, back)), *draft.entries[place:])
        return replace(draft, entries=entries)
    added = understood_ids([data.get("add", "")], 1)
    if added and added[0] not in ids:
        return replace(draft, entries=(*draft.entries, Entry(added[0])))
    return draft


def _moved(draft: Draft, place: int, step: int) -> Draft:
    entries = list(draft.entries)
    if 0 <= place + step < len(entries):
        entries[place], entries[place + step] = entries[place + step], entries[place]
    return replace(draft, entries=tuple(entries))


def joined(own: Draft, theirs: Draft) -> Draft:
    """Return one's own list, with the cases at its end that others have added to the stored one meanwhile."""
    added = tuple(entry for entry in theirs.entries if entry.case not in own.ids)
    return replace(own, entries=(*own.entries, *added))


def faults_of(draft: Draft) -> dict[str, str]:
    """Return what is wrong, by field: `name`, `cases`, `note-…`; empty when the list can be saved."""
    faults = {}
    if not draft.name:
        faults["name"] = _("Give the list a name, so that those who get the link see what it is.")
    elif len(draft.name) > MAX_NAME:
        faults["name"] = _("The name can have at most %(most)s characters. It has %(own)s.") % {
            "most": MAX_NAME,
            "own": len(draft.name),
        }
    if not draft.entries:
        faults["cases"] = _("There is no case in the list yet. Add one first.")
    elif len(draft.entries) > MAX_CASES:
        faults["cases"] = _("A list can have at most %(most)s cases. Remove some.") % {"most": MAX_CASES}
    for entry in draft.entries:
        if len(entry.note) > MAX_NOTE:
            faults[f"note-{entry.case}"] = _("A note can have at most %(most)s characters. It has %(own)s.") % {
                "most": MAX_NOTE,
                "own": len(entry.note),
            }
    return faults
