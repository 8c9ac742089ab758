"""What is followed: a search as its address has it, asked again later, and said in words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.db.models import Min
from django.http import QueryDict

from cases.asked import understood
from cases.chosen import chosen_filters
from cases.filters import CaseFilterSet
from cases.models import CasePage, Vocabulary
from cases.models.following import Follow
from cases.search.memory import library
from cases.search.service import Search

# More of them stand behind the link to the search.
MOST_TOLD = 20


@dataclass(frozen=True)
class InWords:
    """A search in words: what stood in its box, and the names of what was chosen."""

    text: str
    chosen: list[str]

    def __bool__(self) -> bool:
        return bool(self.text or self.chosen)


@dataclass(frozen=True)
class News:
    """The cases that are new to whoever follows a search, the newest first, and how many there are in all."""

    pages: list[CasePage]
    count: int


def canonical(data: QueryDict) -> str:
    """Return the parameters of a search in one order; how it is sorted, and what means nothing, is left out."""
    filters, _left_out = understood(data)
    filters.is_valid()
    pairs = []
    # By name: facets may come and go, and with them their order.
    for name in sorted(CaseFilterSet.base_filters):
        asked = filters.form.cleaned_data.get(name)
        if name != "sort" and asked:
            pairs += [(name, value) for value in _values(asked)]
    return urlencode(pairs)


def _values(asked: object) -> Iterable[str]:
    if isinstance(asked, list):
        return sorted({str(value) for value in asked})
    return [" ".join(str(asked).split())]


def in_words(parameters: str) -> InWords:
    """Return a search in words of the active language."""
    data = QueryDict(parameters)
    names = [chip.name for chip in chosen_filters(data, Vocabulary.for_active_language(), library())]
    return InWords(data.get("q", ""), names)


def search_of(follow: Follow) -> Search:
    """Return the search as its address would ask it now, the newest cases first."""
    filters, _left_out = understood(QueryDict(follow.parameters))
    return Search(replace(filters.search(follow.language).question, sort="newest"))


def news_of(follow: Follow, until: datetime) -> News:
    """Return the hits that were first published since the follower was last told, and until then.

    A case counts from when it was first published in any language: its translation is no news.
    """
    since = follow.told_until or follow.asked_at
    ids = search_of(follow).published_after(since)
    keys = dict(CasePage.objects.live().filter(pk__in=ids).values_list("pk", "translation_key")) if ids else {}
    wanted = CasePage.objects.filter(translation_key__in=set(keys.values()))
    first = wanted.order_by().values("translation_key").annotate(first=Min("first_published_at"))
    new = {row["translation_key"] for row in first if row["first"] and since < row["first"] <= until} if keys else set()
    told = [pk for pk in ids if keys.get(pk) in new]
    pages = CasePage.objects.for_listing().filter(pk__in=told[:MOST_TOLD])
    by_id = {page.pk: page for page in pages} if told else {}
    return News([by_id[pk] for pk in told[:MOST_TOLD] if pk in by_id], len(told))
