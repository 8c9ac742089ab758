"""Reads of cases, named by intent."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from django.apps import apps
from django.contrib.postgres.expressions import ArraySubquery
from django.db import models
from django.db.models import Case, Exists, IntegerField, OuterRef, Subquery, Value, When
from django.db.models.functions import JSONObject
from wagtail.models import PageManager

from cases.models.translated import TranslatedQuerySet
from cases.models.vocabulary import reading_order


def _preference(order: tuple[str, ...]) -> Case:
    whens = [When(locale__language_code=code, then=Value(rank)) for rank, code in enumerate(order)]
    return Case(*whens, default=Value(len(order)), output_field=IntegerField())


def _listed(relation: str, column: str, *, order: str = "sort_order") -> ArraySubquery:
    """Return one column of what belongs to each case, as an array in its own order."""
    related = CASE_RELATIONS[relation]()
    return ArraySubquery(related.order_by(order).values(column))


def _objects(relation: str, *columns: str) -> ArraySubquery:
    """Return what belongs to each case as an array of objects, in its own order."""
    related = CASE_RELATIONS[relation]().order_by("sort_order")
    return ArraySubquery(related.values(one=JSONObject(**{column: column for column in columns})))


def _children(name: str) -> Callable[[], models.QuerySet]:
    return lambda: apps.get_model("cases", name).objects.filter(page_id=OuterRef("pk"))


def _places(name: str) -> Callable[[], models.QuerySet]:
    return lambda: apps.get_model("cases", name).objects.filter(cases__pk=OuterRef("pk"))


CASE_RELATIONS = {
    "value_tags": _children("ValueTag"),
    "field_tags": _children("FieldTag"),
    "partners": _children("Partner"),
    "municipalities": _places("Municipality"),
    "counties": _places("County"),
}


# Made once: putting the same questions together anew takes longer than asking them.
@cache
def _of_a_card() -> dict[str, ArraySubquery]:
    return {
        "value_codes": _listed("value_tags", "code"),
        "field_codes": _listed("field_tags", "code"),
        "municipality_names": _listed("municipalities", "name", order="sort_key"),
        "county_names": _listed("counties", "name", order="sort_key"),
    }


@cache
def _of_a_record() -> dict[str, ArraySubquery]:
    return {
        "value_objects": _objects("value_tags", "code", "how"),
        "field_objects": _objects("field_tags", "code", "how"),
        "partner_objects": _objects("partners", "name", "sector", "url"),
        "municipality_numbers": _listed("municipalities", "number", order="number"),
        "county_numbers": _listed("counties", "number", order="number"),
    }


class CasePageQuerySet(TranslatedQuerySet):
    """Cases by what a page or the API needs of them."""

    def for_reader(self, language: str | None) -> CasePageQuerySet:
        """Return live cases, each once: in the reader's language, else in the next best (see `reading_order`)."""
        order = reading_order(language)
        ranked = self.live().annotate(preference=_preference(order))
        better = (
            self.model._base_manager.filter(live=True, translation_key=OuterRef("translation_key"))
            .annotate(rank=_preference(order))
            .filter(rank__lt=OuterRef("preference"))
        )
        return ranked.filter(~Exists(better))

    def for_listing(self) -> CasePageQuerySet:
        """Fetch what cards show, in one query, and one more where there are photographs."""
        return self.for_cloths().select_related("image").prefetch_related("image__renditions")

    def with_searched_text(self) -> CasePageQuerySet:
        """Fetch what the search marks beside title and summary, in the same query."""
        rows = apps.get_model("cases", "SearchRow").objects.filter(page_id=OuterRef("pk"), is_gone=False)
        return self.annotate(searched_text=Subquery(rows.values("text")))

    def for_cloths(self) -> CasePageQuerySet:
        """Fetch what cards show that have no photographs but each case's cloth, in one query."""
        return self.select_related("locale").annotate(**_of_a_card())

    def for_record(self) -> CasePageQuerySet:
        """Fetch what the case record holds, in a fixed number of queries."""
        return self.select_related("locale", "image").prefetch_related(
            "municipalities", "counties", "value_tags", "field_tags", "partners"
        )

    def for_open_data(self) -> CasePageQuerySet:
        """Fetch what the record of a stored case holds in one query: what belongs to each comes as arrays."""
        return self.select_related("locale").annotate(**_of_a_record())


class CasePageManager(PageManager.from_queryset(CasePageQuerySet)):  # type: ignore[misc]
    """Default manager of cases."""

    def get_queryset(self) -> models.QuerySet:
        """Return cases in tree order, as Wagtail expects."""
        return self._queryset_class(self.model).order_by("path")


__all__ = ["CasePageManager", "CasePageQuerySet"]
