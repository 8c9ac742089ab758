"""What may be asked of the library: one filter set for the page, the API and later the feeds and exports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, cast

import django_filters
from django import forms
from django.db.models import Count, F, Func, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from cases.codes import CODES, ConceptKind, Phase
from cases.lookup import UnknownPlaceError, municipality_ids
from cases.models import CasePage, County, FieldTag, Partner, ValueTag
from cases.models.querysets import CasePageQuerySet

MAX_TEXT = 200


class CodesField(forms.MultipleChoiceField):
    """Codes of one kind; a repeated parameter means any of them."""

    widget = forms.CheckboxSelectMultiple

    def __init__(self, *, codes: Sequence[str], **kwargs: Any) -> None:
        super().__init__(choices=[(code, code) for code in codes], **kwargs)


class CodesFilter(django_filters.Filter):
    """A filter on codes; `matching` turns them into a queryset of case pages."""

    field_class = CodesField

    def __init__(
        self, *, codes: Sequence[str], matching: Callable[[QuerySet, list[str]], QuerySet], label: Any
    ) -> None:
        super().__init__(codes=codes, label=label)
        self.matching = matching

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """Return the cases that have any of the codes."""
        return self.matching(qs, value) if value else qs


class MunicipalityField(forms.Field):
    """Numbers or names of municipalities, old ones included; gives the ids of those of today."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> list[int]:
        """Return ids; ValidationError for a text that means no municipality."""
        try:
            return municipality_ids(text for text in value or () if text.strip())
        except UnknownPlaceError as error:
            raise forms.ValidationError(
                _("No municipality has the number or name %(value)s."),
                code="invalid_choice",
                params={"value": str(error)},
            ) from error


class MunicipalityFilter(django_filters.Filter):
    """Cases in any of the municipalities."""

    field_class = MunicipalityField

    def filter(self, qs: QuerySet, value: list[int]) -> QuerySet:
        """Return the cases in any of the municipalities."""
        if not value:
            return qs
        through = CasePage.municipalities.through
        return qs.filter(pk__in=through.objects.filter(municipality_id__in=value).values("casepage_id"))


class TextFilter(django_filters.CharFilter):
    """Words in the case's texts."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=MAX_TEXT, strip=True, **kwargs)
        self._found: dict[str, list[int]] = {}

    def filter(self, qs: QuerySet, value: str) -> QuerySet:
        """Return the cases that hold the words; they are looked for once, however often a filter set narrows."""
        if not value:
            return qs
        if value not in self._found:
            self._found = {value: list(CasePage.objects.matching(value).values_list("pk", flat=True))}
        return qs.filter(pk__in=self._found[value])


def _tagged(model: type[ValueTag | FieldTag]) -> Callable[[QuerySet, list[str]], QuerySet]:
    return lambda qs, codes: qs.filter(pk__in=model.objects.filter(code__in=codes).values("page_id"))


def _in_column(column: str) -> Callable[[QuerySet, list[str]], QuerySet]:
    return lambda qs, codes: qs.filter(**{f"{column}__in": codes})


def _overlapping(column: str) -> Callable[[QuerySet, list[str]], QuerySet]:
    return lambda qs, codes: qs.filter(**{f"{column}__overlap": codes})


def _with_partner(qs: QuerySet, sectors: list[str]) -> QuerySet:
    return qs.filter(pk__in=Partner.objects.filter(sector__in=sectors).values("page_id"))


def _in_county(qs: QuerySet, numbers: list[str]) -> QuerySet:
    own = CasePage.counties.through.objects.filter(county__number__in=numbers).values("casepage_id")
    through = CasePage.municipalities.through
    inside = through.objects.filter(municipality__county__number__in=numbers).values("casepage_id")
    return qs.filter(Q(pk__in=own) | Q(pk__in=inside))


class CountyField(forms.MultipleChoiceField):
    """Numbers of counties, read once for each form that asks for any."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(choices=lambda: list(County.objects.values_list("number", "name")), **kwargs)

    def validate(self, value: list[str]) -> None:
        """Raise ValidationError for a number that no county has."""
        if value:
            # A list instead of a callable, which would ask the database for each value.
            self.choices = list(cast("Iterable[tuple[str, str]]", self.choices))
        super().validate(value)


class CountyFilter(django_filters.Filter):
    """Cases of a county: of the whole of it, or in one of its municipalities."""

    field_class = CountyField

    def filter(self, qs: QuerySet, value: list[str]) -> QuerySet:
        """Return the cases in any of the counties."""
        return _in_county(qs, value) if value else qs


class CaseFilterSet(django_filters.FilterSet):
    """Every parameter of the case listing; within one *or*, between them *and*."""

    q = TextFilter(label=_("Search"))
    value = CodesFilter(codes=CODES[ConceptKind.VALUE], matching=_tagged(ValueTag), label=_("Value"))
    field = CodesFilter(codes=CODES[ConceptKind.FIELD], matching=_tagged(FieldTag), label=_("Action field"))
    step = CodesFilter(
        codes=CODES[ConceptKind.LADDER_STEP], matching=_in_column("ladder_step"), label=_("Step of the ladder")
    )
    theme = CodesFilter(codes=CODES[ConceptKind.THEME], matching=_overlapping("themes"), label=_("Theme"))
    group = CodesFilter(
        codes=CODES[ConceptKind.TARGET_GROUP], matching=_overlapping("target_groups"), label=_("Target group")
    )
    sector = CodesFilter(codes=CODES[ConceptKind.SECTOR], matching=_with_partner, label=_("Partner"))
    role = CodesFilter(
        codes=CODES[ConceptKind.CITIZEN_ROLE], matching=_overlapping("citizen_roles"), label=_("Citizens' role")
    )
    phase = CodesFilter(codes=Phase.values, matching=_in_column("phase"), label=_("Phase"))
    thickness = CodesFilter(
        codes=CODES[ConceptKind.THICKNESS], matching=_in_column("thickness"), label=_("Thin or thick")
    )
    municipality = MunicipalityFilter(label=_("Municipality"))
    county = CountyFilter(label=_("County"))

    class Meta:
        model = CasePage
        fields: list[str] = []

    def narrowed(self, *, without: str = "") -> CasePageQuerySet:
        """Return the cases that all filters but one leave; a parameter that is not valid is left out."""
        queryset: CasePageQuerySet = self.queryset.all()
        self.is_valid()
        for name, value in self.form.cleaned_data.items():
            if name != without:
                queryset = self.filters[name].filter(queryset, value)
        return queryset


FACETS = {
    ConceptKind.VALUE: "value",
    ConceptKind.FIELD: "field",
    ConceptKind.LADDER_STEP: "step",
    ConceptKind.THEME: "theme",
    ConceptKind.TARGET_GROUP: "group",
}


def facet_counts(filters: CaseFilterSet, kinds: Iterable[str] = tuple(FACETS)) -> dict[str, dict[str, int]]:
    """Return, for each kind, how many cases each of its codes would give, in the kind's own order.

    A kind's counts ignore its own selection, as shoppers know it. One query for all kinds.
    """
    wanted = [ConceptKind(kind) for kind in kinds]
    first, *others = [_counted(filters.narrowed(without=FACETS[kind]), kind) for kind in wanted]
    counts: dict[str, dict[str, int]] = {kind: dict.fromkeys(CODES[kind], 0) for kind in wanted}
    for kind, code, cases in first.union(*others, all=True):
        if code in counts[kind]:
            counts[kind][code] = cases
    return counts


def _counted(cases: QuerySet, kind: ConceptKind) -> QuerySet:
    label = Value(str(kind), output_field=TextField())
    if kind in (ConceptKind.VALUE, ConceptKind.FIELD):
        model: Any = ValueTag if kind == ConceptKind.VALUE else FieldTag
        rows = model.objects.filter(page_id__in=cases.order_by().values("pk")).order_by()
        column: Any = Cast("code", TextField())
        counted = "page_id"
    else:
        name = {ConceptKind.LADDER_STEP: "ladder_step", ConceptKind.THEME: "themes"}.get(kind, "target_groups")
        rows = CasePage.objects.filter(pk__in=cases.order_by().values("pk")).order_by()
        column = Cast(name, TextField())
        if name != "ladder_step":
            column = Func(F(name), function="unnest", output_field=TextField())
        counted = "pk"
    return rows.values(kind=label, found=column).annotate(cases=Count(counted)).values_list("kind", "found", "cases")


def known_parameters(data: QueryDict) -> QueryDict:
    """Return only the parameters that the filter set knows, as a mutable copy without empty values."""
    known = QueryDict(mutable=True)
    for name in CaseFilterSet.base_filters:
        values = [value for value in data.getlist(name) if value.strip()]
        if values:
            known.setlist(name, values)
    return known
