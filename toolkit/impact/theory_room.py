"""The room of step 4: the picture of the theory of change, and the list that it is drawn from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from toolkit.impact.codes import Rank, Step
from toolkit.impact.contents import contents_of
from toolkit.impact.looked_at import checks_in
from toolkit.impact.part_forms import key_in
from toolkit.impact.plan_pages import can_of
from toolkit.impact.rooms import Room
from toolkit.impact.theory import HEADS, rests_on_research
from toolkit.impact.theory_chart import theory_chart
from toolkit.impact.theory_forms import RANK_ADVICE, Advice, ElementForm, LinkForm, TheoryForm
from toolkit.models import Element, Link, Plan

_STYLES = ("css/theory.css",)


@dataclass(frozen=True)
class ElementLine:
    """An element's form, and whether it can be moved up or down among those of its rank."""

    form: ElementForm
    element: Element
    can_up: bool
    can_down: bool


@dataclass(frozen=True)
class RankLines:
    """A rank with its elements, and the form of a new one. `key` tells its new form from those of the others."""

    key: Rank
    head: str
    advice: Advice
    lines: Sequence[ElementLine]
    new: ElementForm


@dataclass(frozen=True)
class LinkLine:
    """A link's form, and what it says."""

    form: LinkForm
    link: Link
    rests: bool


def theory_room(plan: Plan, request: HttpRequest) -> Room:
    """Return step 4."""
    contents = contents_of(plan)
    theory = contents.theory
    context: dict[str, Any] = {
        "theory": theory,
        "chart": theory_chart(theory, plan.language),
        "checks": [check for check in checks_in(contents) if check.step == Step.THEORY],
        "text": TheoryForm(plan=plan, part=plan),
    }
    if "plan_edit" in can_of(plan, request):
        context["ranks"] = [_rank_lines(plan, rank, contents.elements) for rank in Rank]
        context["links"] = _link_lines(plan, contents.elements, contents.links)
        context["is_linked_from"] = key_in(request.GET.get("from", "")) is not None
        context["new_link"] = (
            LinkForm(plan=plan, initial={"cause": request.GET.get("from", "")}) if contents.elements[1:] else None
        )
    return Room("pages/impact/plan/steps/theory.html", context, _STYLES)


def _rank_lines(plan: Plan, rank: Rank, elements: Sequence[Element]) -> RankLines:
    own = [element for element in elements if element.rank == rank]
    lines = [
        ElementLine(ElementForm(plan=plan, part=_of(plan, one)), one, one is not own[0], one is not own[-1])
        for one in own
    ]
    new = ElementForm(plan=plan, initial={"rank": rank})
    return RankLines(rank, str(HEADS[rank]), RANK_ADVICE[rank], lines, new)


def _link_lines(plan: Plan, elements: Sequence[Element], links: Sequence[Link]) -> list[LinkLine]:
    """Return the links in the order of what they come from; those of what is removed wait for it to come back."""
    ranks = list(Rank)
    ordered = sorted(elements, key=lambda one: ranks.index(Rank(one.rank)))
    by_pk = {element.pk: element for element in ordered}
    order = {pk: place for place, pk in enumerate(by_pk)}
    kept = [link for link in links if link.cause_id in by_pk and link.effect_id in by_pk]
    for link in kept:
        link.cause, link.effect = by_pk[link.cause_id], by_pk[link.effect_id]
    kept.sort(key=lambda link: (order[link.cause_id], order[link.effect_id]))
    return [LinkLine(LinkForm(plan=plan, part=_of(plan, link)), link, rests_on_research(link)) for link in kept]


def _of(plan: Plan, part: Any) -> Any:
    part.plan = plan
    return part
