"""Where other apps put what they know of a case on its page: the tools register makers, and the page asks them.

A maker that reads the database does so with a fixed number of queries: a public page has fifteen in all.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.http import HttpRequest

from cases.models import CasePage


class Spot(StrEnum):
    """The places on the case page that are open to others."""

    BESIDE_FACTS = "beside"
    AFTER_STORY = "after"


@dataclass(frozen=True)
class CasePanel:
    """A part of the page: `template` gets `context` as `panel`; `key` is its anchor, `heading` stands above it.

    `styles` are the style sheets that it needs besides the page's own. What is not about the case itself is not in the
    list of what is on the page.
    """

    key: str
    heading: str
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    styles: tuple[str, ...] = ()
    is_listed: bool = True


# Returns None for a case that it has nothing to show of.
Maker = Callable[[CasePage, HttpRequest], CasePanel | None]
_makers: dict[Spot, dict[str, Maker]] = {spot: {} for spot in Spot}


def register(spot: Spot, name: str, maker: Maker) -> None:
    """Have a maker asked for each case page; panels stand in the order in which their makers came."""
    _makers[spot][name] = maker


def panels_for(spot: Spot, page: CasePage, request: HttpRequest) -> list[CasePanel]:
    """Return the panels that a case has at a place."""
    return [panel for maker in _makers[spot].values() if (panel := maker(page, request))]
