"""What can be asked of a plan's history, and the form that brings in a plan from a file."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toolkit.impact.codes import Step
from toolkit.impact.exchange import MAX_BYTES
from toolkit.impact.part_fields import LOOK, Day


class HistoryForm(forms.Form):
    """Which changes are shown: of a step, and of which days."""

    step = forms.ChoiceField(
        label=_("Step"), choices=[("", _("All steps")), *Step.choices], required=False, widget=forms.Select(LOOK)
    )
    since = Day(label=_("From and with"))
    until = Day(label=_("To and with"))

    def clean(self) -> dict[str, Any]:
        """ValidationError where the days end before they begin."""
        since, until = self.cleaned_data.get("since"), self.cleaned_data.get("until")
        if since and until and until < since:
            self.add_error("until", ValidationError(_("The last day is before the first.")))
        return self.cleaned_data


class DayForm(forms.Form):
    """The day of which one asks what stood in the plan."""

    on = Day(label=_("Day"), required=True, error_messages={"required": _("Choose a day.")})


class PlanFileForm(forms.Form):
    """The file that a plan is brought in from."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A JSON file that was taken out of an impact plan, here or in another portal."),
        widget=forms.FileInput({"accept": ".json,application/json"}),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
    )

    def clean_file(self) -> bytes:
        """Return what the file holds; of one that is too large no more than shows that it is."""
        return bytes(self.cleaned_data["file"].read(MAX_BYTES + 1))
