"""The codes of the case record: stable, English, never shown to a reader.

Their names and descriptions per language are rows of `ConceptText`; source: docs of the case record, and the handbook's
pages given beside each kind.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ConceptKind(models.TextChoices):
    """The kinds of concept that a case is described by."""

    VALUE = "value", _("Value")
    FIELD = "field", _("Action field")
    LADDER_STEP = "ladder_step", _("Ladder step")
    THICKNESS = "thickness", _("Thin or thick")
    CELL = "cell", _("Who plans and who produces")
    CITIZEN_ROLE = "citizen_role", _("Citizen role")
    THEME = "theme", _("Theme")
    TARGET_GROUP = "target_group", _("Target group")
    SECTOR = "sector", _("Sector")


class Phase(models.TextChoices):
    """How far the work has come."""

    IDEA = "idea", _("Idea")
    PILOT = "pilot", _("Pilot")
    RUNNING = "running", _("Running")
    SPREAD = "spread", _("Spread to more places")
    ENDED = "ended", pgettext_lazy("phase of a case", "Ended")


class Actor(models.TextChoices):
    """Who plans or produces a service (handbook figure 2, p. 14)."""

    PROFESSIONALS = "professionals", _("Professionals alone")
    TOGETHER = "together", _("Professionals and civil society together")
    CIVIL_SOCIETY = "civil_society", _("Civil society alone")


class Innovation(models.TextChoices):
    """Kind of innovation (handbook p. 41)."""

    INCREMENTAL = "incremental", _("Incremental: improves what exists")
    RADICAL = "radical", _("Radical: does something quite different")


class SourceKind(models.TextChoices):
    """Where the story comes from."""

    HANDBOOK = "handbook", _("Retold from the handbook")
    SUBMITTED = "submitted", _("Sent in by those who did the work")
    EDITORIAL = "editorial", _("Written by the editors")


class Licence(models.TextChoices):
    """What others may do with the text."""

    CC_BY = "CC-BY-4.0", _("Creative Commons Attribution 4.0 (CC BY 4.0)")
    NLOD = "NLOD-2.0", _("Norwegian Licence for Open Government Data (NLOD 2.0)")


LICENCE_URLS: Final[dict[str, str]] = {
    Licence.CC_BY: "https://creativecommons.org/licenses/by/4.0/",
    Licence.NLOD: "https://data.norge.no/nlod/no/2.0",
}

LOCALES: Final = ("nb", "nn", "en")
# Each language under its own name, as language menus show them.
LANGUAGE_NAMES: Final = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}

# Handbook figure 5, p. 23. The number is where the handbook describes each, as first and last page.
VALUES: Final = {"openness": "24–25", "democracy": "26", "creativity": "26–27", "leadership": "27–28"}
FIELDS: Final = {
    "equality": "31",
    "shared_goals": "32–33",
    "communication": "33–34",
    "anchoring": "34",
    "facilitation": "34–35",
    "resource_focus": "36–37",
    "complementary_competence": "37–38",
}
# Handbook pp. 44-45, after Torfing and Sørensen.
LADDER_STEPS: Final = ("curious", "inviting", "ambitious", "mature", "cocreating")
# Handbook figure 1, p. 13: 1 thin to 5 thick.
THICKNESS: Final = ("1", "2", "3", "4", "5")
# Handbook p. 53.
CITIZEN_ROLES: Final = ("co_initiator", "co_designer", "co_implementer")
# Handbook figure 2, p. 14.
CELLS: Final = tuple(f"{planned}-{produced}" for planned in Actor.values for produced in Actor.values)

_LOS = "https://psi.norge.no/los/tema/"
# Each theme with the nearest theme of Los, the public sector's shared vocabulary.
THEMES: Final = {
    "work_inclusion": _LOS + "kvalifisering-til-arbeid",
    "integration": _LOS + "sosiale-tjenester",
    "health_care": _LOS + "helse-og-omsorg",
    "public_health": _LOS + "folkehelse",
    "mental_health": _LOS + "helsetjenester",
    "substance_use": _LOS + "rus-og-avhengighet",
    "housing": _LOS + "botilbud",
    "education": _LOS + "skole-og-utdanning",
    "kindergarten": _LOS + "barnehage",
    "child_welfare": _LOS + "barnevern-og-foreldrestotte",
    "youth": _LOS + "familie-og-barn",
    "ageing": _LOS + "omsorgstjenester",
    "culture_sports": _LOS + "kultur-idrett-og-fritid",
    "voluntary_work": _LOS + "fritid",
    "democracy_participation": _LOS + "medvirkning",
    "local_development": _LOS + "naringsutvikling",
    "environment_climate": _LOS + "natur-klima-og-miljo",
    "digital_services": _LOS + "demokrati-og-innbyggerrettigheter",
    "crime_prevention": _LOS + "lovbrudd-og-straff",
    "poverty": _LOS + "okonomiske-ytelser-og-radgivning",
}
TARGET_GROUPS: Final = (
    "children",
    "young_people",
    "families",
    "older_people",
    "immigrants_refugees",
    "disabled_people",
    "mental_illness",
    "substance_users",
    "low_income",
    "unemployed",
    "released_prisoners",
    "next_of_kin",
    "lonely_people",
    "volunteers",
    "all_residents",
)
SECTORS: Final = (
    "municipality",
    "county",
    "nav",
    "state",
    "business",
    "social_entrepreneur",
    "voluntary",
    "citizens",
    "research",
    "foundation",
)

CODES: Final[dict[str, tuple[str, ...]]] = {
    ConceptKind.VALUE: tuple(VALUES),
    ConceptKind.FIELD: tuple(FIELDS),
    ConceptKind.LADDER_STEP: LADDER_STEPS,
    ConceptKind.THICKNESS: THICKNESS,
    ConceptKind.CELL: CELLS,
    ConceptKind.CITIZEN_ROLE: CITIZEN_ROLES,
    ConceptKind.THEME: tuple(THEMES),
    ConceptKind.TARGET_GROUP: TARGET_GROUPS,
    ConceptKind.SECTOR: SECTORS,
}

_PAGES: Final[dict[str, dict[str, str]]] = {
    ConceptKind.VALUE: VALUES,
    ConceptKind.FIELD: FIELDS,
    ConceptKind.LADDER_STEP: dict.fromkeys(LADDER_STEPS, "44–45"),
    ConceptKind.THICKNESS: dict.fromkeys(THICKNESS, "12–13"),
    ConceptKind.CELL: dict.fromkeys(CELLS, "14"),
    ConceptKind.CITIZEN_ROLE: dict.fromkeys(CITIZEN_ROLES, "53"),
}


def handbook_pages(kind: str, code: str) -> str:
    """Return the handbook's pages on a concept as `24–25`, or an empty text where it has none."""
    return _PAGES.get(kind, {}).get(code, "")


def cell_code(planned_by: str, produced_by: str) -> str:
    """Return the code of the cell of figure 2 for two actors, or an empty text when one of them is missing."""
    return f"{planned_by}-{produced_by}" if planned_by and produced_by else ""
