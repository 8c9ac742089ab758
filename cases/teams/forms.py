"""The forms of a team's pages. What they say is checked again by the services, behind the team's lock."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.codes import LANGUAGE_NAMES
from cases.models import Membership, Municipality, Role, Team
from cases.models.team import MAX_NAME
from cases.teams.history import name_of
from portal.mail_addresses import validate_mailable
from portal.plain_names import validate_plain_name

_LOOK = {"class": "ds-input"}
ROLES = (
    (Role.READER, _("Reader: sees what the team does")),
    (Role.WRITER, _("Writer: works on the case, and on what belongs to it")),
    (Role.OWNER, _("Owner: also decides who is in the team")),
)


def _radios() -> forms.RadioSelect:
    return forms.RadioSelect(attrs=_LOOK)


class TeamForm(forms.Form):
    """What a team is called, and where it works."""

    name = forms.CharField(
        label=_("What do you call the work?"),
        error_messages={"required": _("Write a name that the team recognises.")},
        widget=forms.TextInput(attrs=_LOOK | {"autocomplete": "off"}),
        max_length=MAX_NAME,
        help_text=_("A working name is enough. Write no names of private persons."),
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.for_choice(),
        label=_("Municipality"),
        empty_label=_("Choose a municipality"),
        error_messages={"required": _("Choose the municipality that you work in.")},
        widget=forms.Select(attrs=_LOOK),
    )

    def clean_name(self) -> str:
        """Return the name as one line; ValidationError for an address on the net."""
        name = " ".join(self.cleaned_data["name"].split())
        validate_plain_name(name)
        return name


class InviteForm(forms.Form):
    """Whom to ask in, as what, and in which language to write."""

    email = forms.EmailField(
        label=_("E-mail address"),
        validators=[validate_mailable],
        error_messages={"required": _("Write the e-mail address of the person that you invite.")},
        help_text=_("The invitation works for this address alone, and for two weeks."),
        widget=forms.EmailInput(attrs=_LOOK | {"autocomplete": "off"}),
    )
    role = forms.ChoiceField(label=_("Role in the team"), choices=ROLES, initial=Role.WRITER, widget=_radios())
    language = forms.ChoiceField(
        label=_("Language of the invitation"), choices=list(LANGUAGE_NAMES.items()), widget=_radios()
    )


class RoleForm(forms.Form):
    """What a member is in the team."""

    role = forms.ChoiceField(label=_("Role in the team"), choices=ROLES, widget=_radios())


class LeaveForm(forms.Form):
    """Who takes over, where the last owner leaves."""

    successor = forms.ChoiceField(
        label=_("Who takes over as the owner?"),
        widget=_radios(),
        error_messages={"required": _("Choose who takes over.")},
    )

    def __init__(self, *args: Any, team: Team, leaving: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = Membership.objects.in_effect().filter(team=team).exclude(user=leaving).select_related("user")
        self.successors = [(member.pk, name_of(member.user)) for member in others]
        successor = self.fields["successor"]
        assert isinstance(successor, forms.ChoiceField)  # noqa: S101 - as declared above
        successor.choices = self.successors
