"""The cases that a case page shows because they are like its own, each with the reasons in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from cases.cards import CaseCard, cards_with_cloths
from cases.models import CasePage
from cases.search.library import Library
from cases.search.similar import reasons_in_words, similar_to


@dataclass(frozen=True)
class AlikeCase:
    """A case like another: its card, and what the two have in common."""

    card: CaseCard
    why: str


def cases_alike(page: CasePage, known: Library, request: HttpRequest) -> list[AlikeCase]:
    """Return the published cases most like one, the likest first; one query, and nothing for a draft."""
    language = get_language() or "nb"
    found, vocabulary = similar_to(known, page.pk, language) if page.pk else [], known.around.vocabulary(language)
    if not found:
        return []
    pages = {case.pk: case for case in CasePage.objects.live().for_cloths().filter(pk__in=[s.page for s in found])}
    like = [similar for similar in found if similar.page in pages]
    cards = cards_with_cloths([pages[similar.page] for similar in like], vocabulary, request)
    reasons = ["; ".join(reasons_in_words(similar, vocabulary)) for similar in like]
    return [AlikeCase(card, f"{why[:1].upper()}{why[1:]}") for card, why in zip(cards, reasons, strict=True)]
