"""An impact plan, its parts, and every change of them with who, when and why (handbook pp. 47-51)."""

from __future__ import annotations

from typing import Any, ClassVar, Self, TypeVar
from uuid import uuid4

from django.conf import settings
from django.core.validators import MaxLengthValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cases.codes import LANGUAGE_NAMES
from cases.models import Team
from toolkit.impact.codes import Rank, What

LONGEST_TEXT, LONGEST_LINE, LONGEST_URL = 5000, 300, 500


def long_text(label: Any, **rest: Any) -> models.TextField[str, str]:
    """Return a field for a text of several paragraphs, which may be empty."""
    return models.TextField(label, blank=True, default="", validators=[MaxLengthValidator(LONGEST_TEXT)], **rest)


def line(label: Any, **rest: Any) -> models.CharField[str, str]:
    """Return a field for one line, which may be empty."""
    return models.CharField(label, max_length=LONGEST_LINE, blank=True, default="", **rest)


class PlanQuerySet(models.QuerySet["Plan"]):
    """Reads of plans by intent."""

    def standing(self) -> PlanQuerySet:
        """Return those that are not deleted, of teams that are not deleted."""
        return self.filter(deleted_at=None, team__deleted_at=None)


class Plan(models.Model):
    """How one collaboration measures whether it helps; a team has one at a time."""

    FIELDS: ClassVar = ("name", "language", "begins", "ends", "problem", "theory")
    REASONED: ClassVar[tuple[str, ...]] = ()

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    team = models.ForeignKey(Team, models.PROTECT, related_name="plans", verbose_name=_("team"))
    name = line(_("name of the plan"))
    language = models.CharField(_("language"), max_length=2, choices=list(LANGUAGE_NAMES.items()), default="nb")
    begins = models.DateField(_("the work began"), null=True, blank=True)
    ends = models.DateField(_("the work ends"), null=True, blank=True)
    problem = long_text(_("the problem"))
    theory = long_text(_("theory of change in a few sentences"))
    # Grows with each evaluation.
    version = models.PositiveIntegerField(default=1, editable=False)
    # An invented example, and said to be one wherever it is shown.
    is_example = models.BooleanField(default=False, editable=False)
    edition = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = _("impact plan")
        verbose_name_plural = _("impact plans")
        constraints = [
            models.UniqueConstraint(fields=["team"], condition=Q(deleted_at=None), name="toolkit_plan_one_for_a_team")
        ]

    def __str__(self) -> str:
        return self.name or str(self.key)


_Part = TypeVar("_Part", bound=models.Model)


class PartQuerySet(models.QuerySet[_Part]):
    """Reads of a plan's parts by intent."""

    def standing(self) -> Self:
        """Return those that are not removed, in their order."""
        return self.filter(deleted_at=None)


class Part(models.Model):
    """A part of a plan: made, changed, removed and brought back by toolkit/impact/parts.py alone, which keeps history.

    `FIELDS` are those that people write; a change of one in `REASONED` says why. `edition` grows with each change.
    """

    KIND: ClassVar[str]
    FIELDS: ClassVar[tuple[str, ...]]
    REASONED: ClassVar[tuple[str, ...]] = ()

    key = models.UUIDField(unique=True, default=uuid4, editable=False)
    position = models.PositiveIntegerField(default=0)
    edition = models.PositiveIntegerField(default=1, editable=False)
    made_at = models.DateTimeField(auto_now_add=True)
    deleted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True
        ordering = ["position", "pk"]

    def __str__(self) -> str:
        return str(self.key)


class Source(Part):
    """What a plan's account of the problem rests on (step 1)."""

    KIND = "source"
    FIELDS = ("title", "url")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="sources")
    title = line(_("source"))
    url = models.URLField(_("web address"), max_length=LONGEST_URL, blank=True, default="")

    objects = PartQuerySet["Source"].as_manager()

    class Meta(Part.Meta):
        verbose_name = _("source")
        verbose_name_plural = _("sources")


class Goal(Part):
    """What the work is to lead to, in large (step 2)."""

    KIND = "goal"
    FIELDS = ("text",)
    REASONED = ("text",)

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="goals")
    text = long_text(_("goal"))

    objects = PartQuerySet["Goal"].as_manager()

    class Meta(Part.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")


class TargetGroup(Part):
    """Whom the work is for, what they need, and how many they are (step 3)."""

    KIND = "group"
    FIELDS = ("name", "code", "needs", "number")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="groups")
    name = line(_("target group"))
    # One of the library's target groups, so that others find the plan's indicators by it.
    code = models.CharField(_("nearest target group of the library"), max_length=40, blank=True, default="")
    needs = long_text(_("what they need"))
    number = models.PositiveIntegerField(_("how many they are"), null=True, blank=True)

    objects = PartQuerySet["TargetGroup"].as_manager()

    class Meta(Part.Meta):
        verbose_name = _("target group")
        verbose_name_plural = _("target groups")


class Element(Part):
    """An activity, or what is to come of it: a knot in the theory of change (step 4)."""

    KIND = "element"
    FIELDS = ("rank", "text")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="elements")
    rank = models.CharField(_("rank"), max_length=10, choices=Rank.choices)
    text = models.CharField(_("what"), max_length=LONGEST_LINE)

    objects = PartQuerySet["Element"].as_manager()

    class Meta(Part.Meta):
        verbose_name = _("element of the theory of change")
        verbose_name_plural = _("elements of the theory of change")


class Link(Part):
    """That one element leads to another, why we think so, and the research that it rests on (step 4)."""

    KIND = "link"
    FIELDS = ("cause", "effect", "because", "research", "research_url")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="links")
    cause = models.ForeignKey(Element, models.CASCADE, related_name="leads_to", verbose_name=_("this"))
    effect = models.ForeignKey(Element, models.CASCADE, related_name="comes_of", verbose_name=_("leads to"))
    because = long_text(_("why we think so"))
    research = long_text(_("research it rests on"))
    research_url = models.URLField(_("web address of the research"), max_length=LONGEST_URL, blank=True, default="")

    objects = PartQuerySet["Link"].as_manager()

    class Meta(Part.Meta):
        verbose_name = _("link in the theory of change")
        verbose_name_plural = _("links in the theory of change")


class Evaluation(Part):
    """What the team, or somebody outside, learnt from the measurements, and what is adjusted (step 10)."""

    KIND = "evaluation"
    FIELDS = ("on", "learnt", "adjustments", "is_external", "evaluator", "url")

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="evaluations")
    on = models.DateField(_("date"))
    learnt = long_text(_("what we learnt"))
    adjustments = long_text(_("what we change"))
    is_external = models.BooleanField(_("done by someone outside"), default=False)
    evaluator = line(_("who evaluated"))
    url = models.URLField(_("report"), max_length=LONGEST_URL, blank=True, default="")
    # The version that it ended; the next one begins with it.
    version = models.PositiveIntegerField(default=1, editable=False)

    objects = PartQuerySet["Evaluation"].as_manager()

    class Meta(Part.Meta):
        ordering = ["on", "pk"]
        verbose_name = _("evaluation")
        verbose_name_plural = _("evaluations")


class PlanVersion(models.Model):
    """A plan as it stood when an evaluation ended a version: never changed."""

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    # As toolkit/impact/exchange.py writes it, without the measurements.
    content = models.JSONField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("version of a plan")
        verbose_name_plural = _("versions of a plan")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="toolkit_plan_version_once")]

    def __str__(self) -> str:
        return f"{self.plan_id} {self.number}"


class Change(models.Model):
    """One change of a plan or a part of it.

    `before` and `after` hold the field's plain value; where a part was added, removed or brought back, `field` is empty
    and they hold all its fields, or null.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="changes")
    # "plan", or the part's KIND, and its key.
    kind = models.CharField(max_length=20)
    key = models.UUIDField()
    what = models.CharField(max_length=10, choices=What.choices)
    field = models.CharField(max_length=30, blank=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    reason = models.TextField(_("reason"), blank=True, default="", validators=[MaxLengthValidator(LONGEST_TEXT)])
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = _("change of a plan")
        verbose_name_plural = _("changes of a plan")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["plan", "-at"], name="toolkit_change_of_plan"),
            models.Index(fields=["key", "field", "-at"], name="toolkit_change_of_part"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} {self.what} {self.field}"
