"""What may be shown of answers. The one place where it is decided; pure, and held by an exhaustive search in the tests.

The rule is our own, after the handbook's wish that all partners say how they see it (p. 28): nobody can be singled out.
All that anybody ever sees is made of *batches*: answers of at least `minimum` people (k-anonymity). **An answer is in
one batch at the most, once and for all, and batches change only by at least `minimum` people.** So each sum and each
difference of shown numbers, also of those shown at different times, is about at least `minimum` people.

What a batch still could tell is hidden: an item that too few answered, and in a batch of several groups an item that
all answered alike. What is hidden is in no sum. That nobody in a batch gave some answer may be seen, and that a group
of at least `minimum` agrees: these are what a result is for. Each rule is a function by itself, and with each switched
off the search finds a leak.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from toolkit.assessment.asked import Answer
from toolkit.assessment.codes import LADDER, OPEN

# How many gave each answer; in that of the ladder `n` is how many answered, as one person can choose several steps.
Cell = dict[str, int]
Tables = dict[str, Cell]
ANSWERED = "n"
# In place of a batch's number: told once, in a batch that is no more, and never again.
GONE = 0
# So many groups must be left beside the pool, where there were as many: without two there is no difference to see.
_WORTH_COMPARING = 2


@dataclass(frozen=True)
class Person:
    """Somebody's answers, and in which batch each has been told, by item."""

    id: str
    group: str
    answers: Mapping[str, Answer]
    told: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Planned:
    """A batch to be made: `told` names whose answers to which items are in it, shown or hidden."""

    group: str
    told: Mapping[str, frozenset[str]]
    tables: Tables = field(default_factory=dict)
    texts: list[str] = field(default_factory=list)


# The rules.


def is_enough(people: int, minimum: int) -> bool:
    """Say whether so many people are shown together: in a batch, and as those in it who answered an item. Rule 1."""
    return people >= minimum


def leaves_one_alone(sizes: Collection[int], minimum: int) -> bool:
    """Say whether one person, knowing the own answers, would read all those of a small group. Rule 1 for insiders."""
    return len(sizes) == 2 and min(sizes) == 1 and not is_enough(max(sizes), minimum)


def pool_of(sizes: Mapping[str, int], minimum: int, *, is_first: bool) -> frozenset[str]:
    """Return the groups that are shown mixed: the small, and where these are too few, one more. Rule 2.

    This is complementary suppression: with the small in the total and all others beside it, the small were what is
    left. It looks at sizes alone, never at answers, as the choice would tell of them. Those who come after a first
    result wait for more rather than hide a group, and so do the small where only two groups could be compared.
    """
    pool = {group: size for group, size in sizes.items() if not is_enough(size, minimum)}
    alone = sorted((size, group) for group, size in sizes.items() if group not in pool)
    if pool and not _can_be_pool(pool, minimum) and is_first and alone and len(alone) != _WORTH_COMPARING:
        size, group = alone[0]
        pool[group] = size
    return frozenset(pool) if _can_be_pool(pool, minimum) else frozenset()


def _can_be_pool(sizes: Mapping[str, int], minimum: int) -> bool:
    return is_enough(sum(sizes.values()), minimum) and not leaves_one_alone(list(sizes.values()), minimum)


def untold(person: Person) -> dict[str, Answer]:
    """Return the answers that no batch has told. Rule 3."""
    return {key: answer for key, answer in person.answers.items() if key not in person.told}


def tells_each(cell: Cell, key: str) -> bool:
    """Say whether all gave the same answer: in a mixed batch, it would be that of each small group. Rule 4."""
    return answered_in(cell, key) in [count for value, count in cell.items() if value != ANSWERED]


def may_change(outdated: int, minimum: int) -> bool:
    """Say whether so many have left a batch that it is made anew of the rest. Rule 5."""
    return outdated >= minimum


def can_follow(before: Cell, after: Cell, key: str, minimum: int, *, is_mixed: bool) -> bool:
    """Say whether an item may be shown anew: the difference is an item too, of those who left. Rule 5."""
    gone = {value: before.get(value, 0) - after.get(value, 0) for value in before}
    if not answered_in(gone, key):
        return True
    return is_enough(answered_in(gone, key), minimum) and not (is_mixed and tells_each(gone, key))


def can_be_read(texts: int, minimum: int) -> bool:
    """Say whether so many texts are shown together. Rule 7: words single out more easily than numbers."""
    return texts >= minimum


# What follows from them.


def answered_in(cell: Cell, key: str) -> int:
    """Return how many answered the item."""
    return cell.get(ANSWERED, 0) if key == LADDER else sum(cell.values())


def plan(people: Iterable[Person], minimum: int, *, is_first: bool, shown_alone: Collection[str] = ()) -> list[Planned]:
    """Return the batches to be made of what has not been told; `shown_alone` are the groups that have one already."""
    everybody = [Person(one.id, one.group, untold(one)) for one in people]
    tables = _plan_tables(everybody, minimum, is_first=is_first)
    alone = {*shown_alone, *(batch.group for batch in tables if batch.group)}
    return [*tables, *_plan_texts(everybody, minimum, alone)]


def _plan_tables(everybody: list[Person], minimum: int, *, is_first: bool) -> list[Planned]:
    pending = [one for one in everybody if one.answers.keys() - {OPEN}]
    sizes = Counter(one.group for one in pending)
    pool = pool_of(sizes, minimum, is_first=is_first)
    batches = {group: group for group, size in sizes.items() if group not in pool and is_enough(size, minimum)}
    batches |= dict.fromkeys(pool, "")
    return [
        _planned(group, [one for one in pending if batches.get(one.group) == group], minimum)
        for group in sorted(set(batches.values()))
    ]


def _planned(group: str, members: list[Person], minimum: int) -> Planned:
    told = {one.id: frozenset(one.answers.keys() - {OPEN}) for one in members}
    return Planned(group, told, shown(tables_of(members), minimum, is_mixed=not group))


def _plan_texts(everybody: list[Person], minimum: int, alone: Collection[str]) -> list[Planned]:
    written: dict[str, list[Person]] = {}
    for one in everybody:
        if OPEN in one.answers:
            written.setdefault(one.group, []).append(one)
    by_group = {g: them for g, them in written.items() if g in alone and can_be_read(len(them), minimum)}
    rest = [one for group, them in written.items() if group not in by_group for one in them]
    if rest and can_be_read(len(rest), minimum):
        by_group[""] = rest
    return [
        Planned(group, {one.id: frozenset([OPEN]) for one in them}, texts=texts_of(them))
        for group, them in sorted(by_group.items())
    ]


def tables_of(members: Iterable[Person]) -> Tables:
    """Return how many gave each answer to each item, of all that they answered."""
    tables: dict[str, Counter[str]] = {}
    for one in members:
        for key, answer in one.answers.items():
            if key == OPEN:
                continue
            several = isinstance(answer, list)
            tables.setdefault(key, Counter()).update([*answer, ANSWERED] if several else [str(answer)])
    return {key: dict(sorted(cell.items())) for key, cell in sorted(tables.items())}


def texts_of(members: Iterable[Person]) -> list[str]:
    """Return what they wrote, in the order of the texts themselves: it says nothing of who came first."""
    return sorted(str(one.answers[OPEN]) for one in members if OPEN in one.answers)


def shown(tables: Tables, minimum: int, *, is_mixed: bool) -> Tables:
    """Return what may be seen of a new batch's items."""
    return {
        key: cell
        for key, cell in tables.items()
        if is_enough(answered_in(cell, key), minimum) and not (is_mixed and tells_each(cell, key))
    }


def left_in(batch: int, people: Iterable[Person]) -> list[Person]:
    """Return those who are still in a batch, with what it has told of them."""
    members = [
        Person(one.id, one.group, {key: one.answers[key] for key, number in one.told.items() if number == batch})
        for one in people
    ]
    return [one for one in members if one.answers]


def made_anew(before: Planned, left: Collection[Person], minimum: int) -> Planned | None:
    """Return a batch once some have left it, or None when it is over. What was hidden stays so.

    Of a mixed one of which a single group is left everybody knows that it is that group's: it says so.
    """
    sizes = Counter(one.group for one in left)
    if not _can_be_pool(sizes, minimum):
        return None
    group = before.group or (next(iter(sizes)) if len(sizes) == 1 else "")
    told = {one.id: frozenset(one.answers) for one in left}
    if before.texts:
        texts = _texts_anew(before.texts, left, minimum)
        return Planned(before.group, told, texts=texts) if texts else None
    return Planned(group, told, _tables_anew(before, left, minimum))


def _tables_anew(before: Planned, left: Iterable[Person], minimum: int) -> Tables:
    is_mixed = not before.group
    after = shown(tables_of(left), minimum, is_mixed=is_mixed)
    return {
        key: after[key]
        for key, cell in before.tables.items()
        if key in after and can_follow(cell, after[key], key, minimum, is_mixed=is_mixed)
    }


def _texts_anew(before: list[str], left: Iterable[Person], minimum: int) -> list[str]:
    """Return the texts that may still be read: none, when it would show which text was whose."""
    after = texts_of(left)
    gone = len(before) - len(after)
    stay = can_be_read(len(after), minimum) and (not gone or can_be_read(gone, minimum))
    return after if stay else []


def kept_as_told(
    told: Mapping[str, int], before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> dict[str, Answer]:
    """Return somebody's new answers, but with those that have been told as they were.

    Another answer to the same item would be counted beside the first, or in place of it: both could be compared. And
    who answers after having seen the others' answers no longer answers alone.
    """
    told_before = {key: before[key] for key in told if key in before}
    return {**{key: answer for key, answer in after.items() if key not in told}, **told_before}


def told_after_end(told: Mapping[str, int], batch: int) -> dict[str, int]:
    """Return what has been told of somebody, once a batch is no more."""
    return {key: GONE if number == batch else number for key, number in told.items()}
