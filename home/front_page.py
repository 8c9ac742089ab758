"""The front page: what this is, the newest cases as a quilt, a collection, and ways in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from cases.cards import cards_by_page
from cases.codes import ConceptKind
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
    language = get_language() or "nb"
    cases = Search(Question(reader=language))
    around = cases.library.around
    vocabulary = around.vocabulary(language)
    counts = cases.counts([parameter for parameter, _kind in _WAYS.values()])
    newest, chosen = cases.pages(0, patches_of(cases.count)), chosen_ids(page.collection)
    shown = cases.library.as_shown(chosen, language)
    cards = cards_by_page({*newest, *shown.values()}, vocabulary, request)
    quilt = [cards[pk] for pk in newest if pk in cards]
    translations = published_versions(page)
    context = {
        "page": page,
        "translated_pages": translations,
        "behind": behind_note(page, translations, request),
        "quilt": quilt,
        "is_whole": len(quilt) in _WHOLE_QUILTS,
        "collection": [cards[shown[pk]] for pk in chosen if shown.get(pk) in cards] if page.collection_heading else [],
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
