"""What the case page shows, made from the page and the vocabulary without a query of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils import formats
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django_countries import countries

from cases.codes import LANGUAGE_NAMES, ConceptKind
from cases.exchange.html import with_addresses
from cases.models import CasePage, County, Municipality, Vocabulary
from cases.models.pages import CHAPTERS, texts_of
from cases.models.vocabulary import Term
from cases.places.addresses import county_address, municipality_address
from cases.story import addresses_of_pages, put_addresses

CHAPTER_HEADINGS = {
    "challenge": gettext_lazy("The problem"),
    "solution": gettext_lazy("What was done"),
    "results": gettext_lazy("What came of it"),
    "lessons": gettext_lazy("What was learnt"),
    "transfer": gettext_lazy("What it takes to do the same"),
}


@dataclass(frozen=True)
class Thread:
    """A value or field of the model: lit where the case has it, and how."""

    term: Term
    lit: bool
    how: str


@dataclass(frozen=True)
class Fact:
    """One line of the facts column; `items` have a name and an address: none, a path, or a query of the index."""

    label: str
    items: list[tuple[str, str]]


@dataclass(frozen=True)
class Chapter:
    """One of the five fixed chapters that has a text."""

    code: str
    heading: str
    html: str


@dataclass(frozen=True)
class OtherLanguage:
    """A published translation of the case."""

    code: str
    name: str
    title: str
    url: str


@dataclass(frozen=True)
class Places:
    """A case's municipalities and counties."""

    municipalities: list[Municipality]
    counties: list[County]


def places_of(page: CasePage) -> Places:
    """Return the case's places, with two queries."""
    return Places(list(page.municipalities.all()), list(page.counties.all()))


def place_of(page: CasePage, places: Places) -> str:
    """Return where the case is, in words: its place, else the names of its municipalities or counties."""
    return page.place or ", ".join(place.name for place in places.municipalities or places.counties)


def resolve_links(page: CasePage, request: HttpRequest) -> None:
    """Put the addresses of linked pages into the case's texts, in memory: one query, however many links there are."""
    address_of_page = addresses_of_pages(texts_of(page), request)
    for chapter in CHAPTERS:
        setattr(page, chapter, with_addresses(getattr(page, chapter), address_of_page))
    put_addresses(page.body, address_of_page)


def model_threads(tags: Iterable[Any], vocabulary: Vocabulary, kind: str) -> list[Thread]:
    """Return all values or fields of the model, those of the case lit."""
    how = {tag.code: tag.how for tag in tags}
    return [Thread(term, term.code in how, how.get(term.code, "")) for term in vocabulary.terms(kind)]


def all_threads(vocabulary: Vocabulary, kind: str) -> list[Thread]:
    """Return all values or fields of the model, all of them lit."""
    return [Thread(term, lit=True, how="") for term in vocabulary.terms(kind)]


def month_in_words(text: str) -> str:
    """Return `2016-11` as `november 2016` in the active language, and `2014` as it is."""
    moment = parse_date(f"{text}-01") if len(text) == 7 else None
    return formats.date_format(moment, "F Y") if moment else text


def period_in_words(page: CasePage) -> str:
    """Return when the work went on, in words; empty when nothing is known."""
    started, ended = month_in_words(page.started), month_in_words(page.ended)
    if started and ended and started != ended:
        return f"{started} – {ended}"
    if started and not ended:
        return _("From %(start)s") % {"start": started}
    return started or (_("Until %(end)s") % {"end": ended} if ended else "")


def chapters_of(page: CasePage) -> list[Chapter]:
    """Return the chapters that have a text; an empty one is left out."""
    return [
        Chapter(code, str(CHAPTER_HEADINGS[code]), text) for code in CHAPTERS if (text := getattr(page, code)).strip()
    ]


def who_and_where(page: CasePage, vocabulary: Vocabulary, places: Places) -> list[Fact]:
    """Return the facts column: where, when, for whom, about what, and partners by sector."""
    country = "" if page.country == "NO" else str(countries.name(page.country))
    facts = [
        Fact(
            ngettext("Municipality", "Municipalities", len(places.municipalities)),
            [
                (m.name, municipality_address(m.number, m.name) if m.country == "NO" else "")
                for m in places.municipalities
            ],
        ),
        Fact(_("County"), [(county.name, county_address(county.number, county.name)) for county in places.counties]),
        Fact(_("Country"), _plain([country])),
        Fact(_("Period"), _plain([period_in_words(page)])),
        Fact(_("Phase"), _plain([page.get_phase_display() or ""])),
        Fact(_("For whom"), _terms(vocabulary, ConceptKind.TARGET_GROUP, page.target_groups, "group")),
        Fact(_("Themes"), _terms(vocabulary, ConceptKind.THEME, page.themes, "theme")),
        Fact(_("Kind of innovation"), _plain([page.get_innovation_display() or ""])),
    ]
    return [fact for fact in facts if fact.items]


def has_tags_in_facts(page: CasePage) -> bool:
    """Say whether the facts column has anything of the handbook's to show."""
    shown = (page.citizen_roles, page.ladder_step, page.thickness, page.planned_by, page.produced_by)
    return any(shown) or page.last_confirmed_at is not None


def in_brief(page: CasePage, vocabulary: Vocabulary, sectors: Iterable[Term]) -> list[Fact]:
    """Return the few facts that a reader on a phone wants before the story: for whom, with whom, which step."""
    step = vocabulary.term(ConceptKind.LADDER_STEP, page.ladder_step)
    facts = [
        Fact(_("For whom"), _first(vocabulary.some(ConceptKind.TARGET_GROUP, page.target_groups))),
        Fact(_("Partners"), _first(sectors)),
        Fact(_("Step of the ladder"), _plain([step.name if step else ""])),
    ]
    return [fact for fact in facts if fact.items]


def partners_by_sector(page: CasePage, vocabulary: Vocabulary) -> list[tuple[Term, list[Any]]]:
    """Return the partners grouped by sector, sectors in their own order and partners in the case's."""
    partners = list(page.partners.all())
    groups = [(term, [p for p in partners if p.sector == term.code]) for term in vocabulary.terms(ConceptKind.SECTOR)]
    return [(term, members) for term, members in groups if members]


def story_languages(translations: Iterable[CasePage], page: CasePage, request: HttpRequest) -> list[OtherLanguage]:
    """Return the other languages that the case can be read in."""
    others = {other.locale.language_code: other for other in translations if other.pk != page.pk}
    return [
        OtherLanguage(code, name, others[code].title, others[code].get_url(request) or "")
        for code, name in LANGUAGE_NAMES.items()
        if code in others
    ]


def _first(terms: Iterable[Term], most: int = 4) -> list[tuple[str, str]]:
    names = [term.name for term in terms]
    return _plain(names if len(names) <= most else [*names[: most - 1], "…"])


def _plain(names: Iterable[str]) -> list[tuple[str, str]]:
    return [(name, "") for name in names if name]


def _terms(vocabulary: Vocabulary, kind: str, codes: Iterable[str], parameter: str) -> list[tuple[str, str]]:
    return [(term.name, f"?{parameter}={term.code}") for term in vocabulary.some(kind, codes)]
