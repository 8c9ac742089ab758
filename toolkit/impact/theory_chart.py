"""The picture of a theory of change: for wide pages and for narrow ones, and what it says in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from toolkit.charts.flow import Box, Flow, Thread, flow
from toolkit.charts.flow_down import flow_down
from toolkit.impact.theory import Theory


@dataclass(frozen=True)
class TheoryChart:
    """The same theory drawn from left to right, and from the top down; the list beneath says it all in words."""

    theory: Theory
    wide: Flow
    narrow: Flow
    words: str
    language: str


def theory_chart(theory: Theory, language: str) -> TheoryChart | None:
    """Return the picture of a theory that is written in a language; None where there is nothing to draw."""
    boxes = [Box(str(knot.key), column, knot.text) for column, one in enumerate(theory.ranks) for knot in one.knots]
    if not boxes:
        return None
    threads = [Thread(str(lead.cause), str(lead.effect), lead.number) for lead in theory.leads]
    heads = [one.head for one in theory.ranks]
    return TheoryChart(theory, flow(heads, boxes, threads), flow_down(heads, boxes, threads), _words(theory), language)


def _words(theory: Theory) -> str:
    """Return what the picture shows, in short: the list says the rest."""
    links = ngettext("%(n)s link", "%(n)s links", len(theory.leads)) % {"n": len(theory.leads)}
    resting = sum(1 for lead in theory.leads if lead.number)
    return _(
        "Picture of the theory of change, from activities to value to society: %(links)s, "
        "%(resting)s of them resting on research. All of it stands in the list."
    ) % {"links": links, "resting": resting}
