"""The pages of municipalities and counties, and the overview of them all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cases.cards import CaseCard, cards_for
from cases.detail.structured import as_script
from cases.geography import Place
from cases.lookup import remembered_gazetteer
from cases.models import CasePage, Municipality, Vocabulary
from cases.places.addresses import (
    address_part,
    county_address,
    county_meant,
    former_names,
    municipalities_meant,
    municipality_address,
)
from cases.places.atlas import Atlas, Spot
from cases.places.count_map import count_map
from cases.places.likeness import likes_of
from cases.places.listing import case_counts, cases_in, cases_in_likest, cases_of_county, newest_cases
from cases.places.norway import atlas
from cases.places.place_map import place_map
from cases.places.presentation import CountyPart, like_ones, parts_by_county, sought, with_counts
from cases.places.structured import county_data, municipality_data
from cases.places.wording import counties_in_words, joined, lit_in_words, size_in_words

_HERE, _LIKE, _NEAR, _COUNTY, _LIKE_ONES = 6, 6, 3, 12, 10


@require_safe
def places_overview(request: HttpRequest) -> HttpResponse:
    """Return all municipalities by county, those with cases lit; a name that is asked for leads to its page."""
    asked = sought(request.GET.get("q", ""))
    found = municipalities_meant(asked, remembered_gazetteer()) if asked else []
    if len(found) == 1:
        return redirect(municipality_address(found[0].number, found[0].name))
    norway, counts = atlas(), case_counts()
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
    norway = atlas()
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
        **_cases_for(request, spot, norway),
        "view_in_all_languages": "municipality",
        "view_arguments": [part],
    }
    return render(request, "pages/municipality.html", context)


def _cases_for(request: HttpRequest, spot: Spot, norway: Atlas) -> dict[str, Any]:
    """Return the cases here, those of municipalities like it, and others of the county; none of them twice.

    Where there is nothing but the first, the newest of the library lead on.
    """
    likes = likes_of(spot, norway.spots)
    here = cases_in(spot.number)
    all_here = here.order_by().values("pk")
    alike = cases_in_likest([like.number for like in likes.spots]).exclude(pk__in=all_here)
    cases_here, cases_alike = list(here.for_listing()[:_HERE]), list(alike.for_listing()[:_LIKE])
    shown = [case.pk for case in cases_alike]
    near = cases_of_county(spot.county_number).exclude(pk__in=all_here).exclude(pk__in=shown)
    cases_near = list(near.for_listing()[:_NEAR])
    lead_on = not (cases_alike or cases_near)
    newest = newest_cases().exclude(pk__in=all_here).for_listing()[:_NEAR] if lead_on else []
    return {
        "cards": _cards(request, cases_here),
        "case_count": here.count() if len(cases_here) == _HERE else len(cases_here),
        "like_cards": _cards(request, cases_alike),
        "near_cards": _cards(request, cases_near),
        "newest_cards": _cards(request, newest),
        "is_alike": likes.alike,
        "like_ones": like_ones(likes.spots[:_LIKE_ONES]),
    }


def _cards(request: HttpRequest, cases: Iterable[CasePage]) -> list[CaseCard]:
    return cards_for(cases, Vocabulary.for_active_language(), request)


def _choice(request: HttpRequest, asked: str, found: list[Place]) -> HttpResponse:
    numbers, norway = {place.number for place in found}, atlas()
    context = {
        "asked": asked if not asked[:1].isdigit() else asked[:4],
        "choices": with_counts(norway.some(numbers), case_counts()),
    }
    return render(request, "pages/place_choice.html", context)


@require_safe
def county_detail(request: HttpRequest, place: str) -> HttpResponse:
    """Return a county: its cases, its own and those of its municipalities, and the municipalities with their counts."""
    norway = atlas()
    found = county_meant(place, norway.counties())
    if found is None:
        raise Http404
    number, name = found
    if place != address_part(number, name):
        return redirect("county", address_part(number, name), permanent=True)
    spots, cases, counts = norway.in_counties([number]), cases_of_county(number), case_counts()
    context = {
        "structured": as_script(county_data(number, name, request.build_absolute_uri(request.path))),
        "number": number,
        "name": name,
        "population": sum(spot.population or 0 for spot in spots),
        "municipalities": with_counts(spots, counts),
        "map": place_map(norway.spots, spots, counties_in_words([name], len(spots), len(norway.spots))),
        "count_map": count_map(norway, counts, lambda s: municipality_address(s.number, s.name), number),
        "close_map": place_map(norway.spots, spots, _("The municipalities of the county, seen closer"), close=True),
        "cards": _cards(request, cases.for_listing()[:_COUNTY]),
        "case_count": cases.count(),
        "view_in_all_languages": "county",
        "view_arguments": [place],
    }
    return render(request, "pages/county.html", context)


@require_safe
def counties_overview(request: HttpRequest) -> HttpResponse:
    """Lead from the counties' common address, which people make by shortening one, to the overview."""
    return redirect("municipalities", permanent=True)
