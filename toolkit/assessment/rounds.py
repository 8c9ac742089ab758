"""Opening a round, changing, closing and opening it again, deleting it and bringing it back. Results: releasing.py."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any, Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cases.models import Team
from cases.teams.permissions import Action
from cases.teams.refusals import NotAllowedError, RefusedError, locked
from toolkit.assessment.codes import Form, PartnerGroup, SeenBy
from toolkit.assessment.join_codes import make_code
from toolkit.assessment.retention import DELETED_KEPT
from toolkit.models import Questionnaire, Round

# A round lasts so long at most, and usually.
LONGEST: Final = timedelta(days=366)
USUALLY: Final = timedelta(days=21)
# So many can be opened for one team in so long, deleted ones included.
MOST_OPENED, OPENED_IN = 30, timedelta(days=30)
# From narrow to wide.
_WIDTH: Final = [str(one) for one in (SeenBy.TEAM, SeenBy.PARTICIPANTS, SeenBy.PUBLIC)]
_TRIES: Final = 20


@transaction.atomic
def open_round(
    *,
    team: Team,
    by: Any,
    name: str,
    groups: Collection[str],
    language: str,
    form: str,
    closes_on: date,
    minimum: int,
    seen_by: str,
) -> Round:
    """Open a round that asks the questionnaire in use.

    RefusedError when there is none, after too many in a month, and for an impossible last day or no group;
    ValidationError for what no form offers.
    """
    team = locked(team, by, Action.ROUND_RUN)
    questionnaire = Questionnaire.objects.in_use().first()
    if questionnaire is None:
        raise RefusedError(_("The editors are changing the questionnaire. Try again later."))
    if Round.objects.filter(team=team, opened_at__gt=timezone.now() - OPENED_IN).count() >= MOST_OPENED:
        raise RefusedError(_("The team has opened many rounds lately. Write to us if you need more."))
    _check_last_day(closes_on)
    made = Round(
        team=team,
        questionnaire=questionnaire,
        name=name.strip(),
        groups=_in_order(groups),
        language=language,
        form=Form(form),
        closes_on=closes_on,
        minimum=minimum,
        seen_by=SeenBy(seen_by),
        code=_free_code(),
        opened_by=by,
    )
    made.full_clean()
    made.save()
    return made


@transaction.atomic
def change_round(
    *, round_: Round, by: Any, name: str, groups: Collection[str], language: str, closes_on: date, seen_by: str
) -> Round:
    """Change what may be changed once a round is open; RefusedError says what may not, beside its field.

    The form and the smallest group that is shown stay as they were opened: people have answered trusting them.
    """
    round_ = locked_round(round_, by, Action.ROUND_RUN)
    if closes_on != round_.closes_on:
        if not round_.is_open:
            raise RefusedError(_("The round is closed. Open it again to set another last day."), "closes_on")
        _check_last_day(closes_on)
    if gone := chosen_groups(round_) - set(groups):
        labels = ", ".join(str(PartnerGroup(code).label) for code in _in_order(gone))
        raise RefusedError(
            _("Somebody has chosen this group already, so it must stay: %(groups)s.") % {"groups": labels}, "groups"
        )
    if SeenBy(seen_by) not in may_be_seen_by(round_):
        raise RefusedError(
            _("People have answered, and were told that fewer would see the result. You can only narrow it."), "seen_by"
        )
    round_.name, round_.language, round_.closes_on = name.strip(), language, closes_on
    round_.groups, round_.seen_by = _in_order(groups), SeenBy(seen_by)
    round_.full_clean()
    round_.save(update_fields=["name", "groups", "language", "closes_on", "seen_by"])
    return round_


@transaction.atomic
def close_round(*, round_: Round, by: Any) -> Round:
    """Close a round: nobody can answer any more. One that is closed stays so."""
    round_ = locked_round(round_, by, Action.ROUND_RUN)
    if round_.closed_at is None:
        round_.closed_at = timezone.now()
        round_.save(update_fields=["closed_at"])
    return round_


@transaction.atomic
def reopen_round(*, round_: Round, by: Any, closes_on: date) -> Round:
    """Open a closed round again, with a last day; RefusedError once its result is shown or its answers are deleted."""
    round_ = locked_round(round_, by, Action.ROUND_RUN)
    if round_.shown_on is not None:
        raise RefusedError(_("The result has been shown, so the round cannot be opened again. Open a new round."))
    if round_.reduced_on is not None:
        raise RefusedError(_("The answers were deleted a year after the round was closed. Open a new round."))
    _check_last_day(closes_on)
    round_.closed_at, round_.closes_on = None, closes_on
    round_.save(update_fields=["closed_at", "closes_on"])
    return round_


@transaction.atomic
def delete_round(*, round_: Round, by: Any) -> None:
    """Delete a round so that the team can bring it back; nobody can answer it or see its result meanwhile."""
    round_ = locked_round(round_, by, Action.ROUND_RUN)
    round_.deleted_at = timezone.now()
    round_.save(update_fields=["deleted_at"])


@transaction.atomic
def restore_round(*, round_: Round, by: Any) -> Round:
    """Bring a deleted round back as it was; RefusedError when it is too late. One that is there stays so."""
    round_ = locked_round(round_, by, Action.ROUND_RUN, also_deleted=True)
    if round_.deleted_at is None:
        return round_
    if round_.deleted_at < timezone.now() - DELETED_KEPT:
        days = DELETED_KEPT.days
        text = ngettext(
            "The round was deleted more than %(days)s day ago, and is gone.",
            "The round was deleted more than %(days)s days ago, and is gone.",
            days,
        )
        raise RefusedError(text % {"days": days})
    round_.deleted_at = None
    round_.save(update_fields=["deleted_at"])
    return round_


def locked_round(round_: Round, by: Any, action: Action, *, also_deleted: bool = False) -> Round:
    """Return the round as it is now, kept from all others until the transaction ends; its team is locked first.

    NotAllowedError when the person may not do this; RefusedError when somebody has deleted the round meanwhile.
    """
    locked(round_.team, by, action)
    # Who joins meanwhile needs the round to be there, and nothing more of it.
    now = (
        Round.objects.select_for_update(of=("self",), no_key=True).filter(pk=round_.pk, team_id=round_.team_id).first()
    )
    if now is None:
        raise NotAllowedError
    if now.deleted_at is not None and not also_deleted:
        raise RefusedError(_("Somebody has deleted the round. It can be brought back from the list of rounds."))
    return now


def chosen_groups(round_: Round) -> set[str]:
    """Return the groups that somebody has chosen."""
    return set(round_.participations.order_by().values_list("group", flat=True).distinct())


def may_be_seen_by(round_: Round) -> list[str]:
    """Return who the result can be for: from the first participant on, nobody who was not named before."""
    if not round_.participations.exists() and round_.shown_on is None and round_.reduced_on is None:
        return list(_WIDTH)
    return _WIDTH[: _WIDTH.index(round_.seen_by) + 1]


def _in_order(groups: Collection[str]) -> list[str]:
    return [str(group) for group in PartnerGroup.values if group in set(groups)]


def _check_last_day(day: date) -> None:
    today = timezone.localdate()
    if day < today:
        raise RefusedError(_("Choose a day that is not over."), "closes_on")
    if day > today + LONGEST:
        raise RefusedError(_("A round can be open for a year at most."), "closes_on")


def _free_code() -> str:
    """Return a code that no round has."""
    for _try in range(_TRIES):
        code = make_code()
        if not Round.objects.filter(code=code).exists():
            return code
    raise RefusedError(_("The round could not be opened. Try again."))
