"""What a group should talk about first: what is seen most differently or goes worst, and what helps then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cases.codes import LANGUAGE_NAMES, ConceptKind
from cases.models import CasePage, ConceptText
from cases.models.vocabulary import reading_order
from cases.search.library import Library
from cases.search.service import Question, Search
from toolkit.assessment.advice import advice_for
from toolkit.assessment.result_words import distance_in_words, gap_in_words, shares_in_words
from toolkit.assessment.results import ConceptResult, Result
from toolkit.assessment.scoring import WIDE_GAP, Gap

MOST_TOPICS = 3
MOST_CASES = 3
# So many of the newest cases are looked through for those that tell how.
_LOOKED_THROUGH = 12
_PARAMETERS = {ConceptKind.VALUE: "value", ConceptKind.FIELD: "field"}


@dataclass(frozen=True)
class StrongCase:
    """A published case that shows the concept, in its own language, and how it does that."""

    title: str
    url: str
    language: str
    language_name: str
    how: str


@dataclass(frozen=True)
class Topic:
    """Something to talk about: why in a sentence, what the numbers say, questions, advice, and cases to learn from."""

    concept: ConceptResult
    why: str
    numbers: str
    questions: Sequence[str]
    advice: str
    cases: Sequence[StrongCase]


def choose_topics(result: Result) -> list[ConceptResult]:
    """Return the concepts to talk about first: the divided ones by disagreement, then the low ones, lowest first.

    Where nothing stands out it is the one that is seen most differently: there is always something to talk about.
    """
    ordered = result.by_disagreement
    divided = [concept for concept in ordered if concept.is_divided]
    low = sorted(
        (concept for concept in ordered if concept.is_low and not concept.is_divided),
        key=lambda concept: concept.whole.mean or 0,
    )
    return [*divided, *low][:MOST_TOPICS] or ordered[:1]


def topics_of(result: Result, request: HttpRequest, among: Library) -> list[Topic]:
    """Return what to talk about first, with the same few queries for any result."""
    chosen = choose_topics(result)
    questions = _questions(chosen)
    cases = _cases(chosen, result.round.team.case_id, request, among)
    return [
        Topic(
            concept=concept,
            why=why(concept),
            numbers=numbers(concept),
            questions=questions.get((concept.term.kind, concept.term.code), []),
            advice=advice_for(concept.term.kind, concept.term.code, get_language()),
            cases=cases.get(concept.term.code, []),
        )
        for concept in chosen
    ]


def why(concept: ConceptResult) -> str:
    """Return in a sentence why a concept stands where it does."""
    if _is_wide(concept.gap):
        return gap_in_words(concept)
    if concept.is_divided:
        return _("You are divided: some say that it goes well, others that it does not.")
    if concept.is_low:
        return _("Few of you say that it goes well.")
    if concept.gap:
        return _("You see this much alike.") + " " + gap_in_words(concept)
    return _("You see this much alike.")


def numbers(concept: ConceptResult) -> str:
    """Return what the numbers say: how far apart groups are, and how all have answered."""
    told = [distance_in_words(concept)] if _is_wide(concept.gap) else []
    return " ".join([*told, shares_in_words(concept.whole)])


def _is_wide(gap: Gap | None) -> bool:
    return gap is not None and gap.size >= WIDE_GAP


def _questions(concepts: Sequence[ConceptResult]) -> dict[tuple[str, str], list[str]]:
    """Return the questions to talk about, in the reader's language or the next best. One query."""
    codes = [concept.term.code for concept in concepts]
    order = reading_order(get_language())
    texts = ConceptText.objects.filter(concept__kind__in=_PARAMETERS, concept__code__in=codes).select_related("concept")
    found: dict[tuple[str, str], list[str]] = {}
    for text in sorted(texts, key=lambda text: order.index(text.locale)):
        own = [str(block.value) for block in text.questions]
        if own:
            found.setdefault((text.concept.kind, text.concept.code), own)
    return found


def _cases(
    concepts: Sequence[ConceptResult], besides: UUID | None, request: HttpRequest, among: Library
) -> dict[str, list[StrongCase]]:
    """Return published cases that show each concept, those that tell how first; never the team's own."""
    reader = get_language() or "nb"
    hits = {concept.term.code: _pages_with(concept, reader, among) for concept in concepts}
    ids = {page for pages in hits.values() for page in pages}
    pages = {page.pk: page for page in CasePage.objects.live().filter(pk__in=ids).for_open_data()}
    found = {}
    for code, own in hits.items():
        candidates = [pages[pk] for pk in own if pk in pages and pages[pk].translation_key != besides]
        shown = [_strong(page, code, reader, request) for page in candidates]
        found[code] = sorted(shown, key=lambda case: not case.how)[:MOST_CASES]
    return found


def _pages_with(concept: ConceptResult, reader: str, among: Library) -> list[int]:
    parameter = _PARAMETERS[ConceptKind(concept.term.kind)]
    return Search(Question(chosen={parameter: [concept.term.code]}, reader=reader), among).pages(0, _LOOKED_THROUGH)


def _strong(page: CasePage, code: str, reader: str, request: HttpRequest) -> StrongCase:
    language = page.locale.language_code
    how = next((tag["how"] for tag in [*page.value_objects, *page.field_objects] if tag["code"] == code), "")
    return StrongCase(
        title=page.title,
        url=page.get_url(request) or "",
        language="" if language == reader else language,
        language_name="" if language == reader else LANGUAGE_NAMES[language],
        how=how,
    )
