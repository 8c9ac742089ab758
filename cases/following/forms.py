"""The forms of who follows a search."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.models.following import Frequency
from portal.mail_addresses import mailbox, validate_mailable

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
        validators=[validate_mailable],
        error_messages={
            "required": _("Write your e-mail address."),
            "invalid": _("This is not a whole e-mail address. It should look like name@municipality.no."),
            "max_length": _("This e-mail address is longer than any can be."),
        },
    )

    def clean_email(self) -> str:
        """Return the address as mail servers know it: however it is written, it is followed and counted once."""
        return mailbox(self.cleaned_data["email"])
