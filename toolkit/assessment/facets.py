"""Cases are found by whether they show a self-assessment."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.search.facets import Facet
from toolkit.assessment.shown_rounds import rounds_shown_with

YES = "1"


def _codes_of(page: Any) -> Iterable[str]:
    return [YES] if rounds_shown_with(page) else []


def _names() -> dict[str, str]:
    return {YES: gettext("Has a self-assessment")}


HAS_ASSESSMENT = Facet("has_assessment", _("Self-assessment"), (YES,), _codes_of, names=_names)
