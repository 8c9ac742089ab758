"""The front page, and what robots read."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from cases.cards import cards_for
from cases.codes import ConceptKind
from cases.models import CasePage, Vocabulary
from cases.search.hits import Hits
from cases.search.service import Question, Search
from cases.translation.behind import behind_note, published_versions
from home.articles import articles_below
from home.models import HomePage

NEWEST = 6


def front_page(request: HttpRequest, page: HomePage) -> HttpResponse:
    """Return the front page: what this is, search, newest cases, and ways in by value, field, step and theme."""
    vocabulary = Vocabulary.for_active_language()
    cases = Search(Question(reader=get_language() or "nb"))
    counts = cases.counts(["value", "field", "step", "theme"])
    newest = Hits(cases, CasePage.objects.for_listing())[:NEWEST]
    translations = published_versions(page)
    context = {
        "page": page,
        "translated_pages": translations,
        "behind": behind_note(page, translations, request),
        "cards": cards_for(newest, vocabulary, request),
        "case_count": cases.count,
        "articles": articles_below(page, request),
        **{
            name: [(term, counts[parameter].get(term.code, 0)) for term in vocabulary.terms(kind)]
            for name, parameter, kind in (
                ("values", "value", ConceptKind.VALUE),
                ("fields", "field", ConceptKind.FIELD),
                ("steps", "step", ConceptKind.LADDER_STEP),
                ("themes", "theme", ConceptKind.THEME),
            )
        },
    }
    return render(request, page.template, context)


@require_safe
def robots_txt(request: HttpRequest) -> HttpResponse:
    """Return what robots may visit: all that is public, and the sitemap's address."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*?*q=",
        "Disallow: /sprak/",
        "",
        f"Sitemap: {request.build_absolute_uri(reverse('sitemap'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
