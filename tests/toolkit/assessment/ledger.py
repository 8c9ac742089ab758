"""A round without a database: what happens in it, and all that anybody can see of it.

It does with the rules of privacy.py what releasing.py does with rows; test_releasing_alike.py holds them to be alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from toolkit.assessment import privacy
from toolkit.assessment.privacy import GONE, Person, Planned

View = tuple[Any, ...]


@dataclass
class Ledger:
    """People and batches, by number."""

    minimum: int = 3
    is_shown: bool = False
    people: dict[str, Person] = field(default_factory=dict)
    batches: dict[int, Planned] = field(default_factory=dict)
    outdated: Counter[int] = field(default_factory=Counter)
    last_number: int = 0

    def join(self, id_: str, group: str, answers: Mapping[str, Any]) -> None:
        """Have somebody answer."""
        self.people[id_] = Person(id_, group, dict(answers))

    def change(self, id_: str, answers: Mapping[str, Any]) -> None:
        """Have somebody answer something else, or more."""
        one = self.people[id_]
        self.people[id_] = replace(one, answers=privacy.kept_as_told(one.told, one.answers, answers))

    def leave(self, id_: str) -> None:
        """Have somebody take all answers back."""
        self.outdated.update({number for number in self.people.pop(id_).told.values() if number > GONE})
        self.renew()

    def show(self) -> None:
        """Show what may be shown."""
        alone = {batch.group for batch in self.batches.values() if batch.group}
        planned = privacy.plan(self.people.values(), self.minimum, is_first=not self.is_shown, shown_alone=alone)
        for batch in planned:
            self.last_number += 1
            self.batches[self.last_number] = batch
            for id_, keys in batch.told.items():
                one = self.people[id_]
                self.people[id_] = replace(one, told={**one.told, **dict.fromkeys(keys, self.last_number)})
        self.is_shown = self.is_shown or bool(self.batches)

    def renew(self) -> None:
        """Make anew the batches that enough have left."""
        for number, batch in list(self.batches.items()):
            if not privacy.may_change(self.outdated[number], self.minimum):
                continue
            anew = privacy.made_anew(batch, privacy.left_in(number, self.people.values()), self.minimum)
            self.outdated.pop(number)
            if anew is None:
                del self.batches[number]
                for id_, one in self.people.items():
                    self.people[id_] = replace(one, told=privacy.told_after_end(one.told, number))
            else:
                self.batches[number] = anew

    def view(self) -> View:
        """Return all that can be seen: how many of each group have answered, and the batches, in a form to compare."""
        counts = Counter(one.group for one in self.people.values())
        return (
            tuple(sorted(counts.items())),
            tuple(
                (
                    number,
                    batch.group,
                    len(batch.told),
                    tuple((key, tuple(cell.items())) for key, cell in batch.tables.items()),
                    tuple(batch.texts),
                )
                for number, batch in self.batches.items()
            ),
        )
