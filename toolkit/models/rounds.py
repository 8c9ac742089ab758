"""A round of the self-assessment, those who take part in it, and what may be shown of their answers."""

from __future__ import annotations

from uuid import uuid4

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cases.codes import LANGUAGE_NAMES
from cases.models import Team
from toolkit.assessment.codes import LEAST_MINIMUM, MOST_MINIMUM, USUAL_MINIMUM, Form, PartnerGroup, SeenBy
from toolkit.models.questionnaire import Questionnaire

MAX_NAME = 100


class RoundQuerySet(models.QuerySet["Round"]):
    """Reads of rounds by intent."""

    def standing(self) -> RoundQuerySet:
        """Return those that are not deleted, of teams that are not deleted."""
        return self.filter(deleted_at=None, team__deleted_at=None)

    def shown(self) -> RoundQuerySet:
        """Return those whose result has been shown."""
        return self.exclude(shown_on=None)


class Round(models.Model):
    """Partners of one collaboration answer the same questions, each alone.

    Open until it is closed by the team or its last day is over. Once a result has been shown it is not opened again.
    """

    team = models.ForeignKey(Team, models.PROTECT, related_name="rounds", verbose_name=_("team"))
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="rounds")
    name = models.CharField(_("name"), max_length=MAX_NAME)
    groups = ArrayField(
        models.CharField(max_length=30, choices=PartnerGroup.choices), verbose_name=_("partner groups that take part")
    )
    language = models.CharField(_("language"), max_length=2, choices=list(LANGUAGE_NAMES.items()), default="nb")
    form = models.CharField(_("form"), max_length=10, choices=Form.choices, default=Form.FULL)
    closes_on = models.DateField(_("last day"))
    minimum = models.PositiveSmallIntegerField(
        _("smallest group that is shown"),
        default=USUAL_MINIMUM,
        validators=[MinValueValidator(LEAST_MINIMUM), MaxValueValidator(MOST_MINIMUM)],
    )
    seen_by = models.CharField(_("who sees the result"), max_length=20, choices=SeenBy.choices, default=SeenBy.TEAM)
    code = models.CharField(_("code"), max_length=8, unique=True, editable=False)
    opened_at = models.DateTimeField(auto_now_add=True)
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)
    shown_on = models.DateField(null=True, blank=True)
    # The answers themselves are gone; what may be shown of them is left, and how many of each group had answered.
    reduced_on = models.DateField(null=True, blank=True)
    took_part = models.JSONField(default=dict, blank=True, editable=False)
    # A round is never thrown away at once: the team can bring it back.
    deleted_at = models.DateTimeField(null=True, blank=True)

    objects = RoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("round of self-assessment")
        verbose_name_plural = _("rounds of self-assessment")
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(minimum__gte=LEAST_MINIMUM), name="toolkit_round_minimum"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_open(self) -> bool:
        """Say whether somebody can answer now."""
        return self.closed_at is None and self.deleted_at is None and timezone.localdate() <= self.closes_on


class Batch(models.Model):
    """Answers that are shown together, and of which no smaller part can be told: at least the round's minimum.

    `group` is empty where it mixes several. It has numbers, as `tables` maps each item to how many gave each answer, or
    it has `texts`; both hold only what may be shown: see toolkit/assessment/privacy.py. Somebody who answers more later
    can be in several, with different answers, so `people` of several batches are never added up.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="batches")
    group = models.CharField(max_length=30, choices=PartnerGroup.choices, blank=True)
    people = models.PositiveIntegerField()
    tables = models.JSONField(default=dict)
    texts = models.JSONField(default=list)
    # Those in it who have taken their answers back since.
    outdated = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("answers that are shown together")
        verbose_name_plural = _("answers that are shown together")

    def __str__(self) -> str:
        return f"{self.round_id} {self.group or '-'} {self.people}"


class Participation(models.Model):
    """What one person has answered: no name, no address, no time, and of the private link's secret only a digest.

    `answers` maps a statement's key to "1".."5" or "dk", `ladder` to a list of steps, `thickness` to "1".."5" or "dk",
    and `open` to a text.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    round = models.ForeignKey(Round, models.CASCADE, related_name="participations")
    group = models.CharField(_("partner group"), max_length=30, choices=PartnerGroup.choices)
    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    answers = models.JSONField(_("answers"), default=dict)
    # In which batch each answer has been told; see toolkit/assessment/privacy.py.
    told = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        verbose_name = _("participation")
        verbose_name_plural = _("participations")
        indexes = [models.Index(fields=["round", "group"], name="toolkit_participation_group")]

    def __str__(self) -> str:
        return f"{self.round_id} {self.group}"


class OwnAnswers(models.Model):
    """What somebody answered alone, beside a case, and asked us to keep: opened by the secret link and nothing else."""

    secret_digest = models.CharField(max_length=64, unique=True, editable=False)
    questionnaire = models.ForeignKey(Questionnaire, models.PROTECT, related_name="+")
    form = models.CharField(max_length=10, choices=Form.choices, default=Form.SHORT)
    # The case that it stands beside; empty when it was none.
    case_id = models.UUIDField(null=True, blank=True)
    answers = models.JSONField(_("answers"), default=dict)
    used_on = models.DateField(db_index=True)

    class Meta:
        verbose_name = _("answers of one's own")
        verbose_name_plural = _("answers of one's own")

    def __str__(self) -> str:
        return f"{self.case_id}"
