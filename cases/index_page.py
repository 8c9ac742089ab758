"""What the index shows for an address: hits with their reasons, facets, chips, and ways on where there is no hit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.asked import LIKE, understood
from cases.cards import CardWhy, CaseCard, cards_for
from cases.chosen import chosen_filters, place_notes, without
from cases.filters import CaseFilterSet
from cases.listing import facet_groups, names_of
from cases.models import CaseIndexPage, CasePage, Vocabulary
from cases.places.atlas import Spot
from cases.places.ours import Ours, ours_of
from cases.places.reading import map_of_search
from cases.search.facets import facet as facet_of
from cases.search.hits import Hits
from cases.search.service import SORTS, Question, Search
from cases.search.ways_out import WayOut, meant, ways_out
from cases.search.why import NamedPlace, Reasons, Why
from cases.search_addresses import Sort, page_address, sorts_of, with_text

CASES_A_PAGE = 12
_MOST_NEAR = 4


@dataclass(frozen=True)
class Way:
    """A way on from a search without hits: what it takes away in words, its address, and how many cases it leads to."""

    name: str
    address: str
    count: int


def index_context(request: HttpRequest, page: CaseIndexPage) -> dict[str, Any]:
    """Return what the template shows for the parameters of a request; what is not understood is left out and said."""
    filters, left_out = understood(request.GET)
    parameters, search = filters.data.copy(), filters.search(get_language())
    around = search.library.around
    norway, vocabulary = around.norway, around.vocabulary(get_language() or "nb")
    ours = ours_of(request.GET.get(LIKE, ""), norway)
    if ours.spot:
        parameters[LIKE] = ours.spot.number
        search = Search(replace(search.question, first=ours.first), search.library)
    listed = CasePage.objects.for_listing()
    paginator = Hits(search, listed.with_searched_text() if search.asked else listed).paginator(CASES_A_PAGE)
    hits = paginator.get_page(request.GET.get("page"))
    asked = parameters.urlencode()
    likely = meant(search)
    return {
        "page": page,
        "hits": hits,
        "pages": paginator.get_elided_page_range(hits.number, on_each_side=1, on_ends=1),
        "cards": _cards(hits.object_list, search, ours, vocabulary, request),
        "facets": facet_groups(search, vocabulary),
        "chosen": chosen_filters(parameters, vocabulary, search.library),
        "query": search.question.text,
        "sorts": _sorts(search),
        "period": {name: parameters.get(name, "") for name in ("from_year", "to_year")},
        "left_out": left_out,
        "count_map": map_of_search(search, norway, _within(parameters)),
        "ours": ours,
        "place_notes": place_notes([*parameters.getlist("municipality"), *_place_without_cases(search)]),
        "address_without_page": asked,
        "address": page_address(request.path, asked, hits.number),
        "meant": likely,
        "meant_address": f"?{with_text(parameters, likely)}",
        **(_ways_on(search, parameters, vocabulary, request) if not search.count else {}),
    }


def _place_without_cases(search: Search) -> list[str]:
    """Return the municipality that a search without hits may have named: its page leads to cases from those like it."""
    text = search.question.text.removesuffix(" kommune")
    return [text] if text and not search.count else []


def _within(parameters: QueryDict) -> Callable[[Spot], str]:
    """Return what gives the address of the same search within a municipality."""
    rest = without(parameters, "municipality")
    start = f"?{rest}&" if rest else "?"
    return lambda spot: f"{start}municipality={spot.number}"


def _sorts(search: Search) -> list[Sort]:
    """Return the ways to sort that make sense."""
    names = {
        "relevance": _("Fits best"),
        "newest": _("Newest first"),
        "confirmed": _("Last confirmed"),
        "title": _("Title"),
    }
    return sorts_of(search, SORTS, names, unasked="newest")


def _cards(
    pages: Iterable[CasePage], search: Search, ours: Ours, vocabulary: Vocabulary, request: HttpRequest
) -> list[CaseCard]:
    pages = list(pages)
    texts = {page.pk: (page.title, page.summary, page.searched_text or "") for page in pages} if search.asked else {}
    reasons = Reasons(search).of(texts)
    cards = cards_for(pages, vocabulary, request)
    return [
        replace(
            card,
            why=_in_words(reasons[page.pk], vocabulary, search) if page.pk in reasons else None,
            ours=ours.mark(search.library.municipalities_of(page.pk)),
        )
        for page, card in zip(pages, cards, strict=True)
    ]


def _in_words(why: Why, vocabulary: Vocabulary, search: Search) -> CardWhy:
    """Return a hit's reasons in the reader's language."""
    named = [_place_in_words(place) for place in why.places]
    for key in why.concepts:
        parameter, _colon, code = key.partition(":")
        if (facet := facet_of(parameter)) and (name := names_of(facet, vocabulary, search.library).get(code)):
            named.append(f"{facet.label}: {name}")
    if why.elsewhere:
        named.append(_("Found in the case's text in another language"))
    return CardWhy(why.title, why.summary, why.snippet, named)


def _place_in_words(place: NamedPlace) -> str:
    if place.before:
        return _("Municipality: %(name)s (formerly %(before)s)") % {"name": place.name, "before": place.before}
    if place.county_before:
        names = {"name": place.name, "county": place.county_before}
        return _("Municipality: %(name)s (in what was the county %(county)s)") % names
    return _("Municipality: %(name)s") % {"name": place.name}


def _ways_on(search: Search, parameters: QueryDict, vocabulary: Vocabulary, request: HttpRequest) -> dict[str, Any]:
    """Return what leads on from a search that finds nothing."""
    if not search.asked and not parameters:
        return {}
    found = ways_out(search)
    near = search.nearest(_MOST_NEAR) or (found[0].search.pages(0, _MOST_NEAR) if found else [])
    ids = near or Search(Question(reader=search.question.reader), search.library).pages(0, _MOST_NEAR)
    pages = {page.pk: page for page in CasePage.objects.for_listing().filter(pk__in=ids)}
    return {
        "ways": [_way(way, parameters, vocabulary) for way in found],
        "near": cards_for([pages[pk] for pk in ids if pk in pages], vocabulary, request),
        "near_is_newest": not near,
    }


def _way(way: WayOut, parameters: QueryDict, vocabulary: Vocabulary) -> Way:
    if way.parameter != "q":
        label = CaseFilterSet.base_filters[way.parameter].label
        facet = facet_of(way.parameter)
        values = parameters.getlist(way.parameter)
        names = names_of(facet, vocabulary, way.search.library) if facet else {}
        shown = ", ".join(names.get(value, value) for value in values)
        named = _("the filter “%(filter)s”") % {"filter": f"{label}: {shown}"}
        return Way(named, f"?{without(parameters, way.parameter)}", way.count)
    if not way.text:
        return Way(_("the words in the search box"), f"?{without(parameters, 'q')}", way.count)
    name = f"«{way.word}»" if way.word else _("the quotation marks")
    return Way(name, f"?{with_text(parameters, way.text)}", way.count)
