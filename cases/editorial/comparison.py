"""How two versions of a page are shown beside each other: names in the place of codes, words in the place of values."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django_countries import countries
from wagtail.admin.compare import FieldComparison, M2MFieldComparison, TextDiff, register_comparison_class

from cases.codes import ConceptKind
from cases.models.fields import CodeField, CodeListField, ThicknessField
from cases.models.vocabulary import Vocabulary
from cases.shown_with import entries, in_words


def _name(kind: str, code: Any) -> str:
    """Return a concept's name in the editor's language; the code itself where there is no such concept any more."""
    term = Vocabulary.for_active_language().term(kind, code)
    return term.name if term else str(code)


class WordsComparison(FieldComparison):
    """Compares two values as wholes, each said in words."""

    def words(self, value: Any) -> str:
        """Return a value as an editor would say it; never asked for an empty one."""
        return str(value)

    def htmldiff(self) -> SafeString:
        """Return the old words struck out and the new ones marked."""
        before, after = ("" if value in (None, "") else self.words(value) for value in (self.val_a, self.val_b))
        if before == after:
            return TextDiff([("equal", after)]).to_html()
        changes = [(kind, words) for kind, words in (("deletion", before), ("addition", after)) if words]
        return TextDiff(changes, separator=" ").to_html()


class CodeComparison(WordsComparison):
    """Names of a code."""

    def words(self, value: Any) -> str:
        """Return the name of the concept."""
        return _name(self.field.kind, value)


class ThicknessComparison(WordsComparison):
    """Names of positions between thin and thick."""

    def words(self, value: Any) -> str:
        """Return the name of the position."""
        return _name(ConceptKind.THICKNESS, value)


class CodeListComparison(M2MFieldComparison):
    """Names of the codes in a list, each kept, struck out or added."""

    def get_items(self) -> tuple[list[str], list[str]]:
        """Return the names before and after."""
        vocabulary = Vocabulary.for_active_language()
        before, after = ([self._named(vocabulary, code) for code in value or []] for value in (self.val_a, self.val_b))
        return before, after

    def _named(self, vocabulary: Vocabulary, code: str) -> str:
        term = vocabulary.term(self.field.kind, code)
        return term.name if term else code


class ShownWithComparison(M2MFieldComparison):
    """What two versions show, in words."""

    def get_items(self) -> tuple[list[str], list[str]]:
        """Return the words before and after."""
        before, after = ([in_words(entry) for entry in entries(value)] for value in (self.val_a, self.val_b))
        return before, after


class CountryComparison(WordsComparison):
    """Names of countries."""

    def words(self, value: Any) -> str:
        """Return the country's name in the editor's language."""
        return str(countries.name(value) or value)


class YesOrNoComparison(WordsComparison):
    """Yes and no in the place of True and False."""

    def words(self, value: Any) -> str:
        """Return yes or no."""
        return _("Yes") if value else _("No")


class MomentComparison(WordsComparison):
    """Moments as people write them, in Norwegian time."""

    def words(self, value: Any) -> str:
        """Return date and time."""
        return date_format(localtime(value), "DATETIME_FORMAT") if isinstance(value, datetime) else str(value)


def register_comparisons() -> None:
    """Have Wagtail use these for our fields, and for its own of the same kinds."""
    for field, comparison in (
        (CodeField, CodeComparison),
        (CodeListField, CodeListComparison),
        (ThicknessField, ThicknessComparison),
        (models.BooleanField, YesOrNoComparison),
        (models.DateTimeField, MomentComparison),
    ):
        register_comparison_class(field, comparison_class=comparison)
