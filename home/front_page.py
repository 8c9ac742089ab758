"""The front page: what this is, the newest cases as a quilt, a collection, and ways in."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from cases.cards import CaseCard, cards_for
from cases.codes import ConceptKind
from cases.models import CasePage, Vocabulary
from cases.places.addresses import municipality_address
from cases.places.reading import map_of_search
from cases.search.service import Question, Search
from cases.translation.behind import behind_note, published_versions
from home.articles import article_link, articles_below
from home.collection import chosen_ids
from home.models import HomePage

# With the first one as large as four they fill whole rows, of three patches or of five.
_WHOLE_QUILTS = (12, 6)
# Ways in: the names of facets, and the kinds of concept that they are of.
_WAYS = {
    "values": ("value", ConceptKind.VALUE),
    "fields": ("field", ConceptKind.FIELD),
    "steps": ("step", ConceptKind.LADDER_STEP),
    "themes": ("theme", ConceptKind.THEME),
}


def front_page(request: HttpRequest, page: HomePage) -> HttpResponse:
    """Return the front page of a language."""
    cases = Search(Question(reader=get_language() or "nb"))
    around = cases.library.around
    vocabulary = around.vocabulary(get_language() or "nb")
    counts = cases.counts([parameter for parameter, _kind in _WAYS.values()])
    quilt, collection = _shown_cases(page, cases.pages(0, patches_of(cases.count)), vocabulary, request)
    translations = published_versions(page)
    context = {
        "page": page,
        "translated_pages": translations,
        "behind": behind_note(page, translations, request),
        "quilt": quilt,
        "is_whole": len(quilt) in _WHOLE_QUILTS,
        "collection": collection if page.collection_heading else [],
        "case_count": cases.count,
        "count_map": map_of_search(cases, around.norway, lambda spot: municipality_address(spot.number, spot.name)),
        "articles": articles_below(page, request),
        "contribute": article_link("contribute", request),
        "workshop": article_link("workshop", request),
        "about_article": article_link("about", request),
        **{
            name: [(term, counts[parameter].get(term.code, 0)) for term in vocabulary.terms(kind)]
            for name, (parameter, kind) in _WAYS.items()
        },
    }
    return render(request, page.template, context)


def patches_of(case_count: int) -> int:
    """Return how many cases the quilt shows of so many."""
    return next((whole for whole in _WHOLE_QUILTS if case_count >= whole), case_count)


def _shown_cases(
    page: HomePage, newest: list[int], vocabulary: Vocabulary, request: HttpRequest
) -> tuple[list[CaseCard], list[CaseCard]]:
    """Return the cards of the newest cases and of the collection, fetched together."""
    chosen = chosen_ids(page.collection)
    keys = dict(CasePage.objects.live().filter(pk__in=chosen).values_list("pk", "translation_key")) if chosen else {}
    wanted: Any = Q(pk__in=newest) | Q(translation_key__in=keys.values())
    found = CasePage.objects.for_reader(get_language()).filter(wanted).for_listing()
    by_pk = {case.pk: case for case in found}
    by_key = {case.translation_key: case for case in by_pk.values()}
    quilt = [by_pk[pk] for pk in newest if pk in by_pk]
    collection = [by_key[keys[pk]] for pk in chosen if keys.get(pk) in by_key]
    return cards_for(quilt, vocabulary, request), cards_for(collection, vocabulary, request)
