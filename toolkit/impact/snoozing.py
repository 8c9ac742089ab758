"""Putting off a measurement that is due, and no longer being reminded of it."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.teams.refusals import NotAllowedError
from toolkit.impact.due import add_months
from toolkit.impact.part_fields import LOOK, Day
from toolkit.impact.parts import change_part, locked_plan
from toolkit.models import Indicator

_TWO_WEEKS = timedelta(days=14)
# What is put off for longer should be planned otherwise, in step 6.
MOST_MONTHS = 24


class SnoozeForm(forms.Form):
    """How long a measurement is put off."""

    how_long = forms.ChoiceField(
        label=_("How long do you want to put it off?"),
        choices=[("two_weeks", _("Two weeks")), ("month", _("A month")), ("until", _("Until a date"))],
        initial="two_weeks",
        widget=forms.RadioSelect(LOOK),
        error_messages={"required": _("Choose how long.")},
    )
    until = Day(label=_("Until"), help_text=_("Only if you choose a date."))

    def clean(self) -> dict[str, Any]:
        """Say beside the date what is wrong with it."""
        today, until = timezone.localdate(), self.cleaned_data.get("until")
        if self.cleaned_data.get("how_long") != "until" or "until" in self.errors:
            return self.cleaned_data
        if until is None:
            self.add_error("until", ValidationError(_("Write the date.")))
        elif until <= today:
            self.add_error("until", ValidationError(_("Choose a day to come.")))
        elif until > add_months(today, MOST_MONTHS):
            self.add_error("until", ValidationError(_("Choose a day within two years.")))
        return self.cleaned_data

    @property
    def day(self) -> date:
        """Return the day that was chosen."""
        today = timezone.localdate()
        days = {"two_weeks": today + _TWO_WEEKS, "month": add_months(today, 1)}
        return days.get(self.cleaned_data["how_long"]) or self.cleaned_data["until"]


@transaction.atomic
def snooze_indicator(*, indicator: Indicator, by: Any, until: date) -> Indicator:
    """Put off an indicator's next measurement; the reminder comes when time is over. NotAllowedError: not theirs."""
    plan = locked_plan(indicator.plan, by)
    now = Indicator.objects.standing().select_for_update().filter(pk=indicator.pk, plan=plan).first()
    if now is None:
        raise NotAllowedError
    now.snoozed_until, now.reminded_of = until, None
    now.save(update_fields=["snoozed_until", "reminded_of"])
    return now


def stop_reminding(*, indicator: Indicator, by: Any) -> None:
    """Send nobody reminders about an indicator any more; it stands in the history who stopped it."""
    change_part(part=indicator, by=by, values={"reminded": None})
