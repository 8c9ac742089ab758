"""How many have answered: all that the team sees of a round while it runs."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from toolkit.assessment.codes import PartnerGroup
from toolkit.models import Batch, Participation, Round

# Who has chosen a group but answered nothing has not answered.
_ANSWERED = ~Q(answers={})


@dataclass(frozen=True)
class GroupCount:
    """How many of a partner group have answered; `is_small`: so few that it is not shown by itself."""

    code: str
    label: str
    people: int
    is_small: bool


@dataclass(frozen=True)
class Counted:
    """How many have answered a round in all, and of each group that was asked.

    `by_group` is empty when the answers are deleted, as they are a year after closing: then only the sum is known.
    """

    people: int
    by_group: list[GroupCount]


def counted(round_: Round) -> Counted:
    """Count those who have answered a round, in one query."""
    if round_.reduced_on is not None:
        return Counted(answered([round_])[round_.pk], [])
    people = Participation.objects.filter(_ANSWERED, round=round_).order_by()
    found = dict(people.values_list("group").annotate(Count("pk")))
    return Counted(
        sum(found.values()),
        [_group(code, found.get(code, 0), round_.minimum) for code in _groups_of(round_, found)],
    )


def _groups_of(round_: Round, found: Container[str]) -> list[str]:
    """Return those asked, and one that somebody chose in the moment in which it was taken out."""
    return [code for code in PartnerGroup.values if code in round_.groups or code in found]


def _group(code: str, people: int, minimum: int) -> GroupCount:
    return GroupCount(code, str(PartnerGroup(code).label), people, people < minimum)


def answered(rounds: Iterable[Round]) -> dict[int, int]:
    """Return how many have answered each of some rounds, in two queries; of those long closed, how many are shown."""
    rounds = list(rounds)
    counts = dict.fromkeys((one.pk for one in rounds), 0)
    people = Participation.objects.filter(_ANSWERED, round__in=[one for one in rounds if one.reduced_on is None])
    counts |= dict(people.values_list("round").annotate(Count("pk")).order_by())
    kept = Batch.objects.filter(round__in=[one for one in rounds if one.reduced_on is not None])
    return counts | dict(kept.values_list("round").annotate(Sum("people")).order_by())
