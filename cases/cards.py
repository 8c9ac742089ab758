"""What a card in a listing shows of a case; made from pages that `for_listing()` has fetched."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language

from cases.codes import LANGUAGE_NAMES, ConceptKind
from cases.models import CasePage, Vocabulary
from cases.models.vocabulary import Term
from cases.pictures.sizes import Picture, picture_of
from cases.search.why import Piece
from cases.short_ids import short_id


@dataclass(frozen=True)
class CardWhy:
    """Why a case was found: its texts in pieces, some of them marked, and in words what else of it answers."""

    title: list[Piece]
    summary: list[Piece]
    snippet: list[Piece]
    named: list[str]


@dataclass(frozen=True)
class CaseCard:
    """One card, by its short id: texts in the case's own language, `language` empty where that is the reader's."""

    id: str
    title: str
    url: str
    summary: str
    place: str
    period: str
    language: str
    language_name: str
    fields: list[Term]
    values: list[Term]
    step: Term | None
    image: Picture | None
    image_alt: str
    # Why a search found it, where there was one.
    why: CardWhy | None = None
    # That it comes from a municipality like the reader's, in words.
    ours: str = ""


def cards_for(pages: Iterable[CasePage], vocabulary: Vocabulary, request: HttpRequest) -> list[CaseCard]:
    """Return a card for each page."""
    return [_card(page, vocabulary, request) for page in pages]


def cards_by_page(pages: Collection[int], vocabulary: Vocabulary, request: HttpRequest) -> dict[int, CaseCard]:
    """Return the cards of published cases by the ids of their pages, fetched together; no query for none."""
    found = list(CasePage.objects.live().for_listing().filter(pk__in=pages)) if pages else []
    return {case.pk: card for case, card in zip(found, cards_for(found, vocabulary, request), strict=True)}


def cards_with_cloths(pages: Iterable[CasePage], vocabulary: Vocabulary, request: HttpRequest) -> list[CaseCard]:
    """Return a card for each page, with its cloth in place of a photograph; `for_cloths()` fetches what it takes."""
    return [_card(page, vocabulary, request, photograph=False) for page in pages]


def card_of_draft(page: CasePage, vocabulary: Vocabulary, request: HttpRequest) -> CaseCard:
    """Return the card of a case as it stands in memory, which `for_listing()` cannot fetch."""
    page.value_codes = [tag.code for tag in page.value_tags.all()]
    page.field_codes = [tag.code for tag in page.field_tags.all()]
    page.municipality_names = [municipality.name for municipality in page.municipalities.all()]
    page.county_names = [county.name for county in page.counties.all()]
    return _card(page, vocabulary, request)


def _card(page: CasePage, vocabulary: Vocabulary, request: HttpRequest, *, photograph: bool = True) -> CaseCard:
    written_in = page.locale.language_code
    foreign = written_in != (get_language() or "nb")
    return CaseCard(
        id=short_id(page.translation_key),
        title=page.title,
        url=page.get_url(request) or "",
        summary=page.summary,
        place=page.place or ", ".join(page.municipality_names or page.county_names),
        period=page.period,
        language=written_in if foreign else "",
        language_name=LANGUAGE_NAMES[written_in] if foreign else "",
        fields=vocabulary.some(ConceptKind.FIELD, page.field_codes),
        values=vocabulary.some(ConceptKind.VALUE, page.value_codes),
        step=vocabulary.term(ConceptKind.LADDER_STEP, page.ladder_step),
        image=picture_of(page.image, "card") if photograph else None,
        image_alt="" if page.image_decorative else page.image_alt,
    )
