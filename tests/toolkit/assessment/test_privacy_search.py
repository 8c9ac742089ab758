"""An exhaustive search over small rounds finds nothing that can be known of a few people, and is not blind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tests.toolkit.assessment.attack import SCALE, SEVERAL, Extra, Part, Story, leaks
from toolkit.assessment.codes import LADDER

GROUPS = "abc"


def _parts(sizes: tuple[int, ...], joins: int = 0, ends: str = "") -> tuple[Part, ...]:
    return tuple(Part(group, size, joins, ends) for group, size in zip(GROUPS, sizes, strict=False) if size)


def _sizes(most: int, largest: int) -> list[tuple[int, ...]]:
    return [
        sizes for sizes in product(range(largest + 1), repeat=3) if 0 < sum(sizes) <= most and sizes == _sorted(sizes)
    ]


def _sorted(sizes: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(sorted(sizes, reverse=True))


def at_rest() -> Iterator[Story]:
    """Return rounds that are shown once."""
    for sizes in _sizes(8, 6):
        yield Story(_parts(sizes), states=SCALE if sum(sizes) <= 6 else Story.states)
    for sizes in _sizes(6, 4):
        yield Story(_parts(sizes), item=LADDER, states=SEVERAL)


def in_motion() -> Iterator[Story]:
    """Return rounds in which people come later, leave and change their answers."""
    for first, later in product([(3,), (3, 2), (4, 3), (2, 1, 1)], [(1,), (2,), (0, 1), (1, 1), (1, 2), (3,), (0, 3)]):
        yield Story((*_parts(first), *_parts(later, joins=1)))
    for stay, go in product([(3,), (2,), (4,), (1, 3), (1, 2, 1)], [(1,), (2,), (3,), (1, 2), (0, 3), (2, 1, 1)]):
        if sum(stay) + sum(go) <= 7:
            yield Story((*_parts(stay), *_parts(go, ends="leave")))
    for stay, more in product([(3,), (2, 1), (1, 2, 1)], [(1,), (2,), (3,), (1, 2)]):
        if sum(stay) + sum(more) <= 6:
            yield Story((*_parts(stay), *_parts(more, ends="change")))
    for go, more in product([(1,), (2,)], repeat=2):
        yield Story((*_parts((3,)), *_parts(go, ends="leave"), *_parts(more, ends="change")))
    # Two are left of a batch that is over, and one comes.
    yield Story((Part("a", 2), Part("a", 3, ends="leave"), Part("a", 1, joins=2)))


def _first_leak(stories: Iterator[Story], extra: Extra = lambda _ledger: None) -> str:
    return next((f"{leak} in {story}" for story in stories for leak in leaks(story, extra)), "")


def test_nothing_can_be_known_of_a_few_when_a_result_is_shown() -> None:
    assert not _first_leak(at_rest())


def test_nothing_can_be_known_of_a_few_when_people_come_leave_and_change() -> None:
    assert not _first_leak(in_motion())
