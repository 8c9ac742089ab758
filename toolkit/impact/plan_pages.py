"""What the pages of a team's plan show: the frame of a step, and the plan's first page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from cases.codes import LANGUAGE_NAMES
from cases.models import Team
from cases.teams.naming import name_in
from cases.teams.permissions import allowed_on_page
from toolkit.impact.codes import Step
from toolkit.impact.part_forms import form_for, key_in
from toolkit.impact.parts import PARTS
from toolkit.impact.plan_counts import counts_of
from toolkit.impact.progress import HEIGHT, WIDTH, StepProgress, Thread, progress, threads
from toolkit.impact.step_words import ABOUT, About
from toolkit.models import Plan

# What was done, told on the page that follows: by the word in its address.
DONE = {
    "made": gettext_lazy("The plan is there. Begin with the step that you know most about."),
    "brought_in": gettext_lazy("The plan is brought in from the file. Look through it before you go on."),
    "saved": gettext_lazy("Saved."),
    "added": gettext_lazy("Added."),
    "restored": gettext_lazy("It is back as it was."),
    "changed": gettext_lazy("The change is saved."),
    "copied": gettext_lazy("The indicator is copied into the plan. Change it so that it fits you."),
    "copied-before": gettext_lazy("The plan has a copy of the indicator already. Here it is."),
}


@dataclass(frozen=True)
class Progress:
    """How far the plan has come, as threads and in words."""

    steps: Sequence[StepProgress]
    cloth: Sequence[Thread]
    size: tuple[int, int] = (WIDTH, HEIGHT)

    def of(self, step: Step) -> StepProgress:
        """Return how far one step has come."""
        return next(one for one in self.steps if one.step is step)

    @property
    def open(self) -> int:
        """Return the number of the first step that lacks something; 0 where none does."""
        return next((step.number for step in self.steps if step.missing), 0)

    @property
    def words(self) -> str:
        """Return how many steps are in place, in words."""
        whole = sum(step.state == "whole" for step in self.steps)
        return _("%(done)s of %(all)s steps in place") % {"done": whole, "all": len(self.steps)}


@dataclass(frozen=True)
class Removed:
    """A part that was taken out just now, and the address that brings it back."""

    text: str
    url: str


@dataclass(frozen=True)
class Frame:
    """What stands around a step's room; without a step, around the pages beside the steps."""

    plan: Plan
    team_name: str
    can: frozenset[str]
    progress: Progress
    step: StepProgress | None
    about: About | None
    before: StepProgress | None
    after: StepProgress | None
    done: str
    removed: Removed | None

    @property
    def language_name(self) -> str:
        """Return the plan's language where it is not the reader's, as its texts are then in another."""
        return "" if self.plan.language == get_language() else LANGUAGE_NAMES[self.plan.language]


def progress_of(plan: Plan) -> Progress:
    """Return how far a plan has come."""
    steps = progress(counts_of(plan))
    return Progress(steps, threads(steps))


def can_of(plan: Plan, request: HttpRequest) -> frozenset[str]:
    """Return the names of what the reader may do with the plan."""
    return frozenset(map(str, allowed_on_page(request.user, plan.team)))


def team_name(team: Team) -> str:
    """Return what a team is called, in the reader's language."""
    return name_in(team, get_language() or "nb")


def frame_of(plan: Plan, request: HttpRequest, step: Step | None = None) -> Frame:
    """Return what stands around a room."""
    come = progress_of(plan)
    place = list(Step).index(step) if step else None
    return Frame(
        plan,
        team_name(plan.team),
        can_of(plan, request),
        come,
        None if place is None else come.steps[place],
        None if step is None else ABOUT[step],
        come.steps[place - 1] if place else None,
        come.steps[place + 1] if place is not None and place + 1 < len(come.steps) else None,
        str(DONE.get(request.GET.get("done", ""), "")),
        _removed(plan, request.GET.get("removed", "")),
    )


def _removed(plan: Plan, told: str) -> Removed | None:
    """Return what was taken out just now, by the word in the address; nothing where it is back or never was."""
    name, _colon, key = told.partition(":")
    form = form_for(name)
    if form is None or form.KIND not in PARTS or key_in(key) is None:
        return None
    part: Any = PARTS[form.KIND].objects.filter(plan=plan, key=key_in(key), deleted_at__isnull=False).first()
    if part is None:
        return None
    return Removed(str(part._meta.verbose_name), reverse("plan_part_restore", args=[plan.team_id, name, part.key]))
