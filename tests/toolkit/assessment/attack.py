"""The attacker of the exhaustive search: sees all that is ever shown, and knows the rules and who did what when.

People of one group who do the same are a *part*. For all that its people may have answered, the attacker notes what is
seen; whatever is the same in all worlds that look alike, is known. A leak is a number above zero that is known of fewer
people than the minimum, or of a group that is not shown.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations_with_replacement, pairwise, permutations, product
from typing import Any

from tests.toolkit.assessment.ledger import Ledger, View
from toolkit.assessment.codes import LADDER

MINIMUM = 3
# The item that the attacker is after, and one that all have answered, as everybody who takes part has answered some.
ITEM, OTHER = "openness-1", "other-1"
# What somebody has answered: nothing, or this and that.
State = tuple[str, ...]
AGREE: tuple[State, ...] = ((), ("1",), ("2",))
SCALE: tuple[State, ...] = (*AGREE, ("3",))
SEVERAL: tuple[State, ...] = ((), ("curious",), ("mature",), ("curious", "mature"))


@dataclass(frozen=True)
class Part:
    """So many of a group; `ends` is what they do in the end: leave, change their answer or give one, or nothing."""

    group: str
    size: int
    joins: int = 0
    ends: str = ""


@dataclass(frozen=True)
class Story:
    """What happens, whatever is answered: parts join at 0 and 1, some then end, others join at 2; each is shown."""

    parts: tuple[Part, ...]
    item: str = ITEM
    states: tuple[State, ...] = AGREE


# For each part what its people answered first, and what in the end, as far as that is something else.
World = tuple[tuple[tuple[State, State], ...], ...]
Extra = Callable[[Ledger], object]


def worlds(story: Story) -> Iterator[World]:
    """Return all that can have been answered; people of one part are alike, so their order is nothing."""
    choices = []
    for part in story.parts:
        pairs = [(state, state) for state in story.states]
        if part.ends == "change":
            pairs = [(first, last) for first in story.states for last in story.states]
        choices.append(list(combinations_with_replacement(pairs, part.size)))
    return product(*choices)


def told(story: Story, world: World, extra: Extra) -> View:
    """Return what is seen, time after time, when this was answered."""
    ledger, seen = Ledger(MINIMUM), []
    named = [
        (f"{place}-{number}", part, first, last)
        for place, (part, pairs) in enumerate(zip(story.parts, world, strict=True))
        for number, (first, last) in enumerate(pairs)
    ]

    def look() -> None:
        seen.append((ledger.view(), extra(ledger)))

    def come_and_look(time: int) -> None:
        for id_, part, first, _last in named:
            if part.joins == time:
                ledger.join(id_, part.group, _answers(story, first))
        ledger.show()
        look()

    come_and_look(0)
    if any(part.joins == 1 for part in story.parts):
        come_and_look(1)
    for id_, part, _first, last in named:
        if part.ends == "leave":
            ledger.leave(id_)
        elif part.ends == "change":
            ledger.change(id_, _answers(story, last))
        if part.ends:
            look()
    if any(part.ends or part.joins == 2 for part in story.parts):
        come_and_look(2)
    return tuple(seen)


def _answers(story: Story, state: State) -> dict[str, Any]:
    answer: Any = list(state) if story.item == LADDER else "".join(state)
    return {OTHER: "1", **({story.item: answer} if state else {})}


def leaks(story: Story, extra: Extra = lambda _ledger: None) -> Iterator[str]:
    """Return each thing that the attacker knows and must not."""
    alike: dict[Any, list[World]] = {}
    knowing_who_answered: dict[Any, list[World]] = {}
    for world in worlds(story):
        view = told(story, world, extra)
        alike.setdefault(view, []).append(world)
        answered = tuple(tuple(sum(bool(pair[time]) for pair in pairs) for time in (0, 1)) for pairs in world)
        knowing_who_answered.setdefault((view, answered), []).append(world)
    for (seen, _answered), same in knowing_who_answered.items():
        for index, time in product(range(len(story.parts)), (0, 1)):
            if sum(bool(pair[time]) for pair in same[0][index]) < MINIMUM:
                yield from _known(story, seen, same, [index], time)
    for seen, same in alike.items():
        for group in {part.group for part in story.parts} - _shown_alone(seen):
            them = [index for index, part in enumerate(story.parts) if part.group == group]
            for time in (0, 1):
                yield from _known(story, seen, same, them, time)
    if all(part.joins == 0 and not part.ends for part in story.parts):
        yield from _read_from_within(story, alike)


def _read_from_within(story: Story, alike: Mapping[Any, list[World]]) -> Iterator[str]:
    """Return the small groups all of whose answers somebody reads who takes part, knowing the own ones.

    That everybody knows the own answers cannot be helped, and may now and then tell of others; here, it always does.
    """
    for me, them in permutations(range(len(story.parts)), 2):
        if story.parts[me].size != 1 or not 1 < story.parts[them].size < MINIMUM:
            continue
        known: dict[object, set[object]] = {}
        for seen, same in alike.items():
            if any(story.item in dict(tables) for *_rest, tables, _texts in seen[0][0][1]):
                for world in same:
                    known.setdefault((seen, world[me]), set()).add(world[them])
        if known and all(len(them_all) == 1 for them_all in known.values()):
            yield f"who is alone in {story.parts[me]} reads the answers of {story.parts[them]}"


def _known(story: Story, seen: Any, same: list[World], them: Iterable[int], time: int) -> Iterator[str]:
    """Return what is known of some parts' people: the same number above zero, in all worlds that look alike."""
    counts = [Counter(value for index in them for pair in world[index] for value in pair[time]) for world in same]
    for value in {value for state in story.states for value in state}:
        known = {count[value] for count in counts}
        if len(known) == 1 and known != {0} and not _all_agree(story, seen, them, value):
            yield f"{known.pop()} of {[story.parts[index] for index in them]} answered {value}"


def _shown_alone(seen: Any) -> set[str]:
    return {group for (_counts, batches), _extra in seen for _number, group, *_rest in batches if group}


def _all_agree(story: Story, seen: Any, them: Iterable[int], value: str) -> bool:
    """Say whether a large enough group, or as many who left it, are shown as of one mind: that may be known."""
    groups = {story.parts[index].group for index in them}
    versions: dict[int, list[Counter[str]]] = {}
    for (_counts, batches), _extra in seen:
        for number, group, _people, tables, _texts in batches:
            if group in groups and story.item in dict(tables):
                versions.setdefault(number, []).append(Counter(dict(dict(tables)[story.item])))
    for cells in versions.values():
        for cell in [*cells, *(old - new for old, new in pairwise(cells))]:
            answered = cell["n"] if story.item == LADDER else cell.total()
            if MINIMUM <= answered == cell[value]:
                return True
    return False
