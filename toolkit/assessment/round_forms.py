"""The forms of a team's rounds. What they say is checked again by the services, behind the team's lock."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.codes import LANGUAGE_NAMES
from portal.plain_names import validate_plain_name
from toolkit.assessment.codes import LEAST_MINIMUM, MOST_MINIMUM, USUAL_MINIMUM, Form, PartnerGroup, SeenBy
from toolkit.assessment.rounds import USUALLY
from toolkit.models import Round
from toolkit.models.rounds import MAX_NAME

_LOOK = {"class": "ds-input"}
_DAY_FORMAT = "%Y-%m-%d"
# What browsers send, and what people write where the browser has no calendar.
_DAY_FORMATS = (_DAY_FORMAT, "%d.%m.%Y", "%d.%m.%y")
_USUAL_GROUPS = (PartnerGroup.MUNICIPALITY, PartnerGroup.CITIZENS, PartnerGroup.VOLUNTARY)


class _Groups(forms.CheckboxSelectMultiple):
    """Boxes for the partner groups; those that somebody has chosen already are ticked for good."""

    fixed: Collection[str] = ()

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return a box, ticked and locked where it must stay so."""
        option = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.fixed:
            option["selected"] = True
            option["attrs"] |= {"checked": True, "disabled": True}
        return option


def _radios() -> forms.RadioSelect:
    return forms.RadioSelect(attrs=_LOOK)


def _last_day() -> forms.DateField:
    return forms.DateField(
        label=_("Last day to answer"),
        input_formats=_DAY_FORMATS,
        error_messages={
            "required": _("Choose the last day to answer."),
            "invalid": _("Write the day like this: 31.12.2026."),
        },
        help_text=_("The round closes by itself when the day is over. You can close it before."),
        widget=forms.DateInput(_LOOK | {"type": "date"}, format=_DAY_FORMAT),
    )


class _AboutRound(forms.Form):
    """What can be said of a round both when it is opened and later."""

    name = forms.CharField(
        label=_("What do you call the round?"),
        max_length=MAX_NAME,
        error_messages={"required": _("Write a name that those who take part recognise.")},
        help_text=_("Those who take part see it, for example “Spring 2027”. Write no names of private persons."),
        widget=forms.TextInput(_LOOK | {"autocomplete": "off"}),
    )
    groups = forms.MultipleChoiceField(
        label=_("Who takes part?"),
        choices=PartnerGroup.choices,
        error_messages={"required": _("Choose at least one partner group.")},
        help_text=_(
            "Whoever answers chooses one of these. Choose only groups that are really there: small groups are not "
            "shown by themselves."
        ),
        widget=_Groups(_LOOK),
    )
    language = forms.ChoiceField(
        label=_("Language"),
        choices=list(LANGUAGE_NAMES.items()),
        help_text=_("The poster and the first page come in this language. Each who answers can choose another one."),
        widget=_radios(),
    )
    closes_on = _last_day()
    seen_by = forms.ChoiceField(
        label=_("Who sees the result?"),
        choices=SeenBy.choices,
        help_text=_(
            "All are told before they answer. Once somebody has begun, you can narrow this but not widen it. Editors "
            "who help teams see what the team sees. Open answers are never public."
        ),
        widget=_radios(),
    )

    def clean_name(self) -> str:
        """Return the name as one line; ValidationError for an address on the net."""
        name = " ".join(self.cleaned_data["name"].split())
        validate_plain_name(name)
        return name


class NewRoundForm(_AboutRound):
    """All that is chosen when a round is opened."""

    form = forms.ChoiceField(
        label=_("Which form?"),
        choices=Form.choices,
        help_text=_("The whole form takes about eight minutes, the short one about three."),
        widget=_radios(),
    )
    minimum = forms.IntegerField(
        label=_("Smallest group that is shown"),
        min_value=LEAST_MINIMUM,
        max_value=MOST_MINIMUM,
        error_messages={"required": _("Write a number.")},
        help_text=_(
            "Answers are shown only where at least so many have answered together, so that nobody can be singled out. "
            "Five is usual; three is the least. A higher number protects better, but hides more. It cannot be changed "
            "later."
        ),
        widget=forms.NumberInput(_LOOK | {"inputmode": "numeric"}),
    )
    field_order = ("name", "groups", "form", "language", "closes_on", "minimum", "seen_by")

    @staticmethod
    def beginning() -> dict[str, Any]:
        """Return what most rounds begin with."""
        return {
            "groups": [str(group) for group in _USUAL_GROUPS],
            "form": Form.FULL,
            "language": get_language(),
            "closes_on": timezone.localdate() + USUALLY,
            "minimum": USUAL_MINIMUM,
            "seen_by": SeenBy.PARTICIPANTS,
        }


class ChangeRoundForm(_AboutRound):
    """What can be changed once a round is open: groups that are chosen stay, and who sees it is only narrowed."""

    def __init__(self, *args: Any, round_: Round, chosen: Collection[str], seen_by: Collection[str], **kw: Any) -> None:
        names = ("name", "groups", "language", "closes_on", "seen_by")
        kw["initial"] = {name: getattr(round_, name) for name in names}
        super().__init__(*args, **kw)
        self._chosen = chosen
        groups, seen = self.fields["groups"], self.fields["seen_by"]
        assert isinstance(groups.widget, _Groups) and isinstance(seen, forms.ChoiceField)  # noqa: S101, PT018 - as above
        groups.widget.fixed = chosen
        groups.required = not chosen
        seen.choices = [choice for choice in SeenBy.choices if choice[0] in seen_by]
        if chosen:
            groups.help_text = _("Groups that somebody has chosen already must stay. You can add others.")
        if not round_.is_open:
            del self.fields["closes_on"]

    def clean_groups(self) -> list[str]:
        """Return the groups, those included whose boxes are locked and therefore not sent."""
        return [*self.cleaned_data["groups"], *self._chosen]


class ReopenForm(forms.Form):
    """Until when a round is open again."""

    closes_on = _last_day()
