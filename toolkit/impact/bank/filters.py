"""What may be asked of the bank: one filter set that checks it for the page and the API."""

from __future__ import annotations

from typing import ClassVar

import django_filters
from django.utils.translation import gettext_lazy as _

from cases.filters import MAX_TEXT, CaseFilterSet, SortFilter, facet_filters
from cases.search.service import Search
from toolkit.impact.bank.search import FACETS, ORDERS, BankSearch
from toolkit.models import BankIndicator

SORTS = ("relevance", *ORDERS)


class BankFilterSet(CaseFilterSet):
    """Every parameter of the bank; within one *or*, between them *and*."""

    searched: ClassVar[type[Search]] = BankSearch

    class Meta:
        model = BankIndicator
        fields: list[str] = []

    @classmethod
    def get_filters(cls) -> dict[str, django_filters.Filter]:
        """Return the words, a filter for each facet, and the sorting, in this order."""
        return {
            "q": django_filters.CharFilter(max_length=MAX_TEXT, strip=True, label=_("Search")),
            **facet_filters(FACETS),
            "sort": SortFilter(SORTS, label=_("Sorted by")),
        }
