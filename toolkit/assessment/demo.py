"""The demo's rounds: two of one team a year apart, whose results are shown, and an open one. All answers are invented.

The story is made to be seen: the municipality sees more openness and democracy than users and citizens do, all see
little anchoring, and facilitation has become better since the first round. The researchers are too few to be shown.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any, Final

from django.utils import timezone

from cases.models import Team
from toolkit.assessment.asked import Item, ItemKind, items_of
from toolkit.assessment.codes import UNSURE, Form, PartnerGroup, SeenBy
from toolkit.assessment.releasing import show_results
from toolkit.assessment.rounds import open_round
from toolkit.models import Participation, Round

FIRST, SECOND = "Første runde (oppdiktet eksempel)", "Ett år etter (oppdiktet eksempel)"
OPEN = "Midtveis (oppdiktet eksempel)"
PEOPLE: Final[Mapping[str, int]] = {
    PartnerGroup.MUNICIPALITY: 8,
    PartnerGroup.CITIZENS: 9,
    PartnerGroup.VOLUNTARY: 6,
    PartnerGroup.NAV: 5,
    PartnerGroup.RESEARCH: 2,
}
_FEW: Final[Mapping[str, int]] = {PartnerGroup.MUNICIPALITY: 4, PartnerGroup.CITIZENS: 2}
# What is answered on the whole, from 1 to 5, in the second round.
_MIDDLE: Final[Mapping[str, float]] = {
    "openness": 3.6,
    "democracy": 3.2,
    "creativity": 3.8,
    "leadership": 3.4,
    "equality": 3.5,
    "shared_goals": 4.1,
    "communication": 3.6,
    "anchoring": 2.1,
    "facilitation": 4.1,
    "resource_focus": 3.7,
    "complementary_competence": 3.9,
}
_YEAR_BEFORE: Final[Mapping[str, float]] = {"facilitation": -1.8, "shared_goals": -0.5, "anchoring": -0.2}
_GROUP: Final[Mapping[tuple[str, str], float]] = {
    ("openness", PartnerGroup.MUNICIPALITY): 1.0,
    ("openness", PartnerGroup.CITIZENS): -1.3,
    ("openness", PartnerGroup.VOLUNTARY): -0.4,
    ("democracy", PartnerGroup.MUNICIPALITY): 1.1,
    ("democracy", PartnerGroup.CITIZENS): -1.2,
    ("leadership", PartnerGroup.VOLUNTARY): -0.6,
}
_STEPS: Final[Mapping[str, list[list[str]]]] = {
    PartnerGroup.MUNICIPALITY: [["inviting", "ambitious"], ["ambitious"]],
    PartnerGroup.CITIZENS: [["curious"], ["curious", "inviting"]],
}
_THICK: Final[Mapping[str, int]] = {PartnerGroup.MUNICIPALITY: 4, PartnerGroup.CITIZENS: 2}
_WRITTEN: Final[Mapping[str, list[str]]] = {
    PartnerGroup.CITIZENS: [
        "Vi får si hva vi mener, men jeg vet ikke hva som skjer med det etterpå.",
        "Det hadde hjulpet å få sakene litt før møtet.",
        "Møtene er blitt lettere å komme til etter at de ble flyttet til kvelden.",
        "Hvem er det egentlig som bestemmer?",
        "Jeg savner at noen ringer tilbake når vi har foreslått noe.",
    ],
    PartnerGroup.MUNICIPALITY: [
        "Ledergruppa kjenner for lite til det vi holder på med.",
        "Vi er gode på å invitere, men slipper vi til?",
        "Budsjettet for neste år er ikke avklart.",
    ],
    PartnerGroup.VOLUNTARY: [
        "Vi trenger en fast kontaktperson i kommunen.",
        "Skyss og barnepass har gjort at flere kommer.",
    ],
    PartnerGroup.NAV: ["Snakk om hvem som tar det videre når prosjektet er slutt."],
}
# How people lie around the middle of their group, one after the other.
_AROUND: Final = (0.0, -0.6, 0.6, 0.2, -1.1, 1.0, -0.2, 0.4)
_UNSURE_EACH: Final = 19


def make_rounds(*, shown_for: Team, open_for: Team, by: Any) -> Round:
    """Make the rounds, and return the newest whose result is shown; everybody may see it."""
    first = _open(shown_for, by, FIRST, SeenBy.PARTICIPANTS)
    _answer(first, PEOPLE, is_first=True)
    _end(first, by, days=350)
    second = _open(shown_for, by, SECOND, SeenBy.PUBLIC)
    _answer(second, PEOPLE)
    _end(second, by, days=6)
    _answer(_open(open_for, by, OPEN, SeenBy.PARTICIPANTS), _FEW)
    return second


def _open(team: Team, by: Any, name: str, seen_by: SeenBy) -> Round:
    return open_round(
        team=team,
        by=by,
        name=name,
        groups=list(PEOPLE),
        language="nb",
        form=Form.FULL,
        closes_on=timezone.localdate() + timedelta(days=21),
        minimum=5,
        seen_by=seen_by,
    )


def _end(round_: Round, by: Any, *, days: int) -> None:
    """Show the result, and let all have been so many days ago."""
    show_results(round_=round_, by=by)
    closed = timezone.now() - timedelta(days=days)
    day = timezone.localdate(closed)
    dates = {"opened_at": closed - timedelta(days=21), "closed_at": closed, "closes_on": day, "shown_on": day}
    Round.objects.filter(pk=round_.pk).update(**dates)


def _answer(round_: Round, people: Mapping[str, int], *, is_first: bool = False) -> None:
    items = items_of(round_.questionnaire, round_.form)
    Participation.objects.bulk_create(
        Participation(
            round=round_,
            group=group,
            secret_digest=hashlib.sha256(secrets.token_bytes(32)).hexdigest(),
            answers=dict(_answers(items, group, person, is_first=is_first)),
        )
        for group, count in people.items()
        for person in range(count)
    )


def _answers(items: tuple[Item, ...], group: str, person: int, *, is_first: bool) -> Iterator[tuple[str, Any]]:
    """Yield one person's answers: the same each time."""
    for place, item in enumerate(items):
        if item.kind == ItemKind.STATEMENT:
            yield item.key, _agreement(item, group, person, place, is_first=is_first)
        elif item.kind == ItemKind.LADDER:
            steps = _STEPS.get(group, [["inviting"], ["inviting", "ambitious"]])
            yield item.key, steps[person % len(steps)]
        elif item.kind == ItemKind.THICKNESS:
            yield item.key, str(_THICK.get(group, 3) + person % 2 - (person % 3 == 0))
        elif item.kind == ItemKind.OPEN and not is_first and person < len(_WRITTEN.get(group, ())):
            yield item.key, _WRITTEN[group][person]


def _agreement(item: Item, group: str, person: int, place: int, *, is_first: bool) -> str:
    if (person * 5 + place * 7) % _UNSURE_EACH == 0:
        return UNSURE
    middle = _MIDDLE[item.code] + _GROUP.get((item.code, group), 0.0)
    if is_first:
        middle += _YEAR_BEFORE.get(item.code, 0.0)
    position = min(5, max(1, round(middle + _AROUND[(person * 3 + place) % len(_AROUND)])))
    return str(6 - position if item.is_reversed else position)
