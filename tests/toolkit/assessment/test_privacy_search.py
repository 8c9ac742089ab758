"""An exhaustive search over small rounds finds nothing that can be known of a few people, and is not blind."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain, product
from typing import Any

import pytest

from tests.toolkit.assessment.attack import ITEM, MINIMUM, SCALE, SEVERAL, Extra, Part, Story, leaks
from tests.toolkit.assessment.ledger import Ledger
from toolkit.assessment import privacy
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


def coming() -> Iterator[Story]:
    """Return rounds that more people come to, once they have been shown."""
    for first, later in product([(3,), (3, 2), (3, 3), (2, 1, 1)], [(1,), (2,), (0, 1), (1, 1), (1, 2), (3,), (0, 3)]):
        yield Story((*_parts(first), *_parts(later, joins=1)))


def changing() -> Iterator[Story]:
    """Return rounds in which people answer otherwise, or more, once they have been shown, and may leave after."""
    yield Story((Part("a", 1, ends="change"), Part("a", 3), Part("a", 3, ends="leave")))
    for stay, more in product([(3,), (2, 1), (1, 2, 1)], [(1,), (2,), (3,), (1, 2)]):
        if sum(stay) + sum(more) <= 5:
            yield Story((*_parts(stay), *_parts(more, ends="change")))
    for go, more in [(1, 1), (1, 2), (2, 1)]:
        yield Story((Part("a", 3), Part("a", go, ends="leave"), Part("a", more, ends="change")))


def leaving() -> Iterator[Story]:
    """Return rounds that people leave, once they have been shown."""
    # Two are left of a batch that is over, and one comes.
    yield Story((Part("a", 2), Part("a", 3, ends="leave"), Part("a", 1, joins=2)))
    for stay, go in product([(3,), (2,), (4,), (1, 3), (1, 2, 1)], [(1,), (2,), (3,), (1, 2), (0, 3), (2, 1, 1)]):
        if sum(stay) + sum(go) <= 7:
            yield Story((*_parts(stay), *_parts(go, ends="leave")))


def _first_leak(stories: Iterable[Story], extra: Extra = lambda _ledger: None) -> str:
    return next((f"{leak} in {story}" for story in stories for leak in leaks(story, extra)), "")


@pytest.mark.parametrize("stories", [at_rest, coming, changing, leaving])
def test_nothing_can_be_known_of_a_few(stories: Callable[[], Iterator[Story]]) -> None:
    assert not _first_leak(stories())


# Each rule, what it is when switched off, and where to look for what that does.
OFF: dict[str, tuple[Callable[..., Any], Callable[[], Iterator[Story]]]] = {
    "is_enough": (lambda people, _minimum: people > 0, at_rest),
    "leaves_one_alone": (lambda _sizes, _minimum: False, at_rest),
    "pool_of": (
        lambda sizes, minimum, **_rest: frozenset(group for group, size in sizes.items() if size < minimum),
        at_rest,
    ),
    "tells_each": (lambda _cell, _key: False, at_rest),
    "untold": (lambda person: dict(person.answers), coming),
    "may_change": (lambda outdated, _minimum: outdated > 0, leaving),
    "can_follow": (lambda *_given, **_named: True, leaving),
    "kept_as_told": (lambda _told, before, after: {**before, **after}, changing),
    "told_after_end": (lambda told, batch: {key: n for key, n in told.items() if n != batch}, leaving),
}


@pytest.mark.parametrize("rule", OFF)
def test_with_a_rule_switched_off_the_search_finds_a_leak(rule: str, monkeypatch: pytest.MonkeyPatch) -> None:
    off, stories = OFF[rule]
    monkeypatch.setattr(privacy, rule, off)
    assert _first_leak(stories())


def _total_of_all(ledger: Ledger) -> object:
    return tuple(sorted(str(one.answers.get(ITEM)) for one in ledger.people.values()))


def _groups_of_the_mixed(ledger: Ledger) -> object:
    return tuple(sorted((one.group, str(one.answers.get(ITEM))) for one in ledger.people.values()))


def _who_came_last(ledger: Ledger) -> object:
    return [str(one.answers.get(ITEM)) for one in ledger.people.values()].pop()


@pytest.mark.parametrize("mistake", [_total_of_all, _groups_of_the_mixed, _who_came_last])
def test_the_search_finds_what_a_page_would_tell_beside_the_batches(mistake: Extra) -> None:
    assert _first_leak(chain(at_rest(), coming()), mistake)


def _texts_shown(written: dict[str, int]) -> list[tuple[str, int]]:
    """Return the group and number of each list of texts, when so many of each group of four have written."""
    ledger = Ledger(MINIMUM)
    for group, count in written.items():
        for number in range(4):
            text = {"open": f"{group}{number}"} if number < count else {}
            ledger.join(f"{group}{number}", group, {ITEM: "1", **text})
    ledger.show()
    return [(batch.group, len(batch.texts)) for batch in ledger.batches.values() if batch.texts]


def _few_texts() -> list[tuple[str, int]]:
    counts = [dict(zip(GROUPS, counts, strict=True)) for counts in product(range(5), repeat=3)]
    return [shown for written in counts for shown in _texts_shown(written) if shown[1] < MINIMUM]


def test_no_text_is_read_but_among_enough_others() -> None:
    assert _texts_shown({"a": 4, "b": 2, "c": 1}) == [("", 3), ("a", 4)]
    assert not _few_texts()


def test_with_that_rule_switched_off_texts_stand_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(privacy, "can_be_read", lambda _texts, _minimum: True)
    assert _few_texts()
