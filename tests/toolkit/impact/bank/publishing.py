"""Published parts of plans, as live cases show them, for tests of the bank."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from cases.models import CasePage
from cases.shown_with import Shown, replaced
from tests.factories import make_case, make_team
from tests.factories.impact import make_plan
from toolkit.models import Plan, Publication


def published(**fields: Any) -> dict[str, Any]:
    """Return an indicator in the form that a publication has it in."""
    return {
        "key": str(uuid4()),
        "origin": None,
        "origin_title": "",
        "name": "Deltakere i arbeid",
        "level": "outcome",
        "for_whom": "individual",
        "kind": "number",
        "direction": "more",
        "unit": "personer",
        "numerator": "",
        "denominator": "",
        "scale_from": None,
        "scale_to": None,
        "grades": [],
        "breakdown": [],
        "groups": [],
        "method": "Vi spør hver deltaker.",
        "source": "",
        "frequency": "yearly",
        "rests_on_research": False,
        "no_baseline_because": "",
        "baseline": None,
        "targets": [],
        "measurements": [],
        **fields,
    }


def measured(on: str, amount: str, **fields: Any) -> dict[str, Any]:
    """Return a measurement in the form that a publication has it in."""
    empty = {"numerator": None, "denominator": None, "grade": None, "text": "", "said_by": "", "source": ""}
    return {"on": on, "amount": amount, **empty, "breakdown": [], **fields}


def publish(plan: Plan, *indicators: dict[str, Any], page: CasePage, language: str = "nb") -> Publication:
    """Have the live page of a case show indicators of its team's plan."""
    content = {"plan": str(plan.key), "name": plan.name, "language": language, "is_example": plan.is_example}
    made = Publication.objects.create(plan=plan, content={**content, "texts": [], "indicators": list(indicators)})
    page = CasePage.objects.get(pk=page.pk)
    page.shown_with = replaced(
        page.shown_with, Shown("impact", plan.pk, "-"), by=Shown("impact", plan.pk, str(made.pk))
    )
    page.save()
    return made


def case_with(*indicators: dict[str, Any], language: str = "nb", **fields: Any) -> CasePage:
    """Return a live case whose page shows indicators of its team's plan."""
    page = make_case(**fields)
    team = make_team(case_id=page.translation_key, name="")
    publish(make_plan(team), *indicators, page=page, language=language)
    return CasePage.objects.get(pk=page.pk)
