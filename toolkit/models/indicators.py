"""Indicators on three levels, their target figures and their measurements (handbook pp. 48-51, steps 5 to 9)."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from toolkit.impact.codes import Direction, ForWhom, Frequency, Kind, Level, Priority
from toolkit.impact.indicator_rules import faults_of, faults_of_kind, faults_of_used
from toolkit.models.plans import LONGEST_LINE, Element, Part, PartQuerySet, Plan, line, long_text


def figure(label: Any) -> models.DecimalField[Any, Any]:
    """Return a field for a figure: any sign, four decimals, fourteen digits before them."""
    return models.DecimalField(label, max_digits=18, decimal_places=4, null=True, blank=True)


def _lines(label: Any) -> ArrayField[Any, Any]:
    return ArrayField(models.CharField(max_length=LONGEST_LINE), verbose_name=label, default=list, blank=True)


class Indicator(Part):
    """What shows whether the work helps, and how, how often and by whom it is measured (steps 5, 6 and 8)."""

    KIND = "indicator"
    FIELDS = (
        "name",
        "level",
        "for_whom",
        "kind",
        "direction",
        "priority",
        "unit",
        "numerator",
        "denominator",
        "scale_from",
        "scale_to",
        "grades",
        "breakdown",
        "groups",
        "element",
        "method",
        "source",
        "frequency",
        "first_due",
        "responsible",
        "reminded",
        "no_baseline_because",
    )
    REASONED = (
        "name",
        "level",
        "for_whom",
        "kind",
        "direction",
        "unit",
        "numerator",
        "denominator",
        "scale_from",
        "scale_to",
        "grades",
        "breakdown",
        "method",
        "source",
        "frequency",
    )

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="indicators")
    name = models.CharField(_("indicator"), max_length=LONGEST_LINE)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    for_whom = models.CharField(_("about whom"), max_length=15, choices=ForWhom.choices, default=ForWhom.INDIVIDUAL)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.NUMBER)
    direction = models.CharField(_("direction"), max_length=5, choices=Direction.choices, default=Direction.MORE)
    priority = models.CharField(_("priority"), max_length=10, choices=Priority.choices, default=Priority.MIDDLE)
    # "people", "hours"; money is in kroner unless it says otherwise.
    unit = models.CharField(_("unit"), max_length=60, blank=True, default="")
    # Of a share: who is counted, and among whom.
    numerator = line(_("who is counted"))
    denominator = line(_("among whom"))
    scale_from = models.IntegerField(_("lowest on the scale"), null=True, blank=True)
    scale_to = models.IntegerField(_("highest on the scale"), null=True, blank=True)
    # From the first step to the last, which is the best when more is better.
    grades = _lines(_("steps"))
    breakdown = _lines(_("broken down by"))
    # The keys of the plan's target groups that it is about.
    groups = ArrayField(models.UUIDField(), verbose_name=_("target groups"), default=list, blank=True)
    element = models.ForeignKey(
        Element,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="indicators",
        verbose_name=_("what it shows in the theory of change"),
    )
    method = long_text(_("how it is measured"))
    source = line(_("where the figures come from"))
    frequency = models.CharField(_("how often"), max_length=15, choices=Frequency.choices, blank=True, default="")
    first_due = models.DateField(_("first measurement"), null=True, blank=True)
    responsible = line(_("who sees to it"))
    # Gets an e-mail when a measurement is due.
    reminded = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("who gets a reminder"),
    )
    snoozed_until = models.DateField(null=True, blank=True)
    # The due date that a reminder has been sent for.
    reminded_of = models.DateField(null=True, blank=True, editable=False)
    no_baseline_because = long_text(_("why there is no baseline"))
    # The indicator of the bank that it is a copy of, and where that came from, as it was called then.
    origin = models.UUIDField(null=True, blank=True, editable=False, db_index=True)
    origin_title = line(_("copied from"), editable=False)

    objects = PartQuerySet["Indicator"].as_manager()

    class Meta(Part.Meta):
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")

    def clean(self) -> None:
        """ValidationError for what cannot be at once, and for what measurements no longer let change."""
        faults = faults_of(self.kind, {name: getattr(self, name) for name in self.FIELDS})
        if self.pk:
            faults |= self._faults_of_measured()
        if faults:
            raise ValidationError(faults)

    def _faults_of_measured(self) -> dict[str, Any]:
        before = type(self).objects.filter(pk=self.pk).values_list("kind", "grades").first()
        if before is None or before == (self.kind, self.grades):
            return {}
        used = [one.grade or 0 for one in self.measurements.filter(deleted_at=None)]
        # The target figures of another kind are no steps.
        aims = self.targets.filter(deleted_at=None, value__isnull=False) if before[0] == self.kind else ()
        highest = max([0, *used, *(int(aim.value) for aim in aims)])
        kind_stays = faults_of_kind(self.kind, before[0], is_measured=bool(used))
        return kind_stays or faults_of_used(self.kind, self.grades, highest)


class Target(Part):
    """What an indicator is to reach, and by when (step 7); `value` is in its unit, a share's in per cent."""

    KIND = "target"
    FIELDS = ("value", "by_date", "note")
    REASONED = ("value", "by_date")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="targets")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="targets")
    value = figure(_("target figure"))
    by_date = models.DateField(_("to be reached by"), null=True, blank=True)
    note = long_text(_("note"))

    objects = PartQuerySet["Target"].as_manager()

    class Meta(Part.Meta):
        ordering = ["by_date", "position", "pk"]
        verbose_name = _("target figure")
        verbose_name_plural = _("target figures")


class Measurement(Part):
    """What was measured on a day; the baseline is one too (steps 8 and 9).

    A number, a sum of money or a mean has `value`. A share has `numerator` and `denominator`, or, from a register that
    gives no more, `value` in per cent. A description on steps has `grade`, from 1, and `text`; a quotation has `text`.
    `breakdown` is a list of `{"name", "value", "numerator", "denominator"}` with figures as decimal strings or null.
    """

    KIND = "measurement"
    FIELDS = (
        "on",
        "is_baseline",
        "value",
        "numerator",
        "denominator",
        "grade",
        "text",
        "said_by",
        "has_consent",
        "breakdown",
        "note",
        "source",
    )

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="measurements")
    indicator = models.ForeignKey(Indicator, models.CASCADE, related_name="measurements")
    on = models.DateField(_("date"))
    is_baseline = models.BooleanField(_("where we start"), default=False)
    value = figure(_("figure"))
    numerator = figure(_("how many of them"))
    denominator = figure(_("out of how many"))
    grade = models.PositiveSmallIntegerField(_("step"), null=True, blank=True)
    text = long_text(_("in words"))
    # "a participant": never a name.
    said_by = line(_("who said it, without a name"))
    has_consent = models.BooleanField(_("the person agrees that it is shown"), default=False)
    breakdown = models.JSONField(_("broken down"), default=list, blank=True)
    note = long_text(_("note"))
    source = line(_("source"))
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    objects = PartQuerySet["Measurement"].as_manager()

    class Meta(Part.Meta):
        ordering = ["on", "pk"]
        verbose_name = _("measurement")
        verbose_name_plural = _("measurements")
        indexes = [models.Index(fields=["indicator", "on"], name="toolkit_measured_on")]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator"],
                condition=Q(is_baseline=True, deleted_at=None),
                name="toolkit_one_baseline",
                violation_error_message=_("The indicator has a baseline already. Correct that one."),
            )
        ]
