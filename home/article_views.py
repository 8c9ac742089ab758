"""The public pages of articles: each one, and all of them together."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cases.cards import CaseCard, cards_for
from cases.models import CasePage, Vocabulary
from cases.models.vocabulary import Term
from cases.search.hits import Hits
from cases.search.library import Library
from cases.search.memory import library
from cases.search.service import Question, Search
from cases.story import addresses_of_pages, fetch_pictures, put_addresses, rich_texts_of, video_origins
from cases.translation.behind import behind_note, published_versions
from home.article_story import parts_of
from home.articles import articles_beside, articles_for_reader
from home.content import CASES, CONCEPTS, KEY_OF
from home.models import ArticlePage, Shelf
from portal.accounts.stored import table
from portal.security import allow_frames

MOST_CASES = 3
# An article and its address.
Listed = tuple[ArticlePage, str]


def article_detail(request: HttpRequest, page: ArticlePage) -> HttpResponse:
    """Return an article with its story, its questions, and the way to what it is about and to the other articles."""
    fetch_pictures(page.body)
    put_addresses(page.body, addresses_of_pages(rich_texts_of(page.body), request))
    translations, players = published_versions(page), video_origins(page.body)
    known = library()
    vocabulary = known.around.vocabulary(get_language() or "nb")
    articles = articles_beside(page, request)
    previous, following = _neighbours(page, articles)
    key = KEY_OF.get(page.translation_key, "")
    cards, cases_query = _cases(key, known, request)
    context = {
        "page": page,
        "self": page,
        **parts_of(page.body),
        "players": players,
        "vocabulary": vocabulary,
        "articles": articles,
        "previous": previous,
        "next": following,
        "concepts": _concepts(key, vocabulary),
        "cards": cards,
        "cases_query": cases_query,
        "stored": table() if key == "privacy" else [],
        "translated_pages": translations,
        "behind": behind_note(page, translations, request),
    }
    return allow_frames(render(request, page.template, context), players)


@require_safe
def article_overview(request: HttpRequest) -> HttpResponse:
    """Return all articles of the handbook's themes, each once: in the reader's language, else in the next best."""
    articles = articles_for_reader(request, shelf=Shelf.HANDBOOK)
    return render(request, "pages/articles.html", {"articles": articles, "view_in_all_languages": "articles"})


def _neighbours(page: ArticlePage, articles: list[Listed]) -> tuple[Listed | None, Listed | None]:
    """Return what comes before and after an article of the handbook; the pages about the portal are no course."""
    place = next((n for n, (article, _address) in enumerate(articles) if article.pk == page.pk), None)
    if place is None or page.shelf != Shelf.HANDBOOK:
        return None, None
    return articles[place - 1] if place else None, articles[place + 1] if place + 1 < len(articles) else None


def _concepts(key: str, vocabulary: Vocabulary) -> list[Term]:
    return [term for kind, codes in CONCEPTS.get(key, {}).items() for term in vocabulary.some(kind, codes)]


def _cases(key: str, known: Library, request: HttpRequest) -> tuple[list[CaseCard], str]:
    """Return the newest cases that show what an article is about, and the parameters of the list with all of them."""
    chosen = {name: list(codes) for name, codes in CASES.get(key, {}).items()}
    if not chosen:
        return [], ""
    language = get_language() or "nb"
    found = Hits(Search(Question(chosen=chosen, reader=language), known), CasePage.objects.for_listing())
    cards = cards_for(found[0:MOST_CASES], known.around.vocabulary(language), request)
    return cards, urlencode(chosen, doseq=True)
