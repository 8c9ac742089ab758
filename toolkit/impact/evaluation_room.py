"""Step 10: what was learnt, and what is changed because of it; each evaluation begins a new version of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from toolkit.impact.codes import Step
from toolkit.impact.evaluations import add_evaluation
from toolkit.impact.part_fields import LOOK, Address, Day, Example, Line, LongText
from toolkit.impact.part_forms import PartForm
from toolkit.impact.parts import AnyPart
from toolkit.impact.rooms import Room
from toolkit.impact.step_rooms import list_of
from toolkit.models import Evaluation, Plan, PlanVersion


class EvaluationForm(PartForm):
    """Step 10: an evaluation."""

    KIND, STEP = "evaluation", Step.EVALUATION
    EXAMPLES = {
        "learnt": Example(
            _("More were invited to interviews than we had hoped, but few of the contracts lasted longer than a month.")
        ),
        "adjustments": Example(
            _("We follow up each participant for three months after the contract, and lower the target from 40 to 35.")
        ),
    }

    on = Day(label=_("When did you evaluate?"), required=True, error_messages={"required": _("Write the day.")})
    learnt = LongText(
        label=_("What have you learnt?"),
        help_text=_("Also what went wrong, and what you still do not know."),
        required=True,
        error_messages={"required": _("Write what you have learnt, in a sentence at least.")},
    )
    adjustments = LongText(
        label=_("What do you change because of it?"),
        help_text=_("Write it here first. Then change the goals, indicators or targets in their own steps."),
    )
    is_external = forms.BooleanField(
        label=_("Somebody outside the collaboration did the evaluation"),
        required=False,
        widget=forms.CheckboxInput(LOOK),
    )
    evaluator = Line(label=_("Who evaluated?"), help_text=_("An institution or a role, when it was somebody outside."))
    url = Address(label=_("Address of the report"), help_text=_("If it can be read on the net."))

    def make(self, plan: Plan, by: Any, values: Mapping[str, Any], **fixed: Any) -> AnyPart:
        """Make the evaluation, and keep the version that it ends."""
        return add_evaluation(plan=plan, by=by, values=values, **fixed)

    def clean(self) -> dict[str, Any]:
        """ValidationError where somebody outside evaluated, and nobody knows who."""
        if self.cleaned_data.get("is_external") and not self.cleaned_data.get("evaluator"):
            self.add_error("evaluator", ValidationError(_("Write who evaluated, as it was somebody outside.")))
        return self.cleaned_data


def evaluation_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 10: the evaluations, and the versions that they ended."""
    versions = list(PlanVersion.objects.filter(plan=plan).defer("content"))
    context = {**list_of(plan, Evaluation, EvaluationForm), "versions": versions}
    return Room("pages/impact/plan/steps/evaluation.html", context, ("css/plan-history.css",))
