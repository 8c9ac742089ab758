"""Where the tools say what a team can do with them: they register makers, and the team's page asks them.

A maker that reads the database does so with a fixed number of queries.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from cases.models import Team


@dataclass(frozen=True)
class Tool:
    """A tool on the team's page: what it is for, where the team stands with it, and the link that leads to it."""

    heading: str
    text: str
    url: str
    link: str


# Gets the team, and the names of what the reader may do in it; None for who may not use the tool.
Maker = Callable[[Team, Collection[str]], Tool | None]
_makers: dict[str, Maker] = {}


def register(name: str, maker: Maker) -> None:
    """Have a maker asked for each team's page; tools stand in the order in which their makers came."""
    _makers[name] = maker


def tools_for(team: Team, can: Collection[str]) -> list[Tool]:
    """Return what a team can do with the tools."""
    return [tool for maker in _makers.values() if (tool := maker(team, can))]
