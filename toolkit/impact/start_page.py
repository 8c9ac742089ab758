"""What somebody sees who begins a plan of their own from a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cases.models import CasePage, Team
from cases.short_ids import published, short_id, understood_ids
from cases.teams.forms import TeamForm
from cases.teams.naming import called, cases_of
from toolkit.impact.panels import in_its_language
from toolkit.impact.starting import entries_of
from toolkit.models import BankIndicator

NEW_TEAM = "new"


@dataclass(frozen=True)
class Origin:
    """The published case that a plan begins from, and the indicators that it publishes."""

    page: CasePage
    case_id: UUID
    short: str
    entries: Sequence[BankIndicator]


def origin_of(text: str) -> Origin | None:
    """Return the published case of a short id; None for anything else."""
    ids = understood_ids([text], 1)
    page = published(ids, get_language()).first() if ids else None
    if page is None:
        return None
    case_id = page.translation_key
    return Origin(page, case_id, short_id(case_id), entries_of(case_id))


class StartForm(forms.Form):
    """Asks in which team, and which of the case's indicators."""

    team = forms.ChoiceField(
        label=gettext_lazy("Which team is it for?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose a team, or make a new one.")},
    )
    indicators = forms.MultipleChoiceField(
        label=gettext_lazy("Indicators to take with you"),
        help_text=gettext_lazy(
            "You get copies that say where they come from. Change them as you like. No figures come along."
        ),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *, teams: Sequence[Team], entries: Sequence[BankIndicator], data: Any = None) -> None:
        self._teams = {str(team.pk): team for team in teams}
        self._entries = {str(entry.key): entry for entry in entries}
        first = str(teams[0].pk) if len(teams) == 1 else (None if teams else NEW_TEAM)
        super().__init__(data, initial={"team": first, "indicators": list(self._entries)})
        names = cases_of(teams, get_language() or "nb")
        fields: Any = self.fields
        fields["team"].choices = [
            *((pk, called(team, names)) for pk, team in self._teams.items()),
            (NEW_TEAM, _("A new team")),
        ]
        if entries:
            fields["indicators"].choices = [
                (key, in_its_language(entry, entry.language)) for key, entry in self._entries.items()
            ]
        else:
            del fields["indicators"]

    @property
    def team_chosen(self) -> Team | None:
        """Return the team; None for a new one."""
        return self._teams.get(self.cleaned_data["team"])

    @property
    def entries_chosen(self) -> list[BankIndicator]:
        """Return the indicators."""
        return [self._entries[key] for key in self.cleaned_data.get("indicators", ())]


class NewTeamForm(TeamForm):
    """What a team that is made on the way is called, and where it works."""

    prefix = "new"
