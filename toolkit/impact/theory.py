"""The theory of change of a plan: what is done, what comes of it, why we think so, and on which research (step 4)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import pgettext_lazy

from toolkit.impact.codes import Rank
from toolkit.models import Element, Indicator, Link, Plan

HEADS = {
    Rank.ACTIVITY: pgettext_lazy("theory of change", "Activities"),
    Rank.RESULT: pgettext_lazy("theory of change", "Results"),
    Rank.OUTCOME: pgettext_lazy("theory of change", "Outcomes"),
    Rank.IMPACT: pgettext_lazy("theory of change", "Impact"),
    Rank.VALUE: pgettext_lazy("theory of change", "Value to society"),
}


@dataclass(frozen=True)
class Knot:
    """An element, the links that go out from it, and the names of the indicators that show it."""

    key: UUID
    rank: Rank
    text: str
    leads_to: Sequence[Lead] = ()
    comes_of: Sequence[str] = ()
    shown_by: Sequence[str] = ()


@dataclass(frozen=True)
class Lead:
    """That an element leads to another; `number` is that of the research it rests on, none where it rests on none."""

    key: UUID
    cause: UUID
    effect: UUID
    to: str
    because: str = ""
    research: str = ""
    research_url: str = ""
    number: int | None = None


@dataclass(frozen=True)
class RankOf:
    """The elements of a rank, in their order."""

    rank: Rank
    knots: Sequence[Knot]

    @property
    def head(self) -> str:
        """Return what several of the rank are called."""
        return str(HEADS[self.rank])


@dataclass(frozen=True)
class Research:
    """Research that links rest on: its number in the picture."""

    number: int
    text: str
    url: str


@dataclass(frozen=True)
class Theory:
    """All ranks in their order, also those that nothing stands in."""

    ranks: Sequence[RankOf]
    leads: Sequence[Lead]
    research: Sequence[Research]

    @property
    def knots(self) -> list[Knot]:
        """Return all elements, rank by rank."""
        return [knot for one in self.ranks for knot in one.knots]


def theory_of(elements: Iterable[Element], links: Iterable[Link], indicators: Iterable[Indicator] = ()) -> Theory:
    """Return the theory that standing parts make; a link from or to what is removed is none. Pure."""
    by_pk = {element.pk: element for element in elements}
    kept = [link for link in links if link.cause_id in by_pk and link.effect_id in by_pk]
    research = _research(kept)
    numbers = {(one.text, one.url): one.number for one in research}
    leads = [_lead(link, by_pk, numbers) for link in kept]
    shown: dict[int, list[str]] = {}
    for indicator in indicators:
        if indicator.element_id is not None:
            shown.setdefault(indicator.element_id, []).append(indicator.name)
    knots = [_knot(element, leads, by_pk, shown.get(element.pk, ())) for element in by_pk.values()]
    return Theory([RankOf(rank, [knot for knot in knots if knot.rank == rank]) for rank in Rank], leads, research)


def theory_of_plan(plan: Plan) -> Theory:
    """Return a plan's theory of change: three questions to the database."""
    return theory_of(
        plan.elements.standing(), plan.links.standing(), plan.indicators.standing().only("name", "element", "plan")
    )


def rests_on_research(link: Link) -> bool:
    """Say whether a link names research."""
    return bool(link.research.strip() or link.research_url.strip())


def _research(links: Sequence[Link]) -> list[Research]:
    """Return each work of research once, in the order in which links name it."""
    named = dict.fromkeys(_named(link) for link in links if rests_on_research(link))
    return [Research(number, text, url) for number, (text, url) in enumerate(named, start=1)]


def _named(link: Link) -> tuple[str, str]:
    return link.research.strip(), link.research_url.strip()


def _lead(link: Link, by_pk: dict[int, Element], numbers: dict[tuple[str, str], int]) -> Lead:
    text, url = _named(link)
    cause, effect = by_pk[link.cause_id], by_pk[link.effect_id]
    number = numbers.get((text, url))
    return Lead(link.key, cause.key, effect.key, effect.text, link.because.strip(), text, url, number)


def _knot(element: Element, leads: Sequence[Lead], by_pk: dict[int, Element], shown_by: Sequence[str]) -> Knot:
    texts = {one.key: one.text for one in by_pk.values()}
    return Knot(
        element.key,
        Rank(element.rank),
        element.text,
        [lead for lead in leads if lead.cause == element.key],
        [texts[lead.cause] for lead in leads if lead.effect == element.key],
        shown_by,
    )
