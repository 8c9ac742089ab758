"""What the bank's first page shows for an address: hits with their reasons, choices, and ways on without a hit."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.asked import understood
from cases.chosen import chosen_filters, without
from cases.codes import LANGUAGE_NAMES, ConceptKind
from cases.listing import facet_groups, names_of
from cases.models import Vocabulary
from cases.search.hits import Hits
from cases.search.service import Question, Search
from cases.search.ways_out import WayOut, meant, ways_out
from cases.search.why import Piece, Reasons
from cases.search_addresses import Sort, page_address, sorts_of, with_text
from toolkit.impact.bank.contents import texts_of
from toolkit.impact.bank.filters import SORTS, BankFilterSet
from toolkit.impact.bank.search import BankSearch
from toolkit.models import BankIndicator

A_PAGE = 20
_MOST_NEAR, _MOST_NAMED = 4, 3


@dataclass(frozen=True)
class Card:
    """One entry in the list; `language_name` is empty where it is the reader's own."""

    entry: BankIndicator
    name: Sequence[Piece]
    snippet: Sequence[Piece]
    themes: Sequence[str]
    groups: Sequence[str]
    language_name: str


@dataclass(frozen=True)
class Way:
    """A way on from a search without hits: what it takes away in words, its address, and how many it leads to."""

    name: str
    address: str
    count: int


def bank_context(request: HttpRequest) -> dict[str, Any]:
    """Return what the template shows for the parameters of a request; what is not understood is left out and said."""
    filters, left_out = understood(request.GET, BankFilterSet)
    parameters, search = filters.data.copy(), filters.search(get_language())
    vocabulary = search.library.around.vocabulary(get_language() or "nb")
    paginator = Hits(search, BankIndicator.objects.all()).paginator(A_PAGE)
    hits = paginator.get_page(request.GET.get("page"))
    asked, likely = parameters.urlencode(), meant(search)
    return {
        "hits": hits,
        "pages": paginator.get_elided_page_range(hits.number, on_each_side=1, on_ends=1),
        "cards": cards_of(hits.object_list, search, vocabulary),
        "facets": facet_groups(search, vocabulary),
        "chosen": chosen_filters(parameters, vocabulary, search.library, BankFilterSet),
        "query": search.question.text,
        "sorts": _sorts(search),
        "left_out": left_out,
        "address_without_page": asked,
        "address": page_address(request.path, asked, hits.number),
        "meant": likely,
        "meant_address": f"?{with_text(parameters, likely)}",
        "is_empty": not search.library.rows,
        **(_ways_on(search, parameters, vocabulary) if not search.count else {}),
    }


def cards_of(entries: Iterable[Any], search: Search, vocabulary: Vocabulary) -> list[Card]:
    """Return a card for each entry; what answers the search is marked."""
    entries = list(entries)
    texts = {e.pk: (e.name, "", "\n".join(texts_of("", e.unit, e.content)[1:])) for e in entries}
    reasons = Reasons(search).of(texts) if search.asked else {}
    themes = {str(term.code): str(term.name) for term in vocabulary.terms(ConceptKind.THEME)}
    groups = {str(term.code): str(term.name) for term in vocabulary.terms(ConceptKind.TARGET_GROUP)}
    return [
        Card(
            entry,
            reasons[entry.pk].title if entry.pk in reasons else [Piece(entry.name)],
            reasons[entry.pk].snippet if entry.pk in reasons else [],
            [themes[code] for code in entry.themes[:_MOST_NAMED] if code in themes],
            [groups[code] for code in entry.groups[:_MOST_NAMED] if code in groups],
            "" if entry.language == (get_language() or "nb") else LANGUAGE_NAMES.get(entry.language, ""),
        )
        for entry in entries
    ]


def _sorts(search: Search) -> list[Sort]:
    """Return the ways to sort that make sense."""
    names = {
        "relevance": _("Fits best"),
        "used": _("Most used"),
        "newest": _("Newest first"),
        "title": _("Name"),
    }
    return sorts_of(search, SORTS, names, unasked="used")


def _ways_on(search: Search, parameters: QueryDict, vocabulary: Vocabulary) -> dict[str, Any]:
    """Return what leads on from a search that finds nothing."""
    if not search.asked and not parameters:
        return {}
    found = ways_out(search)
    ids = search.nearest(_MOST_NEAR) or (found[0].search.pages(0, _MOST_NEAR) if found else [])
    ids = ids or BankSearch(Question(reader=search.question.reader), search.library).pages(0, _MOST_NEAR)
    entries = BankIndicator.objects.in_bulk(ids)
    shown = [entries[pk] for pk in ids if pk in entries]
    return {
        "ways": [_way(way, parameters, vocabulary) for way in found],
        "near": cards_of(shown, search, vocabulary),
    }


def _way(way: WayOut, parameters: QueryDict, vocabulary: Vocabulary) -> Way:
    if way.parameter != "q":
        facet = BankFilterSet.facet(way.parameter)
        names = names_of(facet, vocabulary, way.search.library) if facet else {}
        shown = ", ".join(names.get(value, value) for value in parameters.getlist(way.parameter))
        label = BankFilterSet.base_filters[way.parameter].label
        named = _("the filter “%(filter)s”") % {"filter": f"{label}: {shown}"}
        return Way(named, f"?{without(parameters, way.parameter)}", way.count)
    if not way.text:
        return Way(_("the words in the search box"), f"?{without(parameters, 'q')}", way.count)
    name = f"«{way.word}»" if way.word else _("the quotation marks")
    return Way(name, f"?{with_text(parameters, way.text)}", way.count)
