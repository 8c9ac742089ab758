"""The questionnaire in its versions. Whoever answers, answers one version, and it stays as it was."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cases.codes import ConceptKind
from cases.models.vocabulary import reading_order

MAX_STATEMENT = 200


def in_reading_order(owner: Any, name: str, language: str | None = None) -> str:
    """Return one of the texts `{name}_nb`, `{name}_nn`, `{name}_en`: in a reader's language, or the next best."""
    texts = (getattr(owner, f"{name}_{code}") for code in reading_order(language or get_language()))
    return next((text for text in texts if text), "")


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    """Reads of questionnaires by intent."""

    def in_use(self) -> QuestionnaireQuerySet:
        """Return the one that new rounds ask."""
        return self.filter(state=Questionnaire.State.IN_USE)

    def with_statements(self) -> QuestionnaireQuerySet:
        """Return them with all their statements, in order."""
        return self.prefetch_related("statements")


class Questionnaire(models.Model):
    """One version: editable while it is a draft, and never once it has been in use."""

    class State(models.TextChoices):
        """Where a version is in its life."""

        DRAFT = "draft", _("Draft")
        IN_USE = "in_use", _("In use")
        RETIRED = "retired", _("Replaced by a newer one")

    number = models.PositiveIntegerField(_("version"), unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.DRAFT)
    open_question_nb = models.CharField(_("open question (bokmål)"), max_length=300, blank=True)
    open_question_nn = models.CharField(_("open question (nynorsk)"), max_length=300, blank=True)
    open_question_en = models.CharField(_("open question (English)"), max_length=300, blank=True)
    # Counts the saves of a draft: who saves over what she has not seen is told.
    edition = models.PositiveIntegerField(default=1, editable=False)
    made_on = models.DateField(_("made"), auto_now_add=True)
    used_from = models.DateField(_("in use from"), null=True, blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="in_use"), name="toolkit_questionnaire_one_in_use"
            ),
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="draft"), name="toolkit_questionnaire_one_draft"
            ),
        ]

    def __str__(self) -> str:
        return str(self.number)

    @property
    def open_question(self) -> str:
        """Return the open question in the reader's language."""
        return in_reading_order(self, "open_question")


class Statement(models.Model):
    """Something to agree or disagree with, about one value or action field.

    `key` is the statement's own for life: a statement with the same key in another version is the same statement.
    """

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="statements")
    key = models.CharField(max_length=60, editable=False)
    kind = models.CharField(
        _("kind"),
        max_length=20,
        choices=[(str(kind), kind.label) for kind in (ConceptKind.VALUE, ConceptKind.FIELD)],
    )
    code = models.CharField(_("concept"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    is_reversed = models.BooleanField(
        _("agreeing tells of weakness"), default=False, help_text=_("Who agrees, says that it does not go well.")
    )
    in_short_form = models.BooleanField(_("in the short form"), default=False)
    text_nb = models.CharField(_("bokmål"), max_length=MAX_STATEMENT)
    text_nn = models.CharField(_("nynorsk"), max_length=MAX_STATEMENT)
    text_en = models.CharField(_("English"), max_length=MAX_STATEMENT)

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        ordering = ["order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["questionnaire", "key"], name="toolkit_statement_once_a_version"),
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def text(self) -> str:
        """Return the statement in the reader's language."""
        return in_reading_order(self, "text")
