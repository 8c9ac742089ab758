"""What is published of impact plans: frozen as it was sent to review, and the bank of all published indicators."""

from __future__ import annotations

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.utils.translation import gettext_lazy as _

from cases.codes import LANGUAGE_NAMES
from toolkit.impact.codes import Direction, ForWhom, Frequency, Kind, Level
from toolkit.models.plans import LONGEST_LINE, Plan


class Publication(models.Model):
    """What a team sent to review of its plan: frozen, so that what is approved is what is shown.

    Its content has the form that toolkit/impact/published.py describes.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="publications")
    content = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("published part of a plan")
        verbose_name_plural = _("published parts of plans")

    def __str__(self) -> str:
        return f"{self.plan_id} {self.made_at:%Y-%m-%d}"


class BankIndicator(models.Model):
    """An indicator of the bank; it stays, not live, when no case shows it any more, as plans have copies of it."""

    # That of the indicator in the plan that published it first.
    key = models.UUIDField(unique=True)
    name = models.CharField(_("indicator"), max_length=LONGEST_LINE)
    level = models.CharField(_("level"), max_length=10, choices=Level.choices)
    for_whom = models.CharField(_("about whom"), max_length=15, choices=ForWhom.choices)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices)
    direction = models.CharField(_("direction"), max_length=5, choices=Direction.choices)
    unit = models.CharField(_("unit"), max_length=60, blank=True)
    frequency = models.CharField(_("how often"), max_length=15, choices=Frequency.choices, blank=True)
    language = models.CharField(_("language"), max_length=2, choices=list(LANGUAGE_NAMES.items()))
    # The rest of what a copy takes with it: numerator, denominator, scale, grades, breakdown, method, source.
    content = models.JSONField(default=dict)
    # Those of the cases that use it; of groups, the ones that it is about itself before those.
    themes = ArrayField(models.CharField(max_length=40), default=list)
    groups = ArrayField(models.CharField(max_length=40), default=list)
    # Every word that it is found by, with how much it weighs: for the search, which weighs all at once.
    words = models.JSONField(default=dict, editable=False)
    # Grows with each change that the search has to know of.
    generation = models.BigIntegerField(default=0, db_index=True, editable=False)
    # How many live cases use it, what is merged into it counted too.
    used = models.PositiveIntegerField(default=0, editable=False)
    is_live = models.BooleanField(default=True)
    is_recommended = models.BooleanField(_("recommended by the editors"), default=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    # In how many plans of others it has been copied.
    reused = models.PositiveIntegerField(default=0, editable=False)
    first_published_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("indicator of the bank")
        verbose_name_plural = _("indicators of the bank")
        ordering = ["name", "pk"]
        indexes = [GinIndex(fields=["name"], opclasses=["gin_trgm_ops"], name="toolkit_bank_alike")]

    def __str__(self) -> str:
        return self.name


class BankState(models.Model):
    """The one row that says which generation of the bank is the newest; numbers are never used twice."""

    generation = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of the bank")
        verbose_name_plural = _("states of the bank")

    def __str__(self) -> str:
        return str(self.generation)


class BankUse(models.Model):
    """That a live case shows an indicator of the bank, with its published values."""

    indicator = models.ForeignKey(BankIndicator, models.CASCADE, related_name="uses")
    # The key in the plan of the case, which differs where it is a copy.
    key = models.UUIDField()
    case_id = models.UUIDField(db_index=True)
    publication = models.ForeignKey(Publication, models.CASCADE, related_name="uses")

    class Meta:
        verbose_name = _("use of an indicator")
        verbose_name_plural = _("uses of an indicator")
        constraints = [models.UniqueConstraint(fields=["key", "case_id"], name="toolkit_bank_use_once")]

    def __str__(self) -> str:
        return f"{self.case_id} {self.key}"
