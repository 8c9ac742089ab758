"""The articles that come with the portal, and their order on each shelf.

Their texts lie beside this module as `{language}/{key}.txt`, in the markup that `home.content.markup` reads. An article
is known by its key in code and by its translation key in the database, so that links survive another title or address.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

from cases.codes import FIELDS, LADDER_STEPS, VALUES, ConceptKind

# The handbook's themes, in the order in which one would read them.
HANDBOOK: Final = (
    "wicked",
    "thin_thick",
    "circle",
    "model",
    "values",
    "fields",
    "anchoring",
    "rooms",
    "entrepreneurs",
    "ladder",
    "impact",
    "indicators",
    "economics",
)
# What there is to know about the portal itself.
PORTAL: Final = ("about", "contribute", "workshop", "privacy", "accessibility")

_KEYS: Final = UUID("7d6d9c2e-6b0b-4f0e-9a3c-52f7b1c0a5e4")


def article_id(key: str) -> UUID:
    """Return the translation key of the article of a key: the same in every installation."""
    return uuid5(_KEYS, key)


KEY_OF: Final = {article_id(key): key for key in (*HANDBOOK, *PORTAL)}

# What an article is about, by kind and codes of the concepts: it leads to their pages, and they to it.
CONCEPTS: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "model": {ConceptKind.VALUE: tuple(VALUES), ConceptKind.FIELD: tuple(FIELDS)},
    "values": {ConceptKind.VALUE: tuple(VALUES)},
    "fields": {ConceptKind.FIELD: tuple(FIELDS)},
    "anchoring": {ConceptKind.FIELD: ("anchoring",)},
    "rooms": {ConceptKind.FIELD: ("resource_focus",)},
    "ladder": {ConceptKind.LADDER_STEP: LADDER_STEPS},
    "thin_thick": {ConceptKind.VALUE: ("democracy",), ConceptKind.FIELD: ("equality",)},
    "circle": {ConceptKind.VALUE: ("creativity",), ConceptKind.FIELD: ("complementary_competence",)},
    "entrepreneurs": {ConceptKind.FIELD: ("facilitation",)},
}
# The figure that stands on the pages of some concepts, beside those of their articles.
FIGURE_OF: Final = {"anchoring": "anchor", "resource_focus": "rooms"}
# Which cases show what an article is about, as parameters of the list of cases.
CASES: Final[dict[str, dict[str, tuple[str, ...]]]] = {
    "values": {"value": tuple(VALUES)},
    "fields": {"field": tuple(FIELDS)},
    "anchoring": {"field": ("anchoring",)},
    "rooms": {"field": ("resource_focus",)},
    "ladder": {"step": LADDER_STEPS},
    "thin_thick": {"thickness": ("4", "5")},
    "entrepreneurs": {"sector": ("social_entrepreneur",)},
}


def keys_about(kind: str, code: str) -> list[str]:
    """Return the keys of the articles that tell of a concept, those that tell of few concepts first."""
    keys = [key for key in CONCEPTS if code in CONCEPTS[key].get(kind, ())]
    return sorted(keys, key=lambda key: sum(map(len, CONCEPTS[key].values())))
