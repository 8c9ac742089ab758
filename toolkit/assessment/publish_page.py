"""What a team sees when it chooses what of a round its case shows."""

from __future__ import annotations

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cases.editorial.showing import Outcome, Standing, standing_of
from cases.editorial.showing_words import waiting_in_words
from cases.models import Team
from cases.shown_with import Shown
from toolkit.assessment.panels import PublicResult, public_result
from toolkit.assessment.publishing import hindrance
from toolkit.assessment.shown_rounds import Show, ShownRound, rounds_of_case, thing
from toolkit.models import Round

NOTHING = "nothing"
# What became of the choice, told on the page that follows: by the word in its address.
DONE = {
    Outcome.SENT: gettext_lazy("Sent. Two editors read it before it is shown."),
    Outcome.IN_DRAFT: gettext_lazy("Your choice is in the draft of the case, and goes to review with it."),
    Outcome.TAKEN_BACK: gettext_lazy("Taken back. The page stays as it is."),
    Outcome.UNCHANGED: gettext_lazy("It was so already. Nothing has changed."),
}


class ShowForm(forms.Form):
    """Asks what the case shows of a round."""

    show = forms.ChoiceField(
        label=gettext_lazy("What the page of the case shows"),
        choices=[*Show.choices, (NOTHING, gettext_lazy("Nothing"))],
        widget=forms.RadioSelect,
    )

    @property
    def chosen(self) -> Show | None:
        """Return what was chosen."""
        show = self.cleaned_data["show"]
        return None if show == NOTHING else Show(show)


@dataclass(frozen=True)
class Preview:
    """What the page of the case would show."""

    name: str
    told: PublicResult


@dataclass(frozen=True)
class Publishing:
    """Where a round stands with its case, in words, what hinders it, and what each choice would show."""

    team: Team
    round: Round
    hindrance: str
    standing: list[str]
    comment: str
    previews: list[Preview]
    is_anywhere: bool


def publishing_of(team: Team, round_: Round, request: HttpRequest) -> Publishing:
    """Return what the page shows."""
    why_not = hindrance(round_, team)
    standing = standing_of(team.case_id, thing(round_.pk).key)
    return Publishing(
        team=team,
        round=round_,
        hindrance=why_not,
        standing=in_words(standing),
        comment=standing.comment if standing.waits else "",
        previews=[] if why_not else _previews(round_, team),
        is_anywhere=bool(standing.live or standing.newest),
    )


def chosen_now(team: Team, round_: Round) -> str:
    """Return what is chosen in the newest version."""
    newest = standing_of(team.case_id, thing(round_.pk).key).newest
    return newest.show if newest else NOTHING


def done(word: str) -> str:
    """Return in words what was done just before, or an empty text."""
    return str(DONE[Outcome(word)]) if word in set(Outcome) else ""


def in_words(standing: Standing) -> list[str]:
    """Return where the choice stands. Pure but for the language."""
    return [*_live(standing), *waiting_in_words(standing, _named(standing.newest))]


def _live(standing: Standing) -> list[str]:
    if standing.live is None:
        return [_("The page of the case shows nothing of this round.")]
    name = {"show": _named(standing.live)}
    if standing.since is None:
        return [_("The page of the case shows: %(show)s.") % name]
    day = date_format(localtime(standing.since), "DATE_FORMAT")
    return [_("The page of the case shows, since %(day)s: %(show)s.") % {**name, "day": day}]


def _named(shown: Shown | None) -> str:
    if shown is None:
        return _("nothing")
    return _("the spread") if shown.show == Show.SPREAD else _("the profile")


def _previews(round_: Round, team: Team) -> list[Preview]:
    """Return each choice with what the page would show of it, beside the round that it shows before this one."""
    earlier = next((one for one in rounds_of_case(team.case_id) if one.round.opened_at < round_.opened_at), None)
    names = {Show.PROFILE: _("How the profile would look"), Show.SPREAD: _("How the spread would look")}
    told = ((names[show], public_result(ShownRound(round_, show), earlier)) for show in Show)
    return [Preview(name, result) for name, result in told if result is not None]
