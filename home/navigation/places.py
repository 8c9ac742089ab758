"""The portal's own places that a menu can lead to: known by a code, so that they are found in every language."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

CASES: Final = "cases"
# Places that are views: their names in the list of addresses, and what they are called.
VIEWS: Final[dict[str, tuple[str, Promise]]] = {
    "model": ("model", _("The model")),
    "articles": ("articles", _("Read about co-creation")),
    "municipalities": ("municipalities", _("Municipalities")),
    "assessment": ("assessment", _("Self-assessment of how we work together")),
    "impact": ("impact", _("Measuring impact")),
    "bank": ("bank", _("Indicator bank")),
    "open_data": ("open_data", _("The cases as open data")),
}
# Places that are articles which come with the portal: their keys, and what an editor calls them.
ARTICLES: Final[dict[str, Promise]] = {
    "contribute": _("Tell us about your project"),
    "workshop": _("A workshop with the cases"),
    "about": _("About the portal"),
    "privacy": _("Privacy"),
    "accessibility": _("Accessibility statement"),
}
NAMES: Final[dict[str, Promise]] = {
    CASES: _("Cases"),
    **{code: name for code, (_view, name) in VIEWS.items()},
    **ARTICLES,
}


def place_choices() -> Iterator[tuple[str, Any]]:
    """Yield (code, name) of each place, as an editor chooses among them."""
    yield from NAMES.items()
