"""How many have answered: all that the team sees of a round while it runs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q

from toolkit.assessment.codes import PartnerGroup
from toolkit.assessment.releasing import took_part
from toolkit.models import Participation, Round

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
    """How many have answered a round in all, and of each group that was asked."""

    people: int
    by_group: list[GroupCount]


def counted(round_: Round) -> Counted:
    """Count those who have answered a round, in one query at most."""
    found = took_part(round_)
    # Also a group that somebody chose in the moment in which it was taken out.
    groups = [code for code in PartnerGroup.values if code in round_.groups or code in found]
    return Counted(sum(found.values()), [_group(code, found.get(code, 0), round_.minimum) for code in groups])


def _group(code: str, people: int, minimum: int) -> GroupCount:
    return GroupCount(code, str(PartnerGroup(code).label), people, people < minimum)


def waiting(round_: Round) -> int:
    """Count those who have answered, but of whose answers nothing has been shown yet."""
    return round_.participations.filter(_ANSWERED, told={}).count()


def answered(rounds: Iterable[Round]) -> dict[int, int]:
    """Return how many have answered each of some rounds, in one query."""
    rounds = list(rounds)
    counts = {one.pk: sum(one.took_part.values()) for one in rounds}
    people = Participation.objects.filter(_ANSWERED, round__in=[one for one in rounds if one.reduced_on is None])
    return counts | dict(people.order_by().values_list("round").annotate(Count("pk")))
