"""The forms of who follows a search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models.following import Frequency

_NO_FREQUENCY = _("Choose how often you want to hear from us.")


class FrequencyForm(forms.Form):
    """How often."""

    frequency = forms.ChoiceField(
        choices=Frequency.choices, error_messages={"required": _NO_FREQUENCY, "invalid_choice": _NO_FREQUENCY}
    )


class FollowForm(FrequencyForm):
    """Where to, and how often."""

    email = forms.EmailField(
        max_length=254,
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is not a whole e-mail address. It should look like name@municipality.no."),
            "max_length": _("This e-mail address is longer than any can be."),
        },
    )
