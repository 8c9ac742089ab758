"""The form of step 7: what an indicator is to reach, and by when."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from toolkit.impact.codes import Kind, Step
from toolkit.impact.indicator_facts import fresh_facts_of, told_of
from toolkit.impact.indicator_fields import Figure
from toolkit.impact.indicator_rules import missing_in_targets
from toolkit.impact.measured_words import figure_in_words
from toolkit.impact.part_fields import LOOK, Day, Example, LongText
from toolkit.impact.part_forms import PartForm
from toolkit.models import Indicator, Plan, Target

_ALL = Decimal(100)


class StepOfGrades(forms.TypedChoiceField):
    """One of the steps that an indicator is described on, by its number."""

    def __init__(self, grades: list[str], **rest: Any) -> None:
        choices = [("", _("Not decided")), *((str(number), grade) for number, grade in enumerate(grades, start=1))]
        super().__init__(
            choices=choices, coerce=Decimal, empty_value=None, required=False, widget=forms.Select(LOOK), **rest
        )

    def prepare_value(self, value: Any) -> Any:
        """Return the step's number."""
        return format(value.normalize(), "f") if isinstance(value, Decimal) else value


class TargetForm(PartForm):
    """Step 7: a target figure of an indicator."""

    KIND, STEP, UNDER = "target", Step.TARGETS, "indicator"
    EXAMPLES = {"note": Example(_("Twice as many as last year: we have two more mentors."))}

    value = Figure(label=_("What do you want to reach?"))
    by_date = Day(label=_("By when?"), help_text=_("A target without a date is never missed, and never reached."))
    note = LongText(label=_("Note"), help_text=_("Why just that, if it is not plain."), rows=2)

    def __init__(
        self, data: Any = None, *, plan: Plan, part: Any = None, of: Indicator | None = None, **rest: Any
    ) -> None:
        """Make the form of a target, or of a new one `of` an indicator; a sent one names the indicator itself."""
        super().__init__(data, plan=plan, part=part, **rest)
        self.indicator = of or (part.indicator if isinstance(part, Target) else self.under)
        if isinstance(self.indicator, Indicator):
            self._ask_by_kind(self.indicator)

    def clean(self) -> dict[str, Any]:
        """Say beside the figure what no indicator of its kind can reach, and that a quotation has none."""
        value, day = self.cleaned_data.get("value"), self.cleaned_data.get("by_date")
        if isinstance(self.indicator, Indicator) and (fault := _fault_of(self.indicator, value)):
            self.add_error("value", fault)
        elif self.part is None and not self.errors and value is None and day is None:
            self.add_error("value", ValidationError(_("Write what you want to reach, or by when.")))
        return self.cleaned_data

    def in_words(self, name: str, value: Any) -> str:
        """Return a field's plain value as its reader knows it: a figure with its unit."""
        if name != "value" or value is None or not isinstance(self.indicator, Indicator):
            return super().in_words(name, value)
        return figure_in_words(self.indicator, Decimal(value))

    def to_write(self, name: str, value: Any) -> Any:
        """Return a field's plain value as it is written in the form: a figure in the reader's language."""
        return self.fields[name].prepare_value(Decimal(value)) if name == "value" and value else value

    @property
    def heading(self) -> str:
        """Return what the form is about, where it stands alone."""
        what = super().heading
        return f"{what}: {self.indicator.name}" if isinstance(self.indicator, Indicator) else what

    def missing(self) -> list[str]:
        """Return what is still missing of the indicator's target figures."""
        if not isinstance(self.indicator, Indicator):
            return []
        return [str(text) for text in missing_in_targets(told_of(self.indicator, fresh_facts_of(self.indicator)))]

    def _ask_by_kind(self, indicator: Indicator) -> None:
        label = self.fields["value"].label
        if indicator.kind == Kind.GRADED:
            self.fields["value"] = StepOfGrades(indicator.grades, label=label, help_text=_("The step to be on."))
            return
        unit = indicator.unit
        self.fields["value"].help_text = {
            Kind.SHARE: _("In per cent, for example 40 or 12,5."),
            Kind.MONEY: _("In kroner, for example 250 000."),
            Kind.SCALE: _("A mean on the scale, for example 3,5."),
        }.get(Kind(indicator.kind), unit or _("A figure, for example 1 200."))


FORMS: tuple[type[PartForm], ...] = (TargetForm,)


def _fault_of(indicator: Indicator, value: Decimal | None) -> Any:
    if indicator.kind == Kind.QUOTATION:
        return _("A quotation has no target figure.")
    if value is None:
        return None
    if indicator.kind == Kind.SHARE and not 0 <= value <= _ALL:
        return _("A share is between 0 and 100 per cent.")
    low, high = indicator.scale_from, indicator.scale_to
    if indicator.kind == Kind.SCALE and low is not None and high is not None and not low <= value <= high:
        return ValidationError(_("The scale goes from %(low)s to %(high)s."), params={"low": low, "high": high})
    return None
