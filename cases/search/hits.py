"""The pages of a search's hits, fetched in their order and a few at a time, as paginators ask for them."""

from __future__ import annotations

from typing import Any, cast

from django.core.paginator import Paginator
from django.db.models import QuerySet

from cases.models import CasePage
from cases.search.service import Search


class Hits:
    """A sequence of case pages; `pages` says what is fetched with each."""

    def __init__(self, search: Search, pages: QuerySet) -> None:
        self.search = search
        self.queryset = pages

    def paginator(self, size: int) -> Paginator:
        """Return the hits in pages of a size."""
        return Paginator(cast("Any", self), size)

    def count(self) -> int:
        """Return how many there are."""
        return self.search.count

    def __len__(self) -> int:
        return self.search.count

    def __getitem__(self, places: slice) -> list[CasePage]:
        ids = self.search.pages(places.start or 0, places.stop)
        found = {page.pk: page for page in self.queryset.filter(pk__in=ids)} if ids else {}
        return [found[pk] for pk in ids if pk in found]
