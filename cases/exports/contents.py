"""What a file or a comparison tells of a case: plain values, made with a fixed number of queries for all cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest
from django.utils import formats
from django.utils.translation import get_language, gettext_lazy
from django_countries import countries

from cases.codes import LANGUAGE_NAMES, LICENCE_URLS, ConceptKind
from cases.exchange.html import with_addresses
from cases.models import CasePage, Vocabulary
from cases.models.pages import CHAPTERS
from cases.presentation import Places, chapters_of, partners_by_sector, period_in_words, place_of
from cases.short_ids import in_order, published, short_id
from cases.story import addresses_of_pages
from cases.weave import Strip, weave

# The lines of facts, by key and in their order.
FACT_LABELS = {
    "municipalities": gettext_lazy("Municipality"),
    "counties": gettext_lazy("County"),
    "country": gettext_lazy("Country"),
    "period": gettext_lazy("Period"),
    "phase": gettext_lazy("Phase"),
    "groups": gettext_lazy("For whom"),
    "themes": gettext_lazy("Themes"),
    "partners": gettext_lazy("Partners"),
    "roles": gettext_lazy("Citizens' roles"),
    "innovation": gettext_lazy("Kind of innovation"),
    "step": gettext_lazy("Step of the ladder"),
    "thickness": gettext_lazy("Thin or thick co-creation"),
    "cell": gettext_lazy("Who plans and who produces"),
    "confirmed": gettext_lazy("Last confirmed"),
}


@dataclass(frozen=True)
class Shown:
    """A value or field that a case shows, and how."""

    code: str
    name: str
    how: str


@dataclass(frozen=True)
class Told:
    """One line of facts, in words; `names` are its parts."""

    key: str
    label: str
    names: list[str]


@dataclass(frozen=True)
class Part:
    """One of the five chapters; `html` has whole addresses."""

    key: str
    heading: str
    html: str


@dataclass(frozen=True)
class CaseSheet:
    """A case in words, in its own language; what it lacks is empty."""

    id: str
    title: str
    summary: str
    place: str
    period: str
    language: str
    url: str
    licence: str
    licence_url: str
    values: list[Shown]
    fields: list[Shown]
    step: str
    facts: list[Told]
    chapters: list[Part]
    strips: list[Strip] = field(repr=False)
    note: str = ""

    @property
    def where_and_when(self) -> str:
        """Return place and years in one line."""
        return " · ".join(text for text in (self.place, self.period) if text)

    @property
    def foreign(self) -> str:
        """Return the language's own name where it is not the reader's."""
        return "" if self.language == (get_language() or "nb") else LANGUAGE_NAMES[self.language]

    def fact(self, key: str) -> list[str]:
        """Return the names of one line of facts."""
        return next((told.names for told in self.facts if told.key == key), [])


def sheets_of(ids: Sequence[str], request: HttpRequest) -> list[CaseSheet]:
    """Return the published ones of some cases, in this order, in the reader's language or the next best."""
    pages = in_order(published(ids, get_language()).for_record(), ids)
    vocabulary = Vocabulary.for_active_language()
    address_of_page = addresses_of_pages(_chapters(pages), request)
    for page in pages:
        for chapter in CHAPTERS:
            setattr(page, chapter, with_addresses(getattr(page, chapter), address_of_page))
    return [_sheet(page, vocabulary, request) for page in pages]


def _chapters(pages: Iterable[CasePage]) -> Iterator[str]:
    return (getattr(page, chapter) for page in pages for chapter in CHAPTERS)


def _sheet(page: CasePage, vocabulary: Vocabulary, request: HttpRequest) -> CaseSheet:
    places = Places(list(page.municipalities.all()), list(page.counties.all()))
    values = _shown(page.value_tags.all(), vocabulary, ConceptKind.VALUE)
    fields = _shown(page.field_tags.all(), vocabulary, ConceptKind.FIELD)
    step = vocabulary.term(ConceptKind.LADDER_STEP, page.ladder_step)
    return CaseSheet(
        id=short_id(page.translation_key),
        title=page.title,
        summary=page.summary,
        place=place_of(page, places),
        period=page.period,
        language=page.locale.language_code,
        url=request.build_absolute_uri(page.get_url(request) or "/"),
        licence=page.get_licence_display(),
        licence_url=LICENCE_URLS.get(page.licence, ""),
        values=values,
        fields=fields,
        step=step.name if step else "",
        facts=_facts(page, vocabulary, places),
        chapters=[Part(part.code, part.heading, part.html) for part in chapters_of(page)],
        strips=weave({one.code for one in values}, {one.code for one in fields}, page.ladder_step),
    )


def _shown(tags: Iterable[object], vocabulary: Vocabulary, kind: str) -> list[Shown]:
    how = {tag.code: tag.how for tag in tags}  # type: ignore[attr-defined]  # rows of two models
    return [Shown(term.code, term.name, how[term.code]) for term in vocabulary.some(kind, how)]


def _facts(page: CasePage, vocabulary: Vocabulary, places: Places) -> list[Told]:
    """Return what a case is said to be, in the order of the case page; nothing empty."""
    thickness = vocabulary.term(ConceptKind.THICKNESS, page.thickness)
    cell = vocabulary.term(ConceptKind.CELL, page.cell)
    step = vocabulary.term(ConceptKind.LADDER_STEP, page.ladder_step)
    confirmed = page.last_confirmed_at and formats.date_format(page.last_confirmed_at, "DATE_FORMAT")
    names = {
        "municipalities": [place.name for place in places.municipalities],
        "counties": [county.name for county in places.counties],
        "country": [] if page.country == "NO" else [str(countries.name(page.country))],
        "period": [period_in_words(page)],
        "phase": [page.get_phase_display()],
        "groups": _names(vocabulary, ConceptKind.TARGET_GROUP, page.target_groups),
        "themes": _names(vocabulary, ConceptKind.THEME, page.themes),
        "partners": [
            f"{sector.name}: {', '.join(partner.name for partner in members)}"
            for sector, members in partners_by_sector(page, vocabulary)
        ],
        "roles": _names(vocabulary, ConceptKind.CITIZEN_ROLE, page.citizen_roles),
        "innovation": [page.get_innovation_display()],
        "step": [step.name if step else ""],
        "thickness": [thickness.name if thickness else ""],
        "cell": [cell.name if cell else ""],
        "confirmed": [confirmed or ""],
    }
    told = [Told(key, str(label), [name for name in names[key] if name]) for key, label in FACT_LABELS.items()]
    return [one for one in told if one.names]


def _names(vocabulary: Vocabulary, kind: str, codes: Iterable[str]) -> list[str]:
    return [term.name for term in vocabulary.some(kind, codes)]
