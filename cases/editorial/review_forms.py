"""What a reviewer fills in: the checklist when approving, the reason when asking for changes; who has it, and when."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from cases.editorial.checklists import MET, WAIVED, points_of

_LONGEST = 5000


class DecisionForm(forms.Form):
    """What all decisions have in common: for which state of the review they were made."""

    state = forms.CharField(required=False, max_length=20, widget=forms.HiddenInput)

    def checklist(self) -> dict[str, dict[str, str]]:
        """Return the answers as they are kept; none where nothing was asked."""
        return {}


class RequestChangesForm(DecisionForm):
    """Asks for changes, and says which."""

    comment = forms.CharField(
        label=_("What must be changed?"),
        help_text=_("The person who sent the page gets this by e-mail."),
        max_length=_LONGEST,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": _("Write what must be changed, so that it can be mended.")},
    )


class ApproveForm(DecisionForm):
    """The checklist of one step. Each point is met, or waived with a reason."""

    step = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for point in points_of(self.step):
            self.fields[point.code] = forms.ChoiceField(
                label=point.text,
                help_text=point.help,
                choices=[(MET, _("Met")), (WAIVED, _("Waived, because:"))],
                widget=forms.RadioSelect,
                error_messages={
                    "required": _("Answer this point."),
                    "invalid_choice": _("Answer this point."),
                },
            )
            self.fields[f"{point.code}_reason"] = forms.CharField(
                label=_("Reason for waiving"), required=False, max_length=500
            )
        self.fields["comment"] = forms.CharField(
            label=_("Comment"), required=False, max_length=_LONGEST, widget=forms.Textarea({"rows": 2})
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of each point that is waived."""
        cleaned = super().clean() or self.cleaned_data
        for point in points_of(self.step):
            reason = f"{point.code}_reason"
            if cleaned.get(point.code) == WAIVED and not cleaned.get(reason) and reason not in self.errors:
                self.add_error(reason, _("Write why this point is waived."))
        return cleaned

    def checklist(self) -> dict[str, dict[str, str]]:
        """Return the answers as they are kept with the review."""
        return {point.code: self._answer(point.code) for point in points_of(self.step)}

    def _answer(self, code: str) -> dict[str, str]:
        if self.cleaned_data[code] == MET:
            return {"answer": MET}
        return {"answer": WAIVED, "reason": self.cleaned_data[f"{code}_reason"]}


def form_for(action: str, step: str) -> type[DecisionForm]:
    """Return the form of an action at a step."""
    if action == "reject":
        return RequestChangesForm
    return type("StepApproveForm", (ApproveForm,), {"step": step})


class AssignForm(forms.Form):
    """Who has a review: one of those who may decide, or nobody in particular."""

    reviewer = forms.ChoiceField(label=_("Who has this review?"), required=False)

    def __init__(self, *args: Any, state: Any, **kwargs: Any) -> None:
        from cases.editorial.assignment import eligible_reviewers

        super().__init__(*args, **kwargs)
        self.initial["reviewer"] = state.assigned_to_id or ""
        people = [(str(user.pk), str(user)) for user in eligible_reviewers(state)]
        self.fields["reviewer"].choices = [("", _("Nobody in particular")), *people]  # type: ignore[attr-defined]


class DueForm(forms.Form):
    """Until when a review should be done."""

    due_on = forms.DateField(
        label=_("Due date"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Write the date as day, month and year.")},
    )
