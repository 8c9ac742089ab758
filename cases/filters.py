"""What may be asked of the library: one filter set that checks it for the page, the API, feeds and exports."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Any, ClassVar, cast

import django_filters
from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.lookup import UnknownPlaceError, municipality_codes, remembered_counties
from cases.models import CasePage
from cases.search.facets import FACETS, Facet, when_registered
from cases.search.service import SORTS, Question, Search

MAX_TEXT = 200
FIRST_YEAR, LAST_YEAR = 1800, 2100
# Parameters that say how hits are looked for or sorted, not which kind of case is wanted.
PLAIN = ("q", "from_year", "to_year", "sort")


class CodesField(forms.MultipleChoiceField):
    """Codes of one kind; a repeated parameter means any of them."""

    widget = forms.CheckboxSelectMultiple


class CodesFilter(django_filters.Filter):
    """A facet's codes."""

    field_class = CodesField


class MunicipalityField(forms.Field):
    """Numbers or names of municipalities, old ones included; gives the numbers of those of today."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[str]:
        """Return numbers; ValidationError for a text that means no municipality."""
        try:
            return municipality_codes(text for text in value or () if text.strip())
        except UnknownPlaceError as error:
            raise forms.ValidationError(
                _("No municipality has the number or name %(value)s."),
                code="invalid_choice",
                params={"value": str(error)},
            ) from error


class MunicipalityFilter(django_filters.Filter):
    """Cases in any of the municipalities."""

    field_class = MunicipalityField


class CountyField(forms.MultipleChoiceField):
    """Numbers of counties, read once for each form that asks for any."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=remembered_counties, **kwargs)

    def validate(self, value: list[str]) -> None:
        """Raise ValidationError for a number that no county has."""
        if value:
            # A list instead of a callable, which would ask the database for each value.
            self.choices = list(cast("Iterable[tuple[str, str]]", self.choices))
        super().validate(value)


class CountyFilter(django_filters.Filter):
    """Cases of a county: of the whole of it, or in one of its municipalities."""

    field_class = CountyField


class YearFilter(django_filters.Filter):
    """A year of the period in which the work went on."""

    field_class = forms.IntegerField

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(min_value=FIRST_YEAR, max_value=LAST_YEAR, **kwargs)


class SortFilter(django_filters.Filter):
    """How hits are sorted."""

    field_class = forms.ChoiceField

    def __init__(self, sorts: Iterable[str] = SORTS, **kwargs: Any) -> None:
        super().__init__(choices=_pairs(sorts), **kwargs)


def _pairs(codes: Iterable[str]) -> list[tuple[str, str]]:
    return [(code, code) for code in codes]


def facet_filters(facets: Iterable[Facet]) -> dict[str, django_filters.Filter]:
    """Return a filter for each of some facets."""
    filters: dict[str, django_filters.Filter] = {}
    for facet in facets:
        if facet.parameter == "municipality":
            filters[facet.parameter] = MunicipalityFilter(label=facet.label)
        elif facet.parameter == "county":
            filters[facet.parameter] = CountyFilter(label=facet.label)
        else:
            # Called when somebody chooses: a form copies all that it is given, each time it is made.
            choices = partial(_pairs, facet.codes or ())
            filters[facet.parameter] = CodesFilter(label=facet.label, choices=choices)
    return filters


class CaseFilterSet(django_filters.FilterSet):
    """Every parameter of the case listing; within one *or*, between them *and*."""

    # What is searched; other filter sets than that of the cases have a search of their own.
    searched: ClassVar[type[Search]] = Search

    class Meta:
        model = CasePage
        fields: list[str] = []

    @classmethod
    def facet(cls, parameter: str) -> Facet | None:
        """Return the facet of a parameter."""
        return next((known for known in cls.searched.facets if known.parameter == parameter), None)

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """Return the words, a filter for each facet that is registered, the period and the sorting, in this order."""
        return {
            "q": django_filters.CharFilter(max_length=MAX_TEXT, strip=True, label=_("Search")),
            **facet_filters(FACETS),
            "from_year": YearFilter(label=_("From the year")),
            "to_year": YearFilter(label=_("Until the year")),
            "sort": SortFilter(label=_("Sorted by")),
        }

    def search(self, reader: str | None, *, each_language: bool = False) -> Search:
        """Return the search that is asked for; a parameter that is not valid is left out."""
        self.is_valid()
        asked = self.form.cleaned_data
        return self.searched(
            Question(
                text=asked.get("q") or "",
                chosen={name: codes for name, codes in asked.items() if name not in PLAIN and codes},
                from_year=asked.get("from_year"),
                to_year=asked.get("to_year"),
                reader=reader or "nb",
                sort=asked.get("sort") or "",
                each_language=each_language,
            )
        )


def _filter_anew() -> None:
    CaseFilterSet.base_filters = CaseFilterSet.get_filters()


when_registered(_filter_anew)


def known_parameters(data: QueryDict, filter_set: type[CaseFilterSet] = CaseFilterSet) -> QueryDict:
    """Return only the parameters that the filter set knows, as a mutable copy without empty values."""
    known = QueryDict(mutable=True)
    for name in filter_set.base_filters:
        values = [value for value in data.getlist(name) if value.strip()]
        if values:
            known.setlist(name, values)
    return known
