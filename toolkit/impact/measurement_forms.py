"""The form of a measurement (steps 8 and 9): the figure first, and what goes with it by the indicator's kind."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from toolkit.impact.codes import Kind, Step
from toolkit.impact.doubts import Before, Entered, doubts
from toolkit.impact.figures import amount
from toolkit.impact.indicator_fields import Figure
from toolkit.impact.measurement_fields import Breakdown, Count, columns_of, reader_language
from toolkit.impact.part_fields import LOOK, Day, Line, LongText
from toolkit.impact.part_forms import PartForm
from toolkit.impact.parts import Saved, digest
from toolkit.impact.small_numbers import rows_of
from toolkit.models import Indicator, Measurement, Plan

# What the button sends that says yes to what was asked: which figures it said yes to.
CONFIRMED: Final = "confirmed"
_EARLIEST: Final = 1900
MOST_MEASURED: Final = 5000


class MeasurementForm(PartForm):
    """What was measured of one indicator on one day. A new one is `of` an indicator, or sent with its key."""

    KIND, STEP, UNDER, MOST = "measurement", Step.MEASUREMENTS, "indicator", MOST_MEASURED

    on = Day(label=gettext_lazy("Date"), required=True, error_messages={"required": gettext_lazy("Write the date.")})
    note = LongText(label=gettext_lazy("Note"), help_text=gettext_lazy("What one has to know about it."), rows=2)
    source = Line(label=gettext_lazy("Source"), help_text=gettext_lazy("If it is another than usual."))

    def __init__(
        self, data: Any = None, *, plan: Plan, part: Any = None, of: Indicator | None = None, **rest: Any
    ) -> None:
        rest["initial"] = {"on": timezone.localdate(), **(rest.get("initial") or {})} if part is None else {}
        super().__init__(data, plan=plan, part=part, **rest)
        found = of or (part.indicator if isinstance(part, Measurement) else self.under)
        self.indicator: Indicator | None = found if isinstance(found, Indicator) else None
        self.doubts: list[str] = []
        if self.indicator is not None:
            self.fields = {**_fields_of(self.indicator, self._parts()), **self.fields}

    @property
    def is_baseline(self) -> bool:
        """Say whether it is where the indicator starts."""
        return bool(self.part is not None and getattr(self.part, "is_baseline", False))

    @property
    def main_fields(self) -> list[forms.BoundField]:
        """Return what is asked first: the figure or the words, and the date."""
        return [self[name] for name in self.fields if name not in ("note", "source", "breakdown")]

    @property
    def asks(self) -> bool:
        """Say whether it is not saved only because it is unlikely."""
        return self.has_error(NON_FIELD_ERRORS, code="doubt")

    @property
    def confirmed(self) -> str:
        """Return what a yes to the doubts is sent as: it counts for these figures alone."""
        return digest([str(self.cleaned_data.get(name)) for name in self.fields])

    def clean(self) -> dict[str, Any]:
        """Say beside its field what cannot be; ask once, above all, about what is unlikely."""
        self._check_day()
        if self.indicator is None:
            raise ValidationError(_("What this belongs to has been taken out of the plan. Bring that back first."))
        self._check_figures(self.indicator)
        if not self.errors:
            self.doubts = doubts(self._entered(), self._others(), timezone.localdate(), reader_language())
            if self.doubts and self.data.get(CONFIRMED) != self.confirmed:
                raise ValidationError(_("Is this right?"), code="doubt")
        return self.cleaned_data

    def values(self) -> dict[str, Any]:
        """Return all of it: a measurement is written whole or not at all."""
        return {name: value for name, value in super().values().items() if name != CONFIRMED}

    def save(self, *, by: Any) -> Saved | None:
        """Write the measurement; None where something is wrong with it, or is asked about."""
        self.by = by
        return super().save(by=by) if self.is_valid() else None

    def fixed(self) -> dict[str, Any]:
        """Return what it is a measurement of, and who made it."""
        return {"indicator": self.indicator, "made_by": self.by}

    def parent(self) -> Any:
        """Return the indicator."""
        return getattr(self, "indicator", None) or super().parent()

    def _parts(self) -> list[str]:
        """Return the parts that are measured: the indicator's, and those that stand in an older measurement."""
        assert self.indicator is not None  # noqa: S101 - asked only where there is one
        standing = getattr(self.part, "breakdown", None) or []
        return list(dict.fromkeys([*self.indicator.breakdown, *(row["name"] for row in standing)]))

    def _check_day(self) -> None:
        day = self.cleaned_data.get("on")
        if day is not None and day.year < _EARLIEST:
            self.add_error("on", _("Write the year with four figures, for example 2026."))

    def _check_figures(self, indicator: Indicator) -> None:
        found = self.cleaned_data
        if indicator.kind == Kind.SHARE:
            self._check_share()
        elif indicator.kind == Kind.GRADED:
            if not found.get("grade") and not self.errors:
                self.add_error("grade", _("Choose the step that fits best."))
        elif indicator.kind == Kind.QUOTATION:
            if not found.get("text") and "text" not in self.errors:
                self.add_error("text", _("Write what was said."))
        elif found.get("value") is None and "value" not in self.errors:
            self.add_error("value", _("Write the figure."))
        if indicator.kind == Kind.SCALE:
            self._check_scale(indicator)

    def _check_share(self) -> None:
        found = self.cleaned_data
        numerator, denominator, value = (found.get(name) for name in ("numerator", "denominator", "value"))
        if {"numerator", "denominator", "value"} & set(self.errors):
            return
        if value is not None and (numerator is not None or denominator is not None):
            self.add_error("value", _("Write either how many, or per cent alone."))
        elif value is None and numerator is None:
            self.add_error("numerator", _("Write how many."))
        elif value is None and denominator is None:
            self.add_error("denominator", _("Write out of how many."))
        elif denominator == 0 and numerator:
            self.add_error("denominator", _("Nobody can be counted among nobody."))

    def _check_scale(self, indicator: Indicator) -> None:
        low, high, value = indicator.scale_from, indicator.scale_to, self.cleaned_data.get("value")
        if value is not None and ((low is not None and value < low) or (high is not None and value > high)):
            words = {"low": low, "high": high}
            self.add_error("value", _("The scale goes from %(low)s to %(high)s.") % words)

    def _entered(self) -> Entered:
        assert self.indicator is not None  # noqa: S101 - asked only where there is one
        found = {name: self.cleaned_data.get(name) for name in ("value", "numerator", "denominator", "grade")}
        rows = rows_of(self.cleaned_data.get("breakdown") or [])
        return Entered(self.indicator.kind, self.cleaned_data["on"], **found, breakdown=rows, unit=self.indicator.unit)

    def _others(self) -> list[Before]:
        """Return what else is measured; a measurement that was sent a moment ago by this very form is not another."""
        others: QuerySet[Measurement] = Measurement.objects.standing().filter(indicator=self.indicator)
        found = [(one.on, amount(one)) for one in others.exclude(key=self.new_key).order_by("on", "pk")]
        return [Before(on, value) for on, value in found if value is not None]


class BaselineForm(MeasurementForm):
    """Where an indicator starts: a measurement too, the first one (step 8)."""

    NAME, STEP = "baseline", Step.BASELINE

    @property
    def is_baseline(self) -> bool:
        """Say that it is."""
        return True

    def values(self) -> dict[str, Any]:
        """Return all of it, and that it is the baseline."""
        return {**super().values(), "is_baseline": True}


def _fields_of(indicator: Indicator, parts: list[str]) -> dict[str, forms.Field]:
    """Return the fields that measure an indicator of its kind."""
    makers = {Kind.SHARE: _share, Kind.SCALE: _scale, Kind.GRADED: _graded, Kind.QUOTATION: _quotation}
    found = makers.get(Kind(indicator.kind), _figure)(indicator)
    if parts and indicator.kind not in (Kind.GRADED, Kind.QUOTATION):
        columns = columns_of(
            indicator.kind,
            numerator=indicator.numerator or _("how many"),
            denominator=indicator.denominator or _("out of how many"),
        )
        found["breakdown"] = Breakdown(parts, columns, label=_("Broken down"))
    return found


def _figure(indicator: Indicator) -> dict[str, forms.Field]:
    unit = indicator.unit or ("kr" if indicator.kind == Kind.MONEY else "")
    label = _("Figure (%(unit)s)") % {"unit": unit} if unit else pgettext("what was measured", "Figure")
    return {"value": Figure(label=label)}


def _share(indicator: Indicator) -> dict[str, forms.Field]:
    return {
        "numerator": Count(label=capfirst(indicator.numerator) or _("How many of them?")),
        "denominator": Count(label=capfirst(indicator.denominator) or _("Out of how many?")),
        "value": Figure(
            label=_("or per cent alone"),
            help_text=_("Only where your source gives no more than that. With both counts we work it out."),
        ),
    }


def _scale(indicator: Indicator) -> dict[str, forms.Field]:
    low, high = indicator.scale_from, indicator.scale_to
    label = _("Mean, from %(low)s to %(high)s") % {"low": low, "high": high} if None not in (low, high) else _("Mean")
    return {
        "value": Figure(label=label),
        "denominator": Count(label=_("How many answered?"), help_text=_("You may leave it empty.")),
    }


def _graded(indicator: Indicator) -> dict[str, forms.Field]:
    choices = [(str(number), grade) for number, grade in enumerate(indicator.grades, start=1)]
    grade = forms.TypedChoiceField(
        label=_("Where are you now?"),
        choices=choices,
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect(LOOK),
    )
    return {"grade": grade, "text": LongText(label=_("What shows it?"), rows=4)}


def _quotation(indicator: Indicator) -> dict[str, forms.Field]:
    return {
        "text": LongText(label=_("What was said"), rows=4, help_text=_("The person's own words. Leave out names.")),
        "said_by": Line(label=_("Who said it, without a name"), help_text=_("For example: a participant, 34 years.")),
        "has_consent": forms.BooleanField(
            label=_("The person agrees that it is shown to others"), required=False, widget=forms.CheckboxInput(LOOK)
        ),
    }
