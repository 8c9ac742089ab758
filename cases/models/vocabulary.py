"""Concepts: one row a code, and beside it the texts per language that editors keep."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from asgiref.local import Local
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.urls import reverse
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import RichTextField, StreamField
from wagtail.models import RevisionMixin

from cases.codes import ConceptKind
from cases.norwegian import sort_key

# In which language a reader gets a text that is missing in her own.
FALLBACKS = {"nb": ("nb", "nn", "en"), "nn": ("nn", "nb", "en"), "en": ("en", "nb", "nn")}
# Long lists without an order of their own: a reader looks for a name.
_KINDS_BY_NAME = (ConceptKind.THEME, ConceptKind.TARGET_GROUP)
# Kinds with a public page for each concept.
KINDS_WITH_PAGES = (ConceptKind.VALUE, ConceptKind.FIELD, ConceptKind.LADDER_STEP)


def reading_order(language: str | None) -> tuple[str, ...]:
    """Return the locales to look for a text in, best first, for a language code such as `nb` or `nn-no`."""
    return FALLBACKS.get((language or "nb").split("-")[0], FALLBACKS["nb"])


def ascii_slug(name: str) -> str:
    """Return an address part for a Norwegian name: å as a, ø as o, æ as ae."""
    for letter, plain in (("å", "a"), ("ø", "o"), ("æ", "ae")):
        name = name.casefold().replace(letter, plain)
    return slugify(name)[:80]


class Concept(models.Model):
    """A value, field, step, theme … of the handbook or the case record, known by kind and code."""

    kind = models.CharField(_("kind"), max_length=20, choices=ConceptKind.choices)
    code = models.CharField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(_("order"))
    handbook_pages = models.CharField(_("pages of the handbook"), max_length=20, blank=True)
    los_uri = models.URLField(_("theme in Los"), blank=True)

    class Meta:
        ordering = ["kind", "order"]
        constraints = [models.UniqueConstraint(fields=["kind", "code"], name="cases_concept_kind_code")]
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")

    def __str__(self) -> str:
        return f"{self.kind}:{self.code}"


class ConceptText(RevisionMixin, models.Model):
    """What a concept is called and means in one language; editable by editors, with history."""

    concept = models.ForeignKey(Concept, models.CASCADE, related_name="texts", verbose_name=_("concept"))
    locale = models.CharField(
        _("language"), max_length=2, choices=[("nb", _("Bokmål")), ("nn", _("Nynorsk")), ("en", _("English"))]
    )
    name = models.CharField(_("name"), max_length=100)
    slug = models.SlugField(_("address"), max_length=80, help_text=_("The last part of the page's web address."))
    short = models.CharField(_("in short"), max_length=200, help_text=_("One plain sentence, shown in lists."))
    description = RichTextField(
        _("what it means"), blank=True, features=["bold", "italic", "h3", "ol", "ul", "link", "blockquote"]
    )
    questions = StreamField(
        [("question", blocks.CharBlock(label=_("Question"), max_length=300))],
        blank=True,
        verbose_name=_("questions to talk about"),
    )
    aliases = ArrayField(
        models.CharField(max_length=100),
        default=list,
        blank=True,
        verbose_name=_("other names"),
        help_text=_("Other words people search for, separated by commas."),
    )
    loaded_digest = models.CharField(max_length=64, blank=True, editable=False)

    panels = [
        HelpPanel(template="admin/concept_help.html", heading=_("About this text")),
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("short"), FieldPanel("slug"), FieldPanel("aliases")], _("Name")
        ),
        FieldPanel("description"),
        FieldPanel("questions"),
    ]

    class Meta:
        ordering = ["concept__kind", "concept__order", "locale"]
        constraints = [models.UniqueConstraint(fields=["concept", "locale"], name="cases_concepttext_once_a_locale")]
        verbose_name = _("text of a concept")
        verbose_name_plural = _("texts of concepts")

    def __str__(self) -> str:
        return f"{self.name} ({self.get_locale_display()})"


def content_digest(text: Any) -> str:
    """Return a fingerprint of what a reader sees of a ConceptText, to tell whether an editor has changed it.

    Takes a migration's historical model as well, which has the fields but no methods.
    """
    questions = [str(block.value) for block in text.questions]
    content = [text.name, text.short, text.description, questions, list(text.aliases)]
    return hashlib.sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def content_of(text: dict[str, Any]) -> dict[str, Any]:
    """Return the field values of a ConceptText for one entry of the shipped vocabulary files."""
    return {
        "name": text["name"],
        "slug": ascii_slug(text["name"]),
        "short": text["short"],
        "description": text["description"],
        "questions": [("question", question) for question in text["questions"]],
        "aliases": text["aliases"],
    }


@dataclass(frozen=True)
class Term:
    """A concept as a reader meets it: name, one sentence, and the address of its page ('' where it has none)."""

    kind: str
    code: str
    name: str
    short: str
    slug: str
    order: int
    language: str

    @cached_property
    def url(self) -> str:
        """Return the address of the concept's page in the active language."""
        return reverse("concept", args=[self.slug]) if self.kind in KINDS_WITH_PAGES else ""


def _place_in_lists(term: Term) -> tuple[str, int, str]:
    """Return where a term stands among those of its kind: in the handbook's order, or where it has none, by name."""
    if term.kind in _KINDS_BY_NAME:
        return term.kind, 0, sort_key(term.name)
    return term.kind, term.order, ""


# What this request has read; None outside requests, where a process may live for days.
_of_this_request = Local()


def remember_during_request(**_kwargs: Any) -> None:
    """Read each language's vocabulary once until the request ends; a form asks for it dozens of times."""
    _of_this_request.vocabularies = {}


def forget_vocabularies(**_kwargs: Any) -> None:
    """Read it anew next time: the request is over, or a text has changed."""
    _of_this_request.vocabularies = None


class Vocabulary:
    """All concepts' names in a reader's language, read with one query."""

    COLUMNS = ("concept__kind", "concept__code", "name", "short", "slug", "concept__order", "locale")

    def __init__(self, terms: Iterable[Term]) -> None:
        self._terms: dict[str, dict[str, Term]] = {}
        for term in sorted(terms, key=_place_in_lists):
            self._terms.setdefault(term.kind, {})[term.code] = term

    @classmethod
    def for_language(cls, language: str) -> Vocabulary:
        """Return the vocabulary for a language; a text that is missing falls back as listings do. At most one query."""
        kept: dict[str, Vocabulary] | None = getattr(_of_this_request, "vocabularies", None)
        if kept is None:
            return cls._read(language)
        if language not in kept:
            kept[language] = cls._read(language)
        return kept[language]

    @classmethod
    def _read(cls, language: str) -> Vocabulary:
        return cls.of_rows(ConceptText.objects.values_list(*cls.COLUMNS), language)

    @classmethod
    def of_rows(cls, rows: Iterable[tuple[Any, ...]], language: str) -> Vocabulary:
        """Return the vocabulary for a language from all languages' texts, of each the columns that are named above."""
        order = reading_order(language)
        best: dict[tuple[str, str], Term] = {}
        for row in sorted(rows, key=lambda row: order.index(row[6]), reverse=True):
            best[row[0], row[1]] = Term(*row)
        return cls(best.values())

    @classmethod
    def for_active_language(cls) -> Vocabulary:
        """Return the vocabulary for the language that is active now."""
        return cls.for_language(translation.get_language() or "nb")

    def terms(self, kind: str) -> list[Term]:
        """Return all terms of a kind in its own order, or by name where it has none."""
        return list(self._terms.get(kind, {}).values())

    def term(self, kind: str, code: str | int | None) -> Term | None:
        """Return one term, or None for a code that is empty or unknown."""
        return self._terms.get(kind, {}).get(str(code)) if code not in (None, "") else None

    def some(self, kind: str, codes: Iterable[str]) -> list[Term]:
        """Return the terms of the given codes in the kind's own order."""
        wanted = set(codes)
        return [term for term in self.terms(kind) if term.code in wanted]
