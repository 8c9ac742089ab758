"""Whatever happens in a round, what is shown is of enough people, and moves by enough people."""

from __future__ import annotations

from collections import Counter
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.toolkit.assessment.ledger import Ledger
from toolkit.assessment import privacy
from toolkit.assessment.codes import LADDER, OPEN
from toolkit.assessment.privacy import ANSWERED, Planned

MINIMUM = 3
ITEMS = ("openness-1", "democracy-1", LADDER, OPEN)
steps = st.lists(st.sampled_from(["curious", "mature"]), min_size=1, unique=True).map(sorted)
answers = st.fixed_dictionaries(
    {},
    optional={
        "openness-1": st.sampled_from(["1", "5", "dk"]),
        "democracy-1": st.sampled_from(["1", "5"]),
        LADDER: steps,
        OPEN: st.text("ab", min_size=1, max_size=3),
    },
)


class History(RuleBasedStateMachine):
    """People come, answer, answer more, take all back; the result is shown again and again."""

    def __init__(self) -> None:
        super().__init__()
        self.ledger = Ledger(MINIMUM)
        self.joined = 0
        self.first: dict[int, Planned] = {}
        self.before: dict[int, Planned] = {}
        # Every answer that was ever in a batch, by whose it is and to what, with the batches that had it.
        self.ever: dict[tuple[str, str], set[int]] = {}

    @rule(group=st.sampled_from("abc"), given=st.lists(answers, min_size=1, max_size=7))
    def join(self, group: str, given: list[dict[str, Any]]) -> None:
        """Have some come."""
        for each in given:
            self.joined += 1
            self.ledger.join(f"p{self.joined}", group, each)

    @precondition(lambda self: self.ledger.people)
    @rule(data=st.data(), given=answers)
    def change(self, data: st.DataObject, given: dict[str, Any]) -> None:
        """Have one answer otherwise, more, or less."""
        self.ledger.change(data.draw(st.sampled_from(sorted(self.ledger.people))), given)

    @precondition(lambda self: self.ledger.people)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        """Have some take all back."""
        for id_ in data.draw(st.lists(st.sampled_from(sorted(self.ledger.people)), unique=True, max_size=4)):
            self.ledger.leave(id_)

    @rule()
    def show(self) -> None:
        """Show what may be shown."""
        self.ledger.show()
        for number, batch in self.ledger.batches.items():
            for id_, keys in batch.told.items():
                for key in keys:
                    self.ever.setdefault((id_, key), set()).add(number)

    @invariant()
    def no_answer_is_told_twice(self) -> None:
        """Batches are disjoint, also with those that are no more."""
        assert all(len(batches) == 1 for batches in self.ever.values())

    @invariant()
    def each_batch_and_all_in_it_is_of_enough_people(self) -> None:
        """Not one number or list of texts is of fewer."""
        for batch in self.ledger.batches.values():
            assert len(batch.told) >= MINIMUM
            assert not batch.texts or len(batch.texts) >= MINIMUM
            for key, cell in batch.tables.items():
                assert privacy.answered_in(cell, key) >= MINIMUM
                if not batch.group:
                    assert privacy.answered_in(cell, key) not in [n for v, n in cell.items() if v != ANSWERED]

    @invariant()
    def what_is_shown_is_what_those_in_it_answered(self) -> None:
        """A number is never left behind by those whom it counts."""
        for number, batch in self.ledger.batches.items():
            if self.ledger.outdated[number]:
                continue
            left = privacy.left_in(number, self.ledger.people.values())
            tables, texts = privacy.tables_of(left), privacy.texts_of(left)
            assert all(tables[key] == cell for key, cell in batch.tables.items())
            assert batch.texts in ([], texts)

    @invariant()
    def what_is_shown_moves_by_enough_people(self) -> None:
        """A cell stays, goes, or loses the answers of at least the minimum; none comes into a batch that was there."""
        for number, old in self.before.items():
            new = self.ledger.batches.get(number)
            if new is None:
                continue
            assert len(old.told) - len(new.told) in {0, *range(MINIMUM, 100)}
            assert new.tables.keys() <= old.tables.keys()
            for key, cell in new.tables.items():
                gone = Counter(old.tables[key])
                gone.subtract(cell)
                assert min(gone.values()) >= 0
                assert privacy.answered_in(dict(gone), key) in {0, *range(MINIMUM, 100)}
            assert not new.texts or len(old.texts) - len(new.texts) in {0, *range(MINIMUM, 100)}
        self.before = dict(self.ledger.batches)


TestHistories = History.TestCase
TestHistories.settings = settings(max_examples=150, stateful_step_count=25, deadline=None)
