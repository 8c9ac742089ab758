"""The facets of the library, in the order that they are shown. Other apps add theirs when they are ready.

What a facet keeps of a page stands in the read model: an app that changes it notes the case anew (`index.note_case`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.codes import CODES, LANGUAGE_NAMES, LOCALES, ConceptKind, Phase
from cases.models import County

SIZES = {
    "under_5000": (0, 5000),
    "5000_19999": (5000, 20000),
    "20000_49999": (20000, 50000),
    "from_50000": (50000, 10**9),
}


def size_class(population: int | None) -> str:
    """Return the code of a municipality's size, or an empty text where nobody has counted."""
    return next(
        (code for code, (least, below) in SIZES.items() if population is not None and least <= population < below), ""
    )


@dataclass(frozen=True)
class Facet:
    """A facet: its parameter and label, its codes in order (None where the database has them), and a page's own codes.

    `kind` is that of the concepts that name the codes; `names` gives the other ones their names.
    """

    parameter: str
    label: Any
    codes: tuple[str, ...] | None
    codes_of: Callable[[Any], Iterable[str]]
    kind: str = ""
    names: Callable[[], dict[str, str]] | None = None


def _some(*codes: Any) -> list[str]:
    return [str(code) for code in codes if code not in (None, "")]


def _concepts(parameter: str, label: Any, kind: str, codes_of: Callable[[Any], Iterable[str]]) -> Facet:
    return Facet(parameter, label, CODES[kind], codes_of, kind)


def _phases() -> dict[str, str]:
    return {code: str(name) for code, name in Phase.choices}


def _counties() -> dict[str, str]:
    return dict(County.objects.values_list("number", "name"))


def _sizes() -> dict[str, str]:
    return {
        "under_5000": gettext("under 5,000 inhabitants"),
        "5000_19999": gettext("5,000 to 19,999 inhabitants"),
        "20000_49999": gettext("20,000 to 49,999 inhabitants"),
        "from_50000": gettext("50,000 inhabitants and more"),
    }


FACETS: list[Facet] = [
    _concepts("field", _("Action field"), ConceptKind.FIELD, lambda page: [tag.code for tag in page.field_tags.all()]),
    _concepts("value", _("Value"), ConceptKind.VALUE, lambda page: [tag.code for tag in page.value_tags.all()]),
    _concepts("step", _("Step of the ladder"), ConceptKind.LADDER_STEP, lambda page: _some(page.ladder_step)),
    _concepts("theme", _("Theme"), ConceptKind.THEME, lambda page: page.themes),
    _concepts("group", _("Target group"), ConceptKind.TARGET_GROUP, lambda page: page.target_groups),
    _concepts("sector", _("Partner"), ConceptKind.SECTOR, lambda page: {p.sector for p in page.partners.all()}),
    _concepts("role", _("Citizens' role"), ConceptKind.CITIZEN_ROLE, lambda page: page.citizen_roles),
    Facet("phase", _("Phase"), tuple(Phase.values), lambda page: _some(page.phase), names=_phases),
    _concepts("thickness", _("Thin or thick"), ConceptKind.THICKNESS, lambda page: _some(page.thickness)),
    Facet("county", _("County"), None, lambda page: [str(c.pk) for c in page.counties.all()], names=_counties),
    Facet("municipality", _("Municipality"), None, lambda page: [str(place.pk) for place in page.municipalities.all()]),
    # What follows from a case's municipalities and its translations is no fact of a page.
    Facet("size", _("Size of the municipality"), tuple(SIZES), lambda page: (), names=_sizes),
    Facet("locale", _("Language"), LOCALES, lambda page: (), names=lambda: LANGUAGE_NAMES),
]


_listeners: list[Callable[[], None]] = []


def register(facet: Facet) -> None:
    """Add a facet; called by apps when they are ready. The same parameter again takes the place of the first."""
    places = [place for place, known in enumerate(FACETS) if known.parameter == facet.parameter]
    if places:
        FACETS[places[0]] = facet
    else:
        FACETS.append(facet)
    for listener in _listeners:
        listener()


def when_registered(listener: Callable[[], None]) -> None:
    """Have what was made of the facets made anew; called by modules that may be read before the apps are ready."""
    _listeners.append(listener)


def facet(parameter: str) -> Facet | None:
    """Return the facet of a parameter."""
    return next((known for known in FACETS if known.parameter == parameter), None)
