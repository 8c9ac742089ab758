"""What places are called, also before and in other languages, for the search. A pure core."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

# The counties before 2018 and 2020, by the first digits of their municipalities' numbers.
FORMER_COUNTIES = {
    "01": "Østfold", "02": "Akershus", "04": "Hedmark", "05": "Oppland", "06": "Buskerud", "07": "Vestfold",
    "08": "Telemark", "09": "Aust-Agder", "10": "Vest-Agder", "12": "Hordaland", "14": "Sogn og Fjordane",
    "16": "Sør-Trøndelag", "17": "Nord-Trøndelag", "19": "Troms", "20": "Finnmark", "30": "Viken",
    "38": "Vestfold og Telemark", "54": "Troms og Finnmark",
}  # fmt: skip


@dataclass(frozen=True)
class PlaceNames:
    """A municipality: its code in addresses, its county's number, its size class, and what it is and was called."""

    code: str
    county: str
    size: str
    today: tuple[str, ...]
    former: tuple[str, ...]


def former_counties(numbers: Iterable[str]) -> tuple[str, ...]:
    """Return the names of the counties that municipalities with these numbers lay in."""
    return tuple(dict.fromkeys(FORMER_COUNTIES[n[:2]] for n in numbers if n[:2] in FORMER_COUNTIES))


@dataclass(frozen=True)
class Places:
    """All municipalities and counties by id."""

    municipalities: Mapping[int, PlaceNames]
    # Number and name.
    counties: Mapping[int, tuple[str, str]]

    @cached_property
    def names_in_full(self) -> dict[str, str]:
        """Return the municipalities' names by code; of two that share one, each with its county."""
        counties = dict(self.counties.values())
        shared = Counter(place.today[0] for place in self.municipalities.values())
        return {
            place.code: f"{place.today[0]} ({counties.get(place.county, place.code)})"
            if shared[place.today[0]] > 1
            else place.today[0]
            for place in self.municipalities.values()
        }

    def names(self) -> Iterable[str]:
        """Yield every name: words that no spelling correction may take for another."""
        for place in self.municipalities.values():
            yield from (*place.today, *place.former)
        for _number, name in self.counties.values():
            yield name
