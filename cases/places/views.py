"""The pages of municipalities and counties, and the overview of them all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.cards import CaseCard, cards_by_page
from cases.detail.structured import as_script
from cases.geography import Place
from cases.lookup import remembered_gazetteer
from cases.models import Municipality
from cases.places.addresses import (
    address_part,
    county_address,
    county_meant,
    former_names,
    municipalities_meant,
    municipality_address,
)
from cases.places.atlas import Spot
from cases.places.count_map import count_map
from cases.places.likeness import likes_of
from cases.places.listing import case_counts, cases_in, cases_of_county, newest_cases, pages_in_each
from cases.places.place_map import place_map
from cases.places.presentation import CountyPart, like_ones, parts_by_county, sought, with_counts
from cases.places.structured import county_data, municipality_data
from cases.places.wording import counties_in_words, joined, lit_in_words, size_in_words
from cases.search.library import Library
from cases.search.memory import library

_HERE, _LIKE, _NEAR, _COUNTY, _LIKE_ONES = 6, 6, 3, 12, 10


@require_safe
def places_overview(request: HttpRequest) -> HttpResponse:
    """Return all municipalities by county, those with cases lit; a name that is asked for leads to its page."""
    asked = sought(request.GET.get("q", ""))
    found = municipalities_meant(asked, remembered_gazetteer()) if asked else []
    if len(found) == 1:
        return redirect(municipality_address(found[0].number, found[0].name))
    known = library()
    norway, counts = known.around.norway, case_counts(known)
    lit = norway.some(counts)
    context = {
        "asked": asked,
        "choices": with_counts(norway.some({place.number for place in found}), counts),
        "counties": parts_by_county(norway, counts),
        "map": place_map(norway.spots, lit, lit_in_words(lit, len(norway.spots))),
        "total": len(norway.spots),
        "with_cases": len(lit),
        "view_in_all_languages": "municipalities",
    }
    return render(request, "pages/places.html", context)


@require_safe
def municipality_detail(request: HttpRequest, place: str) -> HttpResponse:
    """Return a municipality: its cases, and those of municipalities like it. Any other way to write it leads here.

    A number or name that means several today is answered with the choice between them.
    """
    gazetteer = remembered_gazetteer()
    found = municipalities_meant(place, gazetteer)
    if len(found) > 1:
        return _choice(request, place, found)
    if not found:
        raise Http404
    part = address_part(found[0].number, found[0].name)
    if place != part:
        return redirect("municipality", part, permanent=True)
    municipality = get_object_or_404(Municipality.objects.norwegian(), number=found[0].number)
    known = library()
    norway = known.around.norway
    spot = norway.spot(municipality.number)
    if spot is None or not spot.county_number:  # every Norwegian municipality lies in a county
        raise Http404
    context = {
        "place": municipality,
        "former": joined(former_names(found[0], gazetteer)),
        "size": size_in_words(municipality.population) if municipality.population else "",
        "county": CountyPart(spot.county, county_address(spot.county_number, spot.county)),
        "map": place_map(norway.spots, [spot], lit_in_words([spot], len(norway.spots))),
        "structured": as_script(
            municipality_data(spot, municipality.other_names, request.build_absolute_uri(request.path))
        ),
        **_cases_for(request, spot, known),
        "view_in_all_languages": "municipality",
        "view_arguments": [part],
    }
    return render(request, "pages/municipality.html", context)


def _cases_for(request: HttpRequest, spot: Spot, known: Library) -> dict[str, Any]:
    """Return the cases here, those of municipalities like it, and others of the county; none of them twice.

    Where there is nothing but the first, the newest of the library lead on.
    """
    likes = likes_of(spot, known.around.norway.spots)
    here = cases_in(spot.number, known).pages()
    alike = _some(pages_in_each((like.number for like in likes.spots), known), _LIKE, without=here)
    near = _some(cases_of_county(spot.county_number, known).pages(), _NEAR, without=[*here, *alike])
    lead_on = not (alike or near)
    newest = _some(newest_cases(known).pages(0, len(here) + _NEAR), _NEAR, without=here) if lead_on else []
    cards = _cards(request, [*here[:_HERE], *alike, *near, *newest], known)
    return {
        "cards": [cards[pk] for pk in here[:_HERE] if pk in cards],
        "case_count": len(here),
        "like_cards": [cards[pk] for pk in alike if pk in cards],
        "near_cards": [cards[pk] for pk in near if pk in cards],
        "newest_cards": [cards[pk] for pk in newest if pk in cards],
        "is_alike": likes.alike,
        "like_ones": like_ones(likes.spots[:_LIKE_ONES]),
    }


def _some(pages: Iterable[int], most: int, *, without: Sequence[int]) -> list[int]:
    """Return the first of some ids, each once."""
    return list(islice(dict.fromkeys(pk for pk in pages if pk not in without), most))


def _cards(request: HttpRequest, pages: list[int], known: Library) -> dict[int, CaseCard]:
    return cards_by_page(pages, known.around.vocabulary(get_language() or "nb"), request)


def _choice(request: HttpRequest, asked: str, found: list[Place]) -> HttpResponse:
    numbers, known = {place.number for place in found}, library()
    context = {
        "asked": asked if not asked[:1].isdigit() else asked[:4],
        "choices": with_counts(known.around.norway.some(numbers), case_counts(known)),
    }
    return render(request, "pages/place_choice.html", context)


@require_safe
def county_detail(request: HttpRequest, place: str) -> HttpResponse:
    """Return a county: its cases, its own and those of its municipalities, and the municipalities with their counts."""
    known = library()
    norway = known.around.norway
    found = county_meant(place, norway.counties())
    if found is None:
        raise Http404
    number, name = found
    if place != address_part(number, name):
        return redirect("county", address_part(number, name), permanent=True)
    spots, counts = norway.in_counties([number]), case_counts(known)
    cases = cases_of_county(number, known)
    shown = cases.pages(0, _COUNTY)
    cards = _cards(request, shown, known)
    context = {
        "structured": as_script(county_data(number, name, request.build_absolute_uri(request.path))),
        "number": number,
        "name": name,
        "population": sum(spot.population or 0 for spot in spots),
        "municipalities": with_counts(spots, counts),
        "map": place_map(norway.spots, spots, counties_in_words([name], len(spots), len(norway.spots))),
        "count_map": count_map(norway, counts, lambda s: municipality_address(s.number, s.name), number),
        "close_map": place_map(norway.spots, spots, _("The municipalities of the county, seen closer"), close=True),
        "cards": [cards[pk] for pk in shown if pk in cards],
        "case_count": cases.count,
        "view_in_all_languages": "county",
        "view_arguments": [place],
    }
    return render(request, "pages/county.html", context)


@require_safe
def counties_overview(request: HttpRequest) -> HttpResponse:
    """Lead from the counties' common address, which people make by shortening one, to the overview."""
    return redirect("municipalities", permanent=True)
