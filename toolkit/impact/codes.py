"""What can be chosen in an impact plan: steps, levels, kinds of indicator (handbook pp. 48-51)."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Step(models.TextChoices):
    """The ten steps, in the order of the handbook (p. 51). They are rooms: one may begin anywhere."""

    PROBLEM = "problem", _("The problem")
    GOALS = "goals", _("Goals")
    GROUPS = "groups", _("Target groups")
    THEORY = "theory", _("Activities and theory of change")
    INDICATORS = "indicators", _("Indicators")
    METHODS = "methods", _("How we measure")
    TARGETS = "targets", _("Target figures")
    BASELINE = "baseline", _("Where we start")
    MEASUREMENTS = "measurements", _("Measurements")
    EVALUATION = "evaluation", _("Evaluation and adjustment")


class Level(models.TextChoices):
    """How far from the effort an indicator is (figure 7, p. 50)."""

    RESULT = "result", pgettext_lazy("level of impact", "Result")
    OUTCOME = "outcome", pgettext_lazy("level of impact", "Outcome")
    IMPACT = "impact", pgettext_lazy("level of impact", "Impact")


class Rank(models.TextChoices):
    """The ranks of the theory of change, from what is done to what society gains (figure 7, p. 50)."""

    ACTIVITY = "activity", pgettext_lazy("theory of change", "Activity")
    RESULT = "result", pgettext_lazy("theory of change", "Result")
    OUTCOME = "outcome", pgettext_lazy("theory of change", "Outcome")
    IMPACT = "impact", pgettext_lazy("theory of change", "Impact")
    VALUE = "value", pgettext_lazy("theory of change", "Value to society")


class ForWhom(models.TextChoices):
    """Whose value an indicator tells of; the three can pull against each other (p. 49)."""

    INDIVIDUAL = "individual", pgettext_lazy("whom an indicator is about", "People")
    ORGANISATION = "organisation", pgettext_lazy("whom an indicator is about", "Organisations")
    SOCIETY = "society", pgettext_lazy("whom an indicator is about", "Society")


class Kind(models.TextChoices):
    """What a measurement of an indicator is."""

    NUMBER = "number", pgettext_lazy("kind of indicator", "Number")
    SHARE = "share", pgettext_lazy("kind of indicator", "Share in per cent")
    MONEY = "money", pgettext_lazy("kind of indicator", "Money")
    SCALE = "scale", pgettext_lazy("kind of indicator", "Mean on a scale")
    GRADED = "graded", pgettext_lazy("kind of indicator", "Described on steps")
    QUOTATION = "quotation", pgettext_lazy("kind of indicator", "Quotation")


QUALITATIVE = frozenset({Kind.GRADED, Kind.QUOTATION})


class Direction(models.TextChoices):
    """Whether more or less is better."""

    MORE = "more", _("More is better")
    LESS = "less", _("Less is better")


class Priority(models.TextChoices):
    """How much an indicator matters to the team (p. 49: prioritise)."""

    HIGH = "high", pgettext_lazy("priority", "Must have")
    MIDDLE = "middle", pgettext_lazy("priority", "Should have")
    LOW = "low", pgettext_lazy("priority", "Nice to have")


class Frequency(models.TextChoices):
    """How often an indicator is measured."""

    ONCE = "once", pgettext_lazy("how often", "Once")
    MONTHLY = "monthly", pgettext_lazy("how often", "Each month")
    QUARTERLY = "quarterly", pgettext_lazy("how often", "Each quarter")
    HALF_YEARLY = "half_yearly", pgettext_lazy("how often", "Twice a year")
    YEARLY = "yearly", pgettext_lazy("how often", "Each year")


class Evidence(models.TextChoices):
    """How well a case's impact is known, from least to most."""

    TOLD = "told", pgettext_lazy("evidence", "Told")
    SELF_ASSESSED = "self_assessed", pgettext_lazy("evidence", "Self-assessed")
    BASELINE = "baseline", pgettext_lazy("evidence", "Baseline set")
    MEASURED = "measured", pgettext_lazy("evidence", "Measured over time")
    EVALUATED = "evaluated", pgettext_lazy("evidence", "Evaluated by someone outside")


class What(models.TextChoices):
    """What happened to a part of a plan."""

    ADDED = "added", pgettext_lazy("history of a plan", "Added")
    CHANGED = "changed", pgettext_lazy("history of a plan", "Changed")
    REMOVED = "removed", pgettext_lazy("history of a plan", "Removed")
    RESTORED = "restored", pgettext_lazy("history of a plan", "Brought back")
