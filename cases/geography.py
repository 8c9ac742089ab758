"""Which municipality of today a number or a name means, old ones included. A pure core: no database."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from cases.norwegian import fold

_NUMBER = re.compile(r"(?:(NO|DK)[ -]*)?([0-9]+)", re.IGNORECASE)


@dataclass(frozen=True)
class Place:
    """A municipality of today, with every name it is known by."""

    country: str
    number: str
    name: str
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class Change:
    """A Norwegian number and name that ended, and the number that came in its place."""

    old_number: str
    old_name: str
    new_number: str


@dataclass(frozen=True)
class Gazetteer:
    """All municipalities of today and the changes since 2017; answers by number and by name."""

    places: tuple[Place, ...]
    changes: tuple[Change, ...]
    _by_number: Mapping[tuple[str, str], Place] = field(init=False, repr=False)
    _successors: Mapping[str, frozenset[str]] = field(init=False, repr=False)
    _by_name: Mapping[tuple[str, str], tuple[Place, ...]] = field(init=False, repr=False)
    _by_old_name: Mapping[str, frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_number = {(place.country, place.number): place for place in self.places}
        successors: dict[str, set[str]] = defaultdict(set)
        by_name: dict[tuple[str, str], list[Place]] = defaultdict(list)
        old_names: dict[str, set[str]] = defaultdict(set)
        for change in self.changes:
            if change.old_number != change.new_number:
                successors[change.old_number].add(change.new_number)
            for name in name_parts(change.old_name):
                old_names[name].add(change.old_number)
        for place in self.places:
            for name in {part for text in (place.name, *place.names) for part in name_parts(text)}:
                by_name[place.country, name].append(place)
        set_field = object.__setattr__
        set_field(self, "_by_number", by_number)
        set_field(self, "_successors", {old: frozenset(new) for old, new in successors.items()})
        set_field(self, "_by_name", {key: tuple(places) for key, places in by_name.items()})
        set_field(self, "_by_old_name", {name: frozenset(numbers) for name, numbers in old_names.items()})

    def by_number(self, number: str, country: str = "NO") -> list[Place]:
        """Return the municipalities of today that a number means, sorted by number.

        A Norwegian number that ended gives its successor, or all of them where it was split; a Danish number (`country`
        DK) is only ever itself, also where an old Norwegian number is the same. Empty for an unknown number.
        """
        if (country, number) in self._by_number:
            return [self._by_number[country, number]]
        if country != "NO":
            return []
        found: set[str] = set()
        waiting, seen = [number], {number}
        while waiting:
            current = waiting.pop()
            if ("NO", current) in self._by_number:
                found.add(current)
                continue
            for following in self._successors.get(current, frozenset()) - seen:
                seen.add(following)
                waiting.append(following)
        return [self._by_number["NO", number] for number in sorted(found)]

    def by_name(self, name: str) -> list[Place]:
        """Return the municipalities of today that a name means, sorted by number; empty for an unknown name.

        Today's names, official, Sámi and Kven ones included, come before old names, and Norwegian before Danish ones.
        å may be typed as aa or a, ø as o, æ as ae.
        """
        wanted = fold(name)
        if today := self._by_name.get(("NO", wanted)):
            return sorted(today, key=lambda place: place.number)
        if ended := self._by_old_name.get(wanted):
            places = {place.number: place for number in ended for place in self.by_number(number)}
            return [places[number] for number in sorted(places)]
        return sorted(self._by_name.get(("DK", wanted), ()), key=lambda place: place.number)

    def former(self) -> dict[tuple[str, str], list[str]]:
        """Return, for each municipality of today by country and number, the names and numbers it had before."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for change in self.changes:
            for place in self.by_number(change.old_number):
                known = found[place.country, place.number]
                known += [text for text in (change.old_name, change.old_number) if text not in known]
        return dict(found)

    def is_current(self, text: str) -> bool:
        """Say whether a number or a name is one of today's, not one that ended."""
        country, number = _number_in(text)
        if number:
            return any((code, number) in self._by_number for code in ([country] if country else ["NO", "DK"]))
        return any((code, fold(text)) in self._by_name for code in ("NO", "DK"))

    def find(self, text: str) -> list[Place]:
        """Return the municipalities that a number or a name means; `DK-0316` asks for a Danish number.

        A bare number is Norwegian wherever Norway has or had it, and else Danish.
        """
        country, number = _number_in(text)
        if not number:
            return self.by_name(text)
        return self.by_number(number, country) if country else self.by_number(number) or self.by_number(number, "DK")


def _number_in(text: str) -> tuple[str, str]:
    """Return the country and the number that a text gives, as in `DK-0316` or `0301`; empty where it gives none."""
    found = _NUMBER.fullmatch(text.strip())
    return ((found[1] or "").upper(), found[2]) if found else ("", "")


def name_parts(name: str) -> Iterable[str]:
    """Return the folded names in an official name: `Hábmer - Hamarøy` is known by either, and by the whole."""
    parts = [fold(part) for part in name.split(" - ")]
    return {fold(name), *parts} - {""}
