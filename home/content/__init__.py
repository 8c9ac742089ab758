"""The articles that come with the portal, and their order on each shelf.

Their texts lie beside this module as `{language}/{key}.txt`, in the markup that `home.content.markup` reads. An article
is known by its key in code and by its translation key in the database, so that links survive another title or address.
"""

from __future__ import annotations

from typing import Final
from uuid import UUID, uuid5

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
PORTAL: Final[tuple[str, ...]] = ()

_KEYS: Final = UUID("7d6d9c2e-6b0b-4f0e-9a3c-52f7b1c0a5e4")


def article_id(key: str) -> UUID:
    """Return the translation key of the article of a key: the same in every installation."""
    return uuid5(_KEYS, key)


KEY_OF: Final = {article_id(key): key for key in (*HANDBOOK, *PORTAL)}
