"""What the pages of a team's rounds show."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cases.codes import LANGUAGE_NAMES
from cases.models import Team
from cases.teams.history import name_of
from cases.teams.naming import name_in
from cases.teams.permissions import allowed_on_page
from toolkit.assessment.codes import Form, PartnerGroup, SeenBy
from toolkit.assessment.counting import Counted, answered, counted, waiting
from toolkit.assessment.join_codes import grouped, join_path
from toolkit.assessment.qr import QR, qr_of
from toolkit.assessment.retention import DELETED_KEPT
from toolkit.models import Round

# What was done, told on the page that follows: by the word in its address.
DONE = {
    "opened": gettext_lazy("The round is open. Share the code with all who are to answer."),
    "changed": gettext_lazy("The change is saved."),
    "closed": gettext_lazy("The round is closed. Nobody can answer any more."),
    "reopened": gettext_lazy("The round is open again."),
    "shown": gettext_lazy("The result is there."),
    "same": gettext_lazy("Too few have answered since for anything new to be shown. Their answers wait for more."),
    "restored": gettext_lazy("The round is back as it was."),
}


class Standing(StrEnum):
    """Where a round is, for its team."""

    OPEN = "open"
    LIVE = "live"
    """Open, but its result is shown already."""
    CLOSED = "closed"
    SHOWN = "shown"
    DELETED = "deleted"


@dataclass(frozen=True)
class RoundLine:
    """A round in a list."""

    round: Round
    standing: Standing
    words: str
    people: int


@dataclass(frozen=True)
class TeamRounds:
    """The rounds of a team: those that stand, and those that can be brought back."""

    team: Team
    name: str
    lines: list[RoundLine]
    deleted: list[RoundLine]
    can: frozenset[str]

    @property
    def can_compare(self) -> bool:
        """Say whether there are two results to see side by side."""
        return sum(line.round.shown_on is not None for line in self.lines) > 1


@dataclass(frozen=True)
class Room:
    """All that a round's page shows.

    `waiting` have answered since the result was shown; `address` is the whole link, and `short` what people type.
    """

    round: Round
    team_name: str
    standing: Standing
    words: str
    counted: Counted
    waiting: int
    can: frozenset[str]
    code: str
    address: str
    short: str
    qr: QR
    facts: list[tuple[str, str]]


def done(word: str) -> str:
    """Return in words what was done just before, or an empty text."""
    return str(DONE.get(word, ""))


def standing_of(round_: Round) -> Standing:
    """Return where a round is."""
    if round_.deleted_at is not None:
        return Standing.DELETED
    if round_.is_open:
        return Standing.LIVE if round_.shown_on else Standing.OPEN
    return Standing.SHOWN if round_.shown_on else Standing.CLOSED


def in_words(round_: Round) -> str:
    """Return where a round is, in words. Pure but for the language and the day."""
    standing = standing_of(round_)
    template = {
        Standing.OPEN: _("Open until %(last)s"),
        Standing.LIVE: _("Open until %(last)s, and the result is shown"),
        Standing.CLOSED: _("Closed %(closed)s, the result is not shown yet"),
        Standing.SHOWN: _("Closed %(closed)s, the result is shown"),
        Standing.DELETED: _("Deleted %(deleted)s"),
    }[standing]
    days = {"last": round_.closes_on, "closed": _closed_on(round_), "deleted": _day(round_.deleted_at)}
    return template % {name: date_format(day, "DATE_FORMAT") if day else "" for name, day in days.items()}


def _closed_on(round_: Round) -> Any:
    return _day(round_.closed_at) or round_.closes_on


def _day(moment: Any) -> Any:
    return timezone.localdate(moment) if moment else None


def rounds_of(team: Team, user: Any) -> TeamRounds:
    """Return a team's rounds, newest first, with the same few queries for one and for many."""
    can = frozenset(map(str, allowed_on_page(user, team)))
    rounds = list(Round.objects.filter(team=team))
    counts = answered(rounds)
    lines = [RoundLine(one, standing_of(one), in_words(one), counts[one.pk]) for one in rounds]
    since = timezone.now() - DELETED_KEPT
    deleted = [line for line in lines if line.round.deleted_at and line.round.deleted_at >= since]
    standing = [line for line in lines if line.round.deleted_at is None]
    return TeamRounds(team, name_in(team, get_language() or "nb"), standing, deleted, can)


def room_of(round_: Round, user: Any, request: HttpRequest) -> Room:
    """Return what a round's page shows to somebody who may see it."""
    address = request.build_absolute_uri(join_path(round_.code))
    return Room(
        round_,
        name_in(round_.team, get_language() or "nb"),
        standing_of(round_),
        in_words(round_),
        counted(round_),
        waiting(round_) if round_.shown_on else 0,
        frozenset(map(str, allowed_on_page(user, round_.team))),
        grouped(round_.code),
        address,
        f"{request.get_host()}{join_path('').rstrip('/')}",
        qr_of(address),
        _facts(round_),
    )


def _facts(round_: Round) -> list[tuple[str, str]]:
    return [
        (_("Who takes part"), ", ".join(str(PartnerGroup(code).label) for code in round_.groups)),
        (_("Form"), str(Form(round_.form).label)),
        (_("Language"), LANGUAGE_NAMES[round_.language]),
        (_("Smallest group that is shown"), str(round_.minimum)),
        (_("Who sees the result"), str(SeenBy(round_.seen_by).label)),
        (
            _("Opened"),
            f"{date_format(timezone.localdate(round_.opened_at), 'DATE_FORMAT')}, {name_of(round_.opened_by)}",
        ),
    ]
