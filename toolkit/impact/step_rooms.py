"""The rooms of steps 1 to 3: the problem with its sources, the goals, the target groups."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from toolkit.impact.part_fields import parts_of
from toolkit.impact.part_forms import PartForm
from toolkit.impact.plan_forms import AboutPlanForm, GoalForm, GroupForm, ProblemForm, SourceForm
from toolkit.impact.rooms import Room
from toolkit.models import Goal, Plan, Source, TargetGroup

FORMS: tuple[type[PartForm], ...] = (AboutPlanForm, ProblemForm, SourceForm, GoalForm, GroupForm)
_PAGES = "pages/impact/plan/steps"


def problem_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 1: the problem, and what the description of it rests on."""
    context = {"problem": ProblemForm(plan=plan, part=plan), **list_of(plan, Source, SourceForm)}
    return Room(f"{_PAGES}/problem.html", context)


def goals_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 2: the goals."""
    return Room(f"{_PAGES}/goals.html", list_of(plan, Goal, GoalForm))


def groups_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 3: the target groups."""
    return Room(f"{_PAGES}/groups.html", list_of(plan, TargetGroup, GroupForm))


def list_of(plan: Plan, model: type[Any], form: type[PartForm]) -> dict[str, Any]:
    """Return a form for each standing part of a kind, and one for a new part."""
    forms = [form(plan=plan, part=_of(plan, part)) for part in parts_of(plan, model)]
    return {"forms": forms, "new": form(plan=plan)}


def _of(plan: Plan, part: Any) -> Any:
    part.plan = plan
    return part
