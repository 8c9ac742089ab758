"""What the search reads instead of pages: a row for each live page, where they stand, and the editors' synonyms."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import PreviewableMixin


class SearchRow(models.Model):
    """A live page as the search knows it; one that is gone stays as an empty row until the next rebuild.

    No foreign key: the row outlives its page, so that every process hears that it is gone.
    """

    page_id = models.PositiveIntegerField(primary_key=True)
    case_id = models.UUIDField()
    locale = models.CharField(max_length=2)
    title = models.CharField(max_length=255)
    # Every word of the case, as it is compared, with how much it weighs.
    words = models.JSONField(default=dict)
    # What a reader reads, without mark-up, for marking what was found and for phrases.
    text = models.TextField(blank=True)
    # `theme:housing`, and `municipality:` and `county:` with ids.
    facets = ArrayField(models.CharField(max_length=60), default=list)
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)
    published_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    title_key = models.CharField(max_length=300, db_collation="C")
    digest = models.CharField(max_length=64)
    is_gone = models.BooleanField(default=False)
    generation = models.BigIntegerField(db_index=True)

    class Meta:
        verbose_name = _("row of the search")
        verbose_name_plural = _("rows of the search")

    def __str__(self) -> str:
        return f"{self.title} ({self.locale})"


class SearchState(models.Model):
    """The one row that says which generation of rows and of words is the newest; numbers are never used twice."""

    generation = models.BigIntegerField(default=0)
    # Of synonyms, concepts and places.
    words_generation = models.BigIntegerField(default=0)
    # Rows that went before this one are deleted: who knows less reads all anew.
    floor = models.BigIntegerField(default=0)

    class Meta:
        verbose_name = _("state of the search")
        verbose_name_plural = _("states of the search")

    def __str__(self) -> str:
        return str(self.generation)


def _words_of(text: str) -> list[str]:
    return [part.strip() for part in text.replace("\n", ",").split(",") if part.strip()]


class Synonym(PreviewableMixin, models.Model):
    """Words that find each other, and what they find too."""

    words = models.TextField(
        _("words"),
        max_length=500,
        help_text=_("Words that mean the same, separated by commas. Each of them finds the others."),
    )
    also = models.TextField(
        _("finds too"),
        max_length=500,
        blank=True,
        help_text=_("Words that the ones above shall find as well, separated by commas."),
    )
    both_ways = models.BooleanField(
        _("both ways"), default=True, help_text=_("The words in the second box find those in the first one too.")
    )

    panels = [FieldPanel("words"), FieldPanel("also"), FieldPanel("both_ways")]

    class Meta:
        ordering = ["words"]
        verbose_name = _("synonym")
        verbose_name_plural = _("synonyms")

    def __str__(self) -> str:
        return self.words

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save the entry with its words in one form."""
        self.words, self.also = ", ".join(self.word_list), ", ".join(self.also_list)
        super().save(*args, **kwargs)

    def clean(self) -> None:
        """Raise ValidationError for an entry that says nothing."""
        super().clean()
        if len(self.word_list) + len(self.also_list) < 2 and self.words:
            raise ValidationError(
                {"words": _("Write at least two words: one that people search for, one to be found.")}
            )

    def serve_preview(self, request: HttpRequest, mode_name: str) -> HttpResponse:
        """Return what the entry, as it stands in the form, changes in what people find."""
        from cases.search.effect import effects_of

        return TemplateResponse(request, "admin/search/effect.html", {"entry": self, "effects": effects_of(self)})

    @property
    def word_list(self) -> list[str]:
        """Return the words that mean the same."""
        return _words_of(self.words)

    @property
    def also_list(self) -> list[str]:
        """Return what they find too."""
        return _words_of(self.also)
