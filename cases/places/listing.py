"""Cases by where they are: each once, in the reader's language or the next best, and published ones only."""

from __future__ import annotations

from collections.abc import Sequence

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField, Count, F, Func, IntegerField, OuterRef, Subquery, Value
from django.utils.translation import get_language

from cases.models import CasePage
from cases.models.querysets import CasePageQuerySet
from cases.search.service import Question, Search


def cases_in(number: str) -> CasePageQuerySet:
    """Return the cases of a Norwegian municipality, newest first."""
    cases = CasePage.objects.for_reader(get_language())
    return cases.filter(municipalities__country="NO", municipalities__number=number).newest_first()


def cases_of_county(number: str) -> CasePageQuerySet:
    """Return the cases of a county, its own and those of its municipalities, newest first."""
    search = Search(Question(chosen={"county": [number]}, reader=get_language() or "nb"))
    return CasePage.objects.filter(pk__in=search.pages()).newest_first()


def cases_in_likest(numbers: Sequence[str]) -> CasePageQuerySet:
    """Return the cases of municipalities, those of the first one first, and the newest first within each."""
    places = CasePage.municipalities.through.objects.filter(
        municipality__country="NO", municipality__number__in=numbers
    )
    order = Value(list(numbers), output_field=ArrayField(CharField()))
    rank = Func(order, F("municipality__number"), function="array_position", output_field=IntegerField())
    own = places.filter(casepage_id=OuterRef("pk")).annotate(rank=rank).order_by("rank").values("rank")[:1]
    cases = CasePage.objects.for_reader(get_language()).filter(pk__in=places.values("casepage_id"))
    return cases.annotate(rank=Subquery(own)).order_by("rank", "-first_published_at", "title_key", "pk")


def newest_cases() -> CasePageQuerySet:
    """Return all cases, newest first."""
    return CasePage.objects.for_reader(get_language()).newest_first()


def case_counts() -> dict[str, int]:
    """Return how many cases each Norwegian municipality has, by number; those without any are not named. One query."""
    cases = CasePage.objects.for_reader(get_language()).order_by().values("pk")
    rows = CasePage.municipalities.through.objects.filter(casepage_id__in=cases, municipality__country="NO")
    return dict(rows.values_list("municipality__number").annotate(cases=Count("casepage_id")).order_by())
