"""The columns of a spreadsheet of measurements: what they are called, and how a heading in any language is known."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.conf import settings
from django.utils import translation
from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

LABELS: Final[Mapping[str, Promise]] = {
    "key": pgettext_lazy("column of measurements", "Key"),
    "indicator": pgettext_lazy("column of measurements", "Indicator"),
    "part": pgettext_lazy("column of measurements", "Part"),
    "on": pgettext_lazy("column of measurements", "Date"),
    "value": pgettext_lazy("column of measurements", "Figure"),
    "numerator": pgettext_lazy("column of measurements", "How many"),
    "denominator": pgettext_lazy("column of measurements", "Out of how many"),
    "grade": pgettext_lazy("column of measurements", "Step"),
    "text": pgettext_lazy("column of measurements", "In words"),
    "said_by": pgettext_lazy("column of measurements", "Said by"),
    "has_consent": pgettext_lazy("column of measurements", "Consent"),
    "note": pgettext_lazy("column of measurements", "Note"),
    "source": pgettext_lazy("column of measurements", "Source"),
}
# Without these it is no sheet of measurements.
NEEDED: Final = ("indicator", "on", "value")
# What says what a measurement is; the others say which one.
FIGURES: Final = ("value", "numerator", "denominator")
SAYING: Final = (*FIGURES, "grade", "text", "said_by", "has_consent", "note", "source")


def columns_in(headings: Sequence[str]) -> dict[str, int]:
    """Return where each known column stands, by its heading in any of the portal's languages."""
    known: dict[str, str] = {}
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            known |= {_plain(str(label)): name for name, label in LABELS.items()}
    found: dict[str, int] = {}
    for at, heading in enumerate(headings):
        name = known.get(_plain(heading))
        if name:
            found.setdefault(name, at)
    return found


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
