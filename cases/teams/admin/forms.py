"""The forms by which editors help teams."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminPageChooser

from cases.codes import LANGUAGE_NAMES
from cases.models import CasePage, Membership, Municipality, Team
from cases.models.team import MAX_NAME
from cases.teams.history import name_of
from portal.mail_addresses import validate_mailable


def _case_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        CasePage.objects.all(),
        label=_("Case"),
        required=False,
        help_text=_("In any language: the team belongs to the case in all of them."),
        widget=AdminPageChooser(target_models=[CasePage]),
    )


class CaseForm(forms.Form):
    """Which case is the team's."""

    case = _case_field()


class OwnerForm(forms.Form):
    """Whom to ask to own the team."""

    email = forms.EmailField(label=_("E-mail address of the owner"), validators=[validate_mailable])
    language = forms.ChoiceField(label=_("Language of the invitation"), choices=list(LANGUAGE_NAMES.items()))


class StartForm(OwnerForm):
    """A team for others: its case, or what it is called and where it works, and who is asked to own it."""

    case = _case_field()
    name = forms.CharField(
        label=_("Working name"), max_length=MAX_NAME, required=False, help_text=_("Where there is no case yet.")
    )
    municipality = forms.ModelChoiceField(
        Municipality.objects.for_choice(),
        label=_("Municipality"),
        required=False,
        empty_label=_("Choose a municipality"),
        help_text=_("Where there is no case yet."),
    )
    field_order = ["case", "name", "municipality", "email", "language"]


class AppointForm(forms.Form):
    """Which of the members becomes the owner."""

    member = forms.ChoiceField(label=_("New owner"))

    def __init__(self, *args: Any, team: Team, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        members = Membership.objects.in_effect().filter(team=team).select_related("user")
        self.members = [(member.pk, f"{name_of(member.user)} ({member.get_role_display()})") for member in members]
        field = self.fields["member"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101 - as declared above
        field.choices = self.members
