"""Cases are found by whether they show indicators, and by how well their impact is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cases.search.facets import Facet
from toolkit.impact.codes import Evidence
from toolkit.impact.evidence import has_figures
from toolkit.impact.shown_plans import contents_on, evidence_of_page

YES = "1"


def _has_impact(page: Any) -> Iterable[str]:
    shown = [content for content in contents_on(page) if not content.is_example]
    return [YES] if any(has_figures(one) for content in shown for one in content.indicators) else []


def _evidence(page: Any) -> Iterable[str]:
    return [str(evidence_of_page(page))]


def _yes() -> dict[str, str]:
    return {YES: gettext("Has measured its impact")}


def _labels() -> dict[str, str]:
    return {str(code): str(name) for code, name in Evidence.choices}


HAS_IMPACT = Facet("has_impact", _("Impact"), (YES,), _has_impact, names=_yes)
EVIDENCE = Facet("evidence", _("How well the impact is known"), tuple(Evidence.values), _evidence, names=_labels)
